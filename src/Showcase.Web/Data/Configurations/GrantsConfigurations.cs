using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Editions;
using Showcase.Domain.Grants;

namespace Showcase.Web.Data.Configurations;

internal sealed class FundConfiguration : IEntityTypeConfiguration<Fund>
{
    public void Configure(EntityTypeBuilder<Fund> fund)
    {
        fund.Property(f => f.Name).HasMaxLength(Fund.NameLength);
        fund.Property(f => f.Description).HasMaxLength(Fund.DescriptionLength);
        fund.Property(f => f.Currency).HasMaxLength(3);
        fund.Ignore(f => f.Left);
        fund.Ignore(f => f.Round);
        fund.HasOne<Edition>().WithMany().HasForeignKey(f => f.EditionId).OnDelete(DeleteBehavior.Restrict);
        fund.HasIndex(f => new { f.EditionId, f.Name }).IsUnique();
        fund.OwnsMany(f => f.Rounds, rounds =>
        {
            rounds.ToTable("GrantRounds");
            rounds.WithOwner().HasForeignKey("FundId");
            rounds.HasKey(round => round.Id);
            rounds.Property(round => round.Name).HasMaxLength(GrantRound.NameLength);
        });
    }
}

internal sealed class ApplicationConfiguration : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> application)
    {
        application.ToTable("GrantApplications");
        application.Property(a => a.Title).HasMaxLength(Application.TitleLength);
        application.Property(a => a.Plan).HasMaxLength(Application.PlanLength);
        application.Property(a => a.Currency).HasMaxLength(3);
        application.HasOne<Fund>().WithMany().HasForeignKey(a => a.FundId).OnDelete(DeleteBehavior.Restrict);
        application.HasOne<ApplicationUser>().WithMany().HasForeignKey(a => a.ArtistId).OnDelete(DeleteBehavior.Restrict);
        application.HasIndex(a => new { a.FundId, a.State });
        application.HasIndex(a => a.ArtistId);
        application.OwnsMany(a => a.Lines, lines => lines.ToJson());
        application.OwnsOne(a => a.Award, award => award.Property(a => a.Reason).HasMaxLength(Application.ReasonLength));
        application.OwnsMany(a => a.Tranches, tranches =>
        {
            tranches.ToTable("Tranches");
            tranches.WithOwner().HasForeignKey("ApplicationId");
            tranches.HasKey(tranche => tranche.Id);
            tranches.Property(tranche => tranche.Reference).HasMaxLength(Tranche.ReferenceLength);
            tranches.HasIndex(tranche => new { tranche.State, tranche.DueOn });
        });
        application.OwnsMany(a => a.History, history =>
        {
            history.ToTable("GrantApplicationHistory");
            history.WithOwner().HasForeignKey("ApplicationId");
            history.HasKey(step => step.Id);
            history.Property(step => step.Reason).HasMaxLength(Application.ReasonLength);
        });
    }
}
