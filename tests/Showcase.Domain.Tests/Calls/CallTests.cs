using Showcase.Domain.Calls;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Calls;

public sealed class CallTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly Call call = Call.Create(Guid.CreateVersion7(), "Call for entries", "").Value;

    [Fact]
    public void A_call_without_a_category_does_not_open()
    {
        Assert.Equal(CallRefusals.NoCategory, call.Open(Now).Refusal);
    }

    [Fact]
    public void A_call_whose_deadlines_have_all_passed_does_not_open()
    {
        Add("Shorts", Now.AddDays(-1));
        Add("Loops", Now);

        Assert.Equal(CallRefusals.DeadlinesPassed, call.Open(Now).Refusal);
        Assert.Equal(CallState.Draft, call.State);
    }

    [Fact]
    public void One_deadline_ahead_is_enough_to_open_and_a_closed_call_opens_again()
    {
        Add("Shorts", Now.AddDays(-1));
        Add("Loops", Now.AddDays(1));

        Assert.True(call.Open(Now).Succeeded);
        call.Close(Now);
        Assert.True(call.Open(Now).Succeeded);
    }

    [Fact]
    public void A_call_that_opens_later_takes_nothing_before_and_is_a_draft_again_when_that_is_taken_back()
    {
        Add("Shorts", Now.AddDays(10));
        var opens = Now.AddDays(2);

        Assert.True(call.Open(Now, opens).Succeeded);

        var terms = EntryTerms.Of(call, call.Categories[0]);
        Assert.Equal(SubmissionRefusals.CallNotOpenYet, terms.Closed(opens.AddSeconds(-2)));
        Assert.Null(terms.Closed(opens));
        call.Close(Now);
        Assert.Equal((CallState.Draft, null), (call.State, call.OpensAt));
    }

    [Fact]
    public void A_call_does_not_open_behind_its_deadlines_and_once_open_it_closes()
    {
        Add("Shorts", Now.AddDays(10));

        Assert.Equal(CallRefusals.DeadlinesPassed, call.Open(Now, Now.AddDays(10)).Refusal);
        Assert.True(call.Open(Now, Now.AddDays(1)).Succeeded);
        call.Close(Now.AddDays(2));
        Assert.Equal(CallState.Closed, call.State);
    }

    [Theory]
    [InlineData(0, 1, "BAC")]
    [InlineData(2, -1, "ACB")]
    [InlineData(2, -9, "CAB")]
    [InlineData(0, 9, "BCA")]
    [InlineData(1, 0, "ABC")]
    public void Categories_move_up_and_down_and_stop_at_the_ends(int which, int places, string order)
    {
        foreach (var name in new[] { "A", "B", "C" }) Add(name, Now.AddDays(1));

        Assert.True(call.MoveCategory(call.Categories[which].Id, places).Succeeded);

        Assert.Equal(order, string.Concat(call.Categories.OrderBy(category => category.Position).Select(category => category.Name)));
        Assert.Equal([0, 1, 2], call.Categories.Select(category => category.Position).Order());
    }

    [Fact]
    public void A_category_with_films_stays()
    {
        var category = Add("Shorts", Now.AddDays(1));

        Assert.Equal(CallRefusals.CategoryInUse, call.RemoveCategory(category.Id, inUse: true).Refusal);
        Assert.Single(call.Categories);
    }

    [Fact]
    public void The_places_close_up_behind_a_removed_category()
    {
        foreach (var name in new[] { "A", "B", "C" }) Add(name, Now.AddDays(1));

        Assert.True(call.RemoveCategory(call.Categories[1].Id, inUse: false).Succeeded);

        Assert.Equal([("A", 0), ("C", 1)], call.Categories.Select(category => (category.Name, category.Position)));
    }

    [Fact]
    public void An_open_call_keeps_its_last_category()
    {
        var category = Add("Shorts", Now.AddDays(1));
        _ = call.Open(Now);

        Assert.Equal(CallRefusals.LastCategory, call.RemoveCategory(category.Id, inUse: false).Refusal);
    }

    [Fact]
    public void A_category_of_another_call_is_not_found()
    {
        var other = Guid.CreateVersion7();

        Assert.Equal(Refusals.NotFound, call.ChangeCategory(other, Details("X", Now)).Refusal);
        Assert.Equal(Refusals.NotFound, call.MoveCategory(other, 1).Refusal);
        Assert.Equal(Refusals.NotFound, call.RemoveCategory(other, inUse: false).Refusal);
    }

    [Fact]
    public void The_longest_runtime_is_longer_than_the_shortest()
    {
        var result = call.AddCategory(Details("Shorts", Now) with { MinRuntime = TimeSpan.FromMinutes(10), MaxRuntime = TimeSpan.FromMinutes(10) });

        Assert.Equal(CallRefusals.RuntimeLimits, result.Refusal);
        Assert.Empty(call.Categories);
    }

    private static CategoryDetails Details(string name, DateTimeOffset deadline) => new(name, null, TimeSpan.Zero, TimeSpan.FromMinutes(10), deadline);

    private Category Add(string name, DateTimeOffset deadline) => call.AddCategory(Details(name, deadline)).Value;
}
