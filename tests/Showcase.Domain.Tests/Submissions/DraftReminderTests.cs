using Showcase.Domain.Calls;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Submissions;

public sealed class DraftReminderTests
{
    private static readonly DateTimeOffset Early = new(2026, 3, 10, 22, 59, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = Early.AddDays(20);
    private static readonly Tier[] Tiers = [new(TierName.Early, Early, 10_00), new(TierName.Late, Late, 20_00)];

    [Theory]
    [InlineData(-4, null)]
    [InlineData(-3, TierName.Early)]
    [InlineData(-0.1, TierName.Early)]
    [InlineData(0.1, null)]
    [InlineData(16.9, null)]
    [InlineData(17, TierName.Late)]
    [InlineData(20.1, null)]
    public void One_is_reminded_three_days_before_each_deadline(double daysAfterEarly, TierName? of) =>
        Assert.Equal(of, DraftReminder.Due(Tiers, Early.AddDays(-30), Early.AddDays(daysAfterEarly))?.Name);

    [Fact]
    public void A_draft_begun_within_the_three_days_is_reminded_on_the_last()
    {
        var begun = Early.AddDays(-2);

        Assert.Null(DraftReminder.Due(Tiers, begun, Early.AddDays(-1.5)));
        Assert.Equal(TierName.Early, DraftReminder.Due(Tiers, begun, Early.AddDays(-1))?.Name);
    }

    [Fact]
    public void Whoever_began_on_the_last_day_knows() => Assert.Null(DraftReminder.Due(Tiers, Early.AddHours(-20), Early.AddHours(-1)));
}
