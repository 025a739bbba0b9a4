using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging.Auditing;

namespace Showcase.Web.Data.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        // Rounds and films are named by their ids alone: a log outlives what it tells of.
        entry.HasOne<Edition>().WithMany().HasForeignKey(e => e.EditionId).OnDelete(DeleteBehavior.Cascade);
        entry.HasOne<ApplicationUser>().WithMany().HasForeignKey(e => e.ById).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<ApplicationUser>().WithMany().HasForeignKey(e => e.AboutId).OnDelete(DeleteBehavior.Restrict);
        entry.HasIndex(e => new { e.EditionId, e.At });
        entry.HasIndex(e => e.SubmissionId);
    }
}
