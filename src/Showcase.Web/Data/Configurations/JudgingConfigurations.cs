using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class JudgingRoundConfiguration : IEntityTypeConfiguration<JudgingRound>
{
    public void Configure(EntityTypeBuilder<JudgingRound> round)
    {
        round.Property(r => r.Name).HasMaxLength(JudgingRound.NameLength);
        round.Ignore(r => r.Window);
        round.HasOne<Edition>().WithMany().HasForeignKey(r => r.EditionId).OnDelete(DeleteBehavior.Restrict);
        round.HasMany(r => r.Criteria).WithOne().HasForeignKey(c => c.RoundId).OnDelete(DeleteBehavior.Cascade);
        round.HasMany(r => r.Panel).WithOne().HasForeignKey(m => m.RoundId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CriterionConfiguration : IEntityTypeConfiguration<Criterion>
{
    public void Configure(EntityTypeBuilder<Criterion> criterion)
    {
        criterion.Property(c => c.Name).HasMaxLength(Criterion.NameLength);
        criterion.Property(c => c.Anchors).HasMaxLength(Criterion.AnchorsLength);
    }
}

internal sealed class PanelMemberConfiguration : IEntityTypeConfiguration<PanelMember>
{
    public void Configure(EntityTypeBuilder<PanelMember> member)
    {
        member.HasOne<ApplicationUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        member.HasIndex(m => new { m.RoundId, m.UserId }).IsUnique();
    }
}

internal sealed class AssignmentConfiguration : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> assignment)
    {
        assignment.HasOne<JudgingRound>().WithMany().HasForeignKey(a => a.RoundId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Submission>().WithMany().HasForeignKey(a => a.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<ApplicationUser>().WithMany().HasForeignKey(a => a.JurorId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasIndex(a => new { a.RoundId, a.SubmissionId, a.JurorId }).IsUnique();
        assignment.HasIndex(a => new { a.JurorId, a.RoundId });
    }
}

internal sealed class ScorecardConfiguration : IEntityTypeConfiguration<Scorecard>
{
    public void Configure(EntityTypeBuilder<Scorecard> card)
    {
        card.Property(c => c.ToCommittee).HasMaxLength(Scorecard.CommentLength);
        card.Property(c => c.ToArtist).HasMaxLength(Scorecard.CommentLength);
        card.Property(c => c.RecusalReason).HasMaxLength(Scorecard.ReasonLength);
        card.Ignore(c => c.Recused);
        card.OwnsMany(c => c.Marks, marks => marks.ToJson());
        card.HasOne<Assignment>().WithOne().HasForeignKey<Scorecard>(c => c.AssignmentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StagedDecisionConfiguration : IEntityTypeConfiguration<StagedDecision>
{
    public void Configure(EntityTypeBuilder<StagedDecision> decision)
    {
        decision.HasOne<Submission>().WithMany().HasForeignKey(d => d.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        decision.HasIndex(d => d.SubmissionId).IsUnique();
        decision.HasIndex(d => new { d.EditionId, d.AppliedAt });
    }
}

internal sealed class DecisionLetterConfiguration : IEntityTypeConfiguration<DecisionLetter>
{
    public void Configure(EntityTypeBuilder<DecisionLetter> letter)
    {
        letter.Property(l => l.Subject).HasMaxLength(DecisionLetter.SubjectLength);
        letter.HasOne<Edition>().WithMany().HasForeignKey(l => l.EditionId).OnDelete(DeleteBehavior.Restrict);
        letter.HasIndex(l => new { l.EditionId, l.Outcome }).IsUnique();
    }
}

internal sealed class JurorProfileConfiguration : IEntityTypeConfiguration<JurorProfile>
{
    public void Configure(EntityTypeBuilder<JurorProfile> profile)
    {
        profile.Property(p => p.Languages).HasMaxLength(JurorProfile.LanguagesLength);
        profile.Property(p => p.Organisations).HasMaxLength(JurorProfile.OrganisationsLength);
        profile.OwnsMany(p => p.Topics, topics => topics.ToJson());
        profile.HasOne<Edition>().WithMany().HasForeignKey(p => p.EditionId).OnDelete(DeleteBehavior.Restrict);
        profile.HasOne<ApplicationUser>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
        profile.HasIndex(p => new { p.EditionId, p.UserId }).IsUnique();
    }
}

internal sealed class FilmBidConfiguration : IEntityTypeConfiguration<FilmBid>
{
    public void Configure(EntityTypeBuilder<FilmBid> bid)
    {
        bid.HasOne<Submission>().WithMany().HasForeignKey(b => b.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        bid.HasOne<ApplicationUser>().WithMany().HasForeignKey(b => b.JurorId).OnDelete(DeleteBehavior.Restrict);
        bid.HasIndex(b => new { b.SubmissionId, b.JurorId }).IsUnique();
        bid.HasIndex(b => new { b.EditionId, b.JurorId });
    }
}

internal sealed class JurorConflictConfiguration : IEntityTypeConfiguration<JurorConflict>
{
    public void Configure(EntityTypeBuilder<JurorConflict> conflict)
    {
        conflict.Property(c => c.Reason).HasMaxLength(JurorConflict.ReasonLength);
        conflict.Ignore(c => c.IsIdle);
        conflict.HasOne<Submission>().WithMany().HasForeignKey(c => c.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        conflict.HasOne<ApplicationUser>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
        conflict.HasIndex(c => new { c.SubmissionId, c.UserId }).IsUnique();
        conflict.HasIndex(c => new { c.EditionId, c.UserId });
    }
}

internal sealed class JuryTopicConfiguration : IEntityTypeConfiguration<JuryTopic>
{
    public void Configure(EntityTypeBuilder<JuryTopic> topic)
    {
        topic.Property(t => t.Name).HasMaxLength(JuryTopic.NameLength);
        topic.HasOne<Edition>().WithMany().HasForeignKey(t => t.EditionId).OnDelete(DeleteBehavior.Restrict);
        topic.HasIndex(t => new { t.EditionId, t.Name }).IsUnique();
    }
}
