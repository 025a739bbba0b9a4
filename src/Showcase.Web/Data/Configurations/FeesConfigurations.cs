using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Fees;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class FeeEntryConfiguration : IEntityTypeConfiguration<FeeEntry>
{
    public void Configure(EntityTypeBuilder<FeeEntry> entry)
    {
        entry.Property(e => e.Currency).HasMaxLength(3);
        entry.Property(e => e.Reference).HasMaxLength(FeeEntry.ReferenceLength);
        entry.Property(e => e.Reason).HasMaxLength(FeeEntry.ReasonLength);
        entry.HasOne<Submission>().WithMany().HasForeignKey(e => e.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<ApplicationUser>().WithMany().HasForeignKey(e => e.By).OnDelete(DeleteBehavior.Restrict);

        // The same thing recorded twice at the same moment stands there once.
        entry.HasIndex(e => new { e.SubmissionId, e.Kind, e.Reference }).IsUnique();
    }
}
