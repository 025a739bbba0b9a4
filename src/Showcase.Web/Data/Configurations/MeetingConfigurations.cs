using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class MeetingConfiguration : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> meeting)
    {
        meeting.Property(m => m.Name).HasMaxLength(Meeting.NameLength);
        meeting.Property(m => m.Rules).HasMaxLength(200).StoredAsJson();
        meeting.Ignore(m => m.Current);
        meeting.Ignore(m => m.Agenda);
        meeting.HasOne<Edition>().WithMany().HasForeignKey(m => m.EditionId).OnDelete(DeleteBehavior.Restrict);
        meeting.HasOne<JudgingRound>().WithMany().HasForeignKey(m => m.RoundId).OnDelete(DeleteBehavior.Restrict);
        meeting.HasOne<ApplicationUser>().WithMany().HasForeignKey(m => m.ChairId).OnDelete(DeleteBehavior.Restrict);
        meeting.HasMany(m => m.Items).WithOne().HasForeignKey(i => i.MeetingId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MeetingItemConfiguration : IEntityTypeConfiguration<MeetingItem>
{
    public void Configure(EntityTypeBuilder<MeetingItem> item)
    {
        item.Property(i => i.Reason).HasMaxLength(MeetingItem.ReasonLength);
        item.Ignore(i => i.Proposal);
        item.HasOne<Submission>().WithMany().HasForeignKey(i => i.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        item.HasIndex(i => new { i.MeetingId, i.SubmissionId }).IsUnique();
    }
}

internal sealed class MeetingAttendanceConfiguration : IEntityTypeConfiguration<MeetingAttendance>
{
    public void Configure(EntityTypeBuilder<MeetingAttendance> attendance)
    {
        attendance.HasOne<Meeting>().WithMany().HasForeignKey(a => a.MeetingId).OnDelete(DeleteBehavior.Cascade);
        attendance.HasOne<ApplicationUser>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Restrict);
        attendance.HasIndex(a => new { a.MeetingId, a.UserId }).IsUnique();
    }
}

internal sealed class MeetingEntryConfiguration : IEntityTypeConfiguration<MeetingEntry>
{
    public void Configure(EntityTypeBuilder<MeetingEntry> entry)
    {
        entry.Property(e => e.Text).HasMaxLength(MeetingItem.ReasonLength);
        entry.HasOne<Meeting>().WithMany().HasForeignKey(e => e.MeetingId).OnDelete(DeleteBehavior.Cascade);
        entry.HasOne<Submission>().WithMany().HasForeignKey(e => e.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<ApplicationUser>().WithMany().HasForeignKey(e => e.ById).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<ApplicationUser>().WithMany().HasForeignKey(e => e.AboutId).OnDelete(DeleteBehavior.Restrict);
        entry.HasIndex(e => new { e.MeetingId, e.At });
    }
}

internal sealed class MeetingVoteConfiguration : IEntityTypeConfiguration<MeetingVote>
{
    public void Configure(EntityTypeBuilder<MeetingVote> vote)
    {
        vote.Property(v => v.Options).HasMaxLength(400).StoredAsJsonList();
        vote.Property(v => v.Counts).HasMaxLength(200).StoredAsJsonList();
        vote.Property(v => v.Box).HasMaxLength(MeetingVote.BoxLength);
        vote.Ignore(v => v.IsOpen);
        vote.HasOne<MeetingItem>().WithMany().HasForeignKey(v => v.ItemId).OnDelete(DeleteBehavior.Cascade);
        vote.HasIndex(v => new { v.ItemId, v.Number }).IsUnique();
        vote.HasOne<Meeting>().WithMany().HasForeignKey(v => v.MeetingId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class VoteTakenConfiguration : IEntityTypeConfiguration<VoteTaken>
{
    public void Configure(EntityTypeBuilder<VoteTaken> taken)
    {
        taken.HasKey(t => new { t.VoteId, t.JurorId });
        taken.Property(t => t.ReceiptDigest).HasMaxLength(VoteTaken.DigestLength);
        taken.HasOne<MeetingVote>().WithMany().HasForeignKey(t => t.VoteId).OnDelete(DeleteBehavior.Cascade);
        taken.HasOne<ApplicationUser>().WithMany().HasForeignKey(t => t.JurorId).OnDelete(DeleteBehavior.Restrict);
    }
}
