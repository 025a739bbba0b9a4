using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Calls;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class EntryRulesConfiguration : IEntityTypeConfiguration<EntryRules>
{
    /// <summary>Rules are replaced as a whole, never changed in place.</summary>
    private static readonly ValueComparer<IReadOnlyList<EligibilityRule>> SameRules = new((one, other) => one!.SequenceEqual(other!), rules => rules.Count, rules => rules);

    public void Configure(EntityTypeBuilder<EntryRules> rules)
    {
        rules.Property(r => r.Rules).StoredAsJson();
        rules.Property(r => r.Rules).Metadata.SetValueComparer(SameRules);
        rules.HasOne<Call>().WithMany().HasForeignKey(r => r.CallId).OnDelete(DeleteBehavior.Cascade);

        // Two organisers who make the first rule of a call at once make one set of rules.
        rules.HasIndex(r => r.CallId).IsUnique();
    }
}

internal sealed class RuleDeclarationConfiguration : IEntityTypeConfiguration<RuleDeclaration>
{
    public void Configure(EntityTypeBuilder<RuleDeclaration> declaration)
    {
        declaration.Property(d => d.Statement).HasMaxLength(Declaration.StatementLength);
        declaration.HasOne<Submission>().WithMany().HasForeignKey(d => d.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        declaration.HasIndex(d => new { d.SubmissionId, d.RuleId }).IsUnique();
    }
}

internal sealed class RuleOverrideConfiguration : IEntityTypeConfiguration<RuleOverride>
{
    public void Configure(EntityTypeBuilder<RuleOverride> made)
    {
        made.Property(o => o.Requirement).StoredAsJson();
        made.Property(o => o.Reason).HasMaxLength(RuleOverride.ReasonLength);
        made.HasOne<Submission>().WithMany().HasForeignKey(o => o.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        made.Property(o => o.TakenBackFor).HasMaxLength(RuleOverride.ReasonLength);

        // Of two organisers who take one back at once, one does.
        made.Property(o => o.TakenBackAt).IsConcurrencyToken();
        made.HasOne<ApplicationUser>().WithMany().HasForeignKey(o => o.By).OnDelete(DeleteBehavior.Restrict);
        made.HasOne<ApplicationUser>().WithMany().HasForeignKey(o => o.TakenBackBy).OnDelete(DeleteBehavior.Restrict);

        // Of two organisers who override a rule at once, one does; one that was taken back bars no new one.
        made.HasIndex(o => new { o.SubmissionId, o.RuleId }).IsUnique().HasFilter("[TakenBackAt] IS NULL");
    }
}

internal sealed class CallTermsConfiguration : IEntityTypeConfiguration<CallTerms>
{
    public void Configure(EntityTypeBuilder<CallTerms> terms)
    {
        terms.Property(t => t.Wording).StoredAsJson();
        terms.HasOne<Call>().WithMany().HasForeignKey(t => t.CallId).OnDelete(DeleteBehavior.Cascade);
        terms.HasOne<ApplicationUser>().WithMany().HasForeignKey(t => t.PublishedBy).OnDelete(DeleteBehavior.Restrict);
        terms.HasOne<ApplicationUser>().WithMany().HasForeignKey(t => t.WithdrawnBy).OnDelete(DeleteBehavior.Restrict);

        // Of two organisers who publish at once, one does.
        terms.HasIndex(t => new { t.CallId, t.Number }).IsUnique();
    }
}

internal sealed class TermsAcceptanceConfiguration : IEntityTypeConfiguration<TermsAcceptance>
{
    public void Configure(EntityTypeBuilder<TermsAcceptance> acceptance)
    {
        acceptance.HasOne<Submission>().WithMany().HasForeignKey(a => a.SubmissionId).OnDelete(DeleteBehavior.Cascade);

        // Terms that somebody accepted cannot go.
        acceptance.HasOne<CallTerms>().WithMany().HasForeignKey(a => a.TermsId).OnDelete(DeleteBehavior.Restrict);
        acceptance.HasIndex(a => a.SubmissionId).IsUnique();
    }
}
