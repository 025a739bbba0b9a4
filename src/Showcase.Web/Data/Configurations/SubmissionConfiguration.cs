using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class SubmissionConfiguration : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> submission)
    {
        submission.Property(s => s.CoverLetter).HasMaxLength(Submission.CoverLetterLength);
        submission.HasOne<Edition>().WithMany().HasForeignKey(s => s.EditionId).OnDelete(DeleteBehavior.Restrict);
        submission.HasOne<Category>().WithMany().HasForeignKey(s => s.CategoryId).OnDelete(DeleteBehavior.Restrict);
        submission.HasOne<EntryCode>().WithMany().HasForeignKey(s => s.CodeId).OnDelete(DeleteBehavior.Restrict);
        submission.HasOne<Film>().WithMany().HasForeignKey(s => s.FilmId).OnDelete(DeleteBehavior.Restrict);

        // A film is in a category once; an entry that was taken back is history and bars no new one.
        submission.HasIndex(s => new { s.CategoryId, s.FilmId }).IsUnique().HasFilter($"[State] <> '{nameof(SubmissionState.Withdrawn)}'");
        submission.HasIndex(s => new { s.EditionId, s.State });
        submission.HasIndex(s => s.ArtistId);
        submission.OwnsOne(s => s.Fee, fee => fee.Property(f => f.Currency).HasMaxLength(3));
        submission.OwnsMany(s => s.History, history =>
        {
            history.ToTable("SubmissionHistory");
            history.WithOwner().HasForeignKey("SubmissionId");
            history.HasKey(change => change.Id);
            history.Property(change => change.Reason).HasMaxLength(2_000);
        });
    }
}
