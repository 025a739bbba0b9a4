using Showcase.Domain.Calls;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Submissions;

/// <summary>Whether the file of an entry may be another one.</summary>
public sealed class ReplacementTermsTests
{
    private static readonly DateTimeOffset Deadline = new(2026, 4, 1, 21, 59, 0, TimeSpan.Zero);

    private static readonly ReplacementTerms Terms = new(
        SubmissionState.InReview, "Call 2026", CallState.Open, ReplacementRule.UntilDeadline, NamedUntil: null, Deadline, TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(2, 0, false)]
    [InlineData(2, 60, true)]
    [InlineData(61, 60, false)]
    public void By_default_a_file_is_taken_for_as_long_as_an_entry_is(int secondsLate, int graceSeconds, bool isTaken)
    {
        var terms = Terms with { Grace = TimeSpan.FromSeconds(graceSeconds) };

        Assert.Equal(isTaken ? null : new Refusal("Versions.TooLate", "Call 2026"), terms.Refuse(Deadline.AddSeconds(secondsLate)));
    }

    [Fact]
    public void A_moment_that_the_call_names_holds_without_grace_and_after_the_call_was_closed()
    {
        var terms = Terms with { Rule = ReplacementRule.UntilMoment, NamedUntil = Deadline.AddDays(7), Call = CallState.Closed, Grace = TimeSpan.FromHours(1) };

        Assert.Null(terms.Refuse(Deadline.AddDays(7)));
        Assert.Equal("Versions.TooLate", terms.Refuse(Deadline.AddDays(7).AddSeconds(2))?.Code);
        Assert.Equal("Versions.TooLate", (Terms with { Call = CallState.Closed }).Refuse(Deadline.AddDays(-7))?.Code);
    }

    [Fact]
    public void Never_means_never_and_a_selected_film_keeps_its_file()
    {
        Assert.Equal("Versions.Never", (Terms with { Rule = ReplacementRule.Never }).Refuse(Deadline.AddDays(-9))?.Code);
        Assert.Equal(FilmRefusals.Chosen, (Terms with { State = SubmissionState.Selected }).Refuse(Deadline.AddDays(-9)));
        Assert.Equal(FilmRefusals.Chosen, (Terms with { State = SubmissionState.Selected }).RefuseFile(TimeSpan.FromMinutes(4)));
    }

    [Fact]
    public void A_file_that_runs_longer_than_the_category_takes_does_not_become_the_film()
    {
        Assert.Null(Terms.RefuseFile(TimeSpan.FromMinutes(10)));
        Assert.Equal(ReplacementRefusals.RuntimeOutside, Terms.RefuseFile(TimeSpan.FromSeconds(601)));
        Assert.Equal(ReplacementRefusals.RuntimeOutside, Terms.RefuseFile(TimeSpan.FromSeconds(59)));
    }

    [Fact]
    public void What_became_of_a_replacement_never_changes_again()
    {
        var now = Deadline;
        var (old, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (shown, refused) = (VideoReplacement.Of(old, other, Guid.CreateVersion7(), now), VideoReplacement.Of(old, other, Guid.CreateVersion7(), now));

        shown.Show(old, now);
        shown.Refuse(ReplacementRefusals.Overtaken);
        refused.Refuse(ReplacementRefusals.RuntimeOutside);
        refused.Show(old, now);

        Assert.Equal((old, now, null), ((Guid?)shown.OldId, shown.ShownAt, shown.RefusedFor));
        Assert.Equal((null, null, "Versions.RuntimeOutside"), ((Guid?)refused.OldId, refused.ShownAt, refused.RefusedFor));
    }

    [Fact]
    public void A_call_that_names_a_moment_needs_one_and_forgets_it_with_the_rule()
    {
        var call = Call.Create(Guid.CreateVersion7(), "Call", "").Value;

        Assert.Equal(Refusals.Required("ReplaceableUntil"), call.ChangeReplacement(ReplacementRule.UntilMoment, null).Refusal);
        Assert.True(call.ChangeReplacement(ReplacementRule.UntilMoment, Deadline).Succeeded);
        Assert.True(call.ChangeReplacement(ReplacementRule.Never, Deadline).Succeeded);

        Assert.Equal((ReplacementRule.Never, null), (call.Replacement, call.ReplaceableUntil));
    }
}
