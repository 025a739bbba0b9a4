using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Audience;
using Showcase.Domain.Editions;

namespace Showcase.Web.Data.Configurations;

internal sealed class AudienceBallotConfiguration : IEntityTypeConfiguration<AudienceBallot>
{
    public void Configure(EntityTypeBuilder<AudienceBallot> ballot)
    {
        ballot.Property(b => b.Title).HasMaxLength(AudienceBallot.TitleLength);
        ballot.Property(b => b.Films).StoredAsJsonList();
        ballot.Ignore(b => b.IsPublished);
        ballot.HasOne<Edition>().WithMany().HasForeignKey(b => b.EditionId).OnDelete(DeleteBehavior.Restrict);

        // The screening may go from the schedule; what its audience said stays.
        ballot.HasIndex(b => b.ScreeningId).IsUnique();
        ballot.HasIndex(b => new { b.EditionId, b.OpensAt });
    }
}

internal sealed class BallotCodeConfiguration : IEntityTypeConfiguration<BallotCode>
{
    public void Configure(EntityTypeBuilder<BallotCode> code)
    {
        code.Property(c => c.Code).HasMaxLength(VoteCode.Length);
        code.Property(c => c.Choices).StoredAsJsonList();
        code.HasOne<AudienceBallot>().WithMany().HasForeignKey(c => c.BallotId).OnDelete(DeleteBehavior.Cascade);
        code.HasIndex(c => c.Code).IsUnique();
        code.HasIndex(c => new { c.BallotId, c.Sheet });
    }
}
