using Showcase.Domain.Calls;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Submissions;

public sealed class FeeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = Now.AddDays(20);
    private static readonly TimeSpan FourMinutes = TimeSpan.FromMinutes(4);

    private readonly Call call = Call.Create(Guid.CreateVersion7(), "Call", "").Value;
    private readonly Category category;
    private readonly Submission draft;

    public FeeTests()
    {
        category = call.AddCategory(new CategoryDetails(
            "Shorts", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), [new(TierName.Early, Now.AddDays(10), 20_00), new(TierName.Late, Last, 50_00)], MostPerPerson: 2)).Value;
        _ = call.ChangeRules(new CallRules("EUR", TimeSpan.Zero, MostPerPerson: 3));
        _ = call.Open(Now);
        draft = Submission.Draft(call.EditionId, category.Id, Guid.CreateVersion7(), Guid.CreateVersion7(), Now);
    }

    [Fact]
    public void The_fee_is_fixed_when_the_film_is_sent_in()
    {
        Assert.Null(draft.Fee);

        _ = draft.Submit(call, category, FourMinutes, Now.AddDays(10));
        _ = call.ChangeCategory(category.Id, new CategoryDetails("Shorts", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), Last));

        Assert.Equal(new FeeDue(TierName.Early, 20_00, "EUR"), draft.Fee);
    }

    [Fact]
    public void Two_seconds_late_is_late_and_the_draft_is_kept()
    {
        var sent = draft.Submit(call, category, FourMinutes, Last.AddSeconds(2));

        Assert.Equal(SubmissionRefusals.DeadlinePassed, sent.Refusal);
        Assert.Equal((SubmissionState.Draft, (FeeDue?)null), (draft.State, draft.Fee));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Grace_takes_the_late_at_the_last_fee_until_it_is_over_too(int secondsLate, bool taken)
    {
        _ = call.ChangeRules(new CallRules("EUR", TimeSpan.FromMinutes(5), null));

        var sent = draft.Submit(call, category, FourMinutes, Last.AddSeconds(secondsLate));

        Assert.Equal(taken ? null : SubmissionRefusals.DeadlinePassed, sent.Refusal);
        Assert.Equal(taken ? new FeeDue(TierName.Late, 50_00, "EUR") : null, draft.Fee);
    }

    [Fact]
    public void What_pages_tell_knows_no_grace()
    {
        _ = call.ChangeRules(new CallRules("EUR", TimeSpan.FromMinutes(5), null));

        Assert.Equal(SubmissionRefusals.DeadlinePassed, EntryTerms.Of(call, category).Closed(Last.AddSeconds(2)));
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(2, 1, null)]
    [InlineData(2, 2, "Submissions.CategoryLimitReached")]
    [InlineData(3, 1, "Submissions.CallLimitReached")]
    public void A_person_enters_as_often_as_the_call_and_the_category_allow(int inCall, int inCategory, string? refused)
    {
        Assert.Equal(refused, draft.Submit(call, category, FourMinutes, Now, new EntriesSent(inCall, inCategory)).Refusal?.Code);
    }
}
