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

        // The inbox in its two orders, whole, by state and by category; the last holds all that is counted.
        submission.HasIndex(s => new { s.EditionId, s.SubmittedAt });
        submission.HasIndex(s => new { s.EditionId, s.State, s.SubmittedAt });
        submission.HasIndex(s => new { s.EditionId, s.CategoryId, s.State, s.SubmittedAt });
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

internal sealed class SubmissionTagConfiguration : IEntityTypeConfiguration<SubmissionTag>
{
    public void Configure(EntityTypeBuilder<SubmissionTag> tag)
    {
        tag.Property(t => t.Name).HasMaxLength(SubmissionTag.NameLength);
        tag.HasOne<Submission>().WithMany().HasForeignKey(t => t.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        tag.HasIndex(t => new { t.SubmissionId, t.Name }).IsUnique();
        tag.HasIndex(t => new { t.EditionId, t.Name, t.SubmissionId });
    }
}

internal sealed class SubmissionTextConfiguration : IEntityTypeConfiguration<SubmissionText>
{
    public void Configure(EntityTypeBuilder<SubmissionText> text)
    {
        text.HasKey(t => t.SubmissionId);
        text.Property(t => t.SubmissionId).ValueGeneratedNever();
        text.HasOne<Submission>().WithOne().HasForeignKey<SubmissionText>(t => t.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        text.HasIndex(t => t.EditionId);
    }
}

internal sealed class SubmissionSortConfiguration : IEntityTypeConfiguration<SubmissionSort>
{
    public void Configure(EntityTypeBuilder<SubmissionSort> sort)
    {
        sort.HasKey(s => s.SubmissionId);
        sort.Property(s => s.SubmissionId).ValueGeneratedNever();
        sort.Property(s => s.Title).HasMaxLength(SubmissionSort.KeyLength);
        sort.Property(s => s.Artist).HasMaxLength(SubmissionSort.KeyLength);
        sort.HasOne<Submission>().WithOne().HasForeignKey<SubmissionSort>(s => s.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        sort.HasIndex(s => new { s.EditionId, s.Title, s.SubmissionId });
        sort.HasIndex(s => new { s.EditionId, s.Artist, s.SubmissionId });
    }
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.Property(v => v.Name).HasMaxLength(SavedView.NameLength);
        view.Property(v => v.Query).HasMaxLength(SavedView.QueryLength);
        view.HasOne<Edition>().WithMany().HasForeignKey(v => v.EditionId).OnDelete(DeleteBehavior.Cascade);
        view.HasOne<ApplicationUser>().WithMany().HasForeignKey(v => v.OwnerId).OnDelete(DeleteBehavior.Restrict);
        view.HasIndex(v => new { v.EditionId, v.OwnerId, v.Name }).IsUnique();
    }
}

internal sealed class DraftReminderConfiguration : IEntityTypeConfiguration<DraftReminder>
{
    public void Configure(EntityTypeBuilder<DraftReminder> reminder)
    {
        reminder.HasOne<Submission>().WithMany().HasForeignKey(r => r.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        reminder.HasIndex(r => new { r.SubmissionId, r.Until }).IsUnique();
    }
}
