using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Progress;
using Showcase.Domain.Judging.Reviews;

namespace Showcase.Web.Data.Configurations;

internal sealed class ReviewMarkConfiguration : IEntityTypeConfiguration<ReviewMark>
{
    public void Configure(EntityTypeBuilder<ReviewMark> mark)
    {
        mark.Property(m => m.Request).HasMaxLength(ReviewMark.RequestLength);
        mark.Ignore(m => m.IsAsked);
        mark.Ignore(m => m.IsIdle);
        mark.HasOne<Scorecard>().WithOne().HasForeignKey<ReviewMark>(m => m.ScorecardId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RoundReminderConfiguration : IEntityTypeConfiguration<RoundReminder>
{
    public void Configure(EntityTypeBuilder<RoundReminder> reminder)
    {
        reminder.HasOne<JudgingRound>().WithMany().HasForeignKey(r => r.RoundId).OnDelete(DeleteBehavior.Cascade);
        reminder.HasOne<ApplicationUser>().WithMany().HasForeignKey(r => r.JurorId).OnDelete(DeleteBehavior.Cascade);
        reminder.HasIndex(r => new { r.RoundId, r.JurorId, r.ClosesAt, r.Lead }).IsUnique();
    }
}
