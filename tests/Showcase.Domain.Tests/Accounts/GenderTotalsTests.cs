using Showcase.Domain.Accounts;

namespace Showcase.Domain.Tests.Accounts;

public sealed class GenderTotalsTests
{
    [Fact]
    public void Counts_are_rounded_to_five_and_saying_nothing_is_as_preferring_not_to()
    {
        var totals = GenderTotals.Of([.. Enumerable.Repeat<Gender?>(Gender.Woman, 13), .. Enumerable.Repeat<Gender?>(Gender.Man, 7), Gender.Other, Gender.PreferNotToSay, null, null]);

        Assert.Equal(
            new Dictionary<Gender, int> { [Gender.Woman] = 15, [Gender.Man] = 5, [Gender.Other] = 0, [Gender.PreferNotToSay] = 5 },
            totals);
    }

    [Fact]
    public void Where_fewer_than_ten_said_something_nothing_is_told()
    {
        Assert.Null(GenderTotals.Of([]));
        Assert.Null(GenderTotals.Of([.. Enumerable.Repeat<Gender?>(Gender.Woman, 9), .. Enumerable.Repeat<Gender?>(null, 50), .. Enumerable.Repeat<Gender?>(Gender.PreferNotToSay, 50)]));
    }

    /// <summary>Who compares the totals with and without one film learns nothing, for all but the counts at the edge of a step.</summary>
    [Fact]
    public void One_more_person_changes_no_total_within_a_step()
    {
        var twelve = Enumerable.Repeat<Gender?>(Gender.Man, 13).Append(Gender.Woman).ToList();

        Assert.Equal(GenderTotals.Of(twelve)![Gender.Woman], GenderTotals.Of([.. twelve, Gender.Woman])![Gender.Woman]);
    }
}
