using Showcase.Domain.Calls;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Calls;

public sealed class CallTermsTests
{
    private static readonly Guid Call = Guid.CreateVersion7();
    private static readonly Guid Mara = Guid.CreateVersion7();
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TermsWording Fair = new(["All rights"], ["Show it twice"], "");

    [Fact]
    public void Each_change_is_a_version_of_its_own_and_the_earlier_one_stays_as_it_was()
    {
        var first = CallTerms.Next(Call, null, Fair, Mara, Now).Value;

        var second = CallTerms.Next(Call, first, Fair with { FestivalMay = ["Show it thrice"] }, Mara, Now.AddDays(1)).Value;

        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.Equal(["Show it twice"], first.Wording.FestivalMay);
        Assert.Equal(Now.AddDays(1), second.PublishedAt);
    }

    [Fact]
    public void The_same_words_make_no_new_version()
    {
        var first = CallTerms.Next(Call, null, Fair, Mara, Now).Value;

        Assert.Equal(TermsRefusals.Unchanged, CallTerms.Next(Call, first, Fair with { ArtistKeeps = [" All rights ", ""] }, Mara, Now).Refusal);
    }

    [Fact]
    public void Both_lists_say_something_and_stay_short()
    {
        Assert.Equal(TermsRefusals.ListEmpty, CallTerms.Next(Call, null, Fair with { ArtistKeeps = [" "] }, Mara, Now).Refusal);
        Assert.Equal(TermsRefusals.ListEmpty, CallTerms.Next(Call, null, Fair with { FestivalMay = [] }, Mara, Now).Refusal);
        Assert.Equal(TermsRefusals.TooManyLines, CallTerms.Next(Call, null, Fair with { FestivalMay = [.. Enumerable.Repeat("Show it", 21)] }, Mara, Now).Refusal);
        Assert.Equal(Refusals.TooLong("Line", 300), CallTerms.Next(Call, null, Fair with { FestivalMay = [new string('x', 301)] }, Mara, Now).Refusal);
        Assert.Equal(Refusals.TooLong("Text", 20_000), CallTerms.Next(Call, null, Fair with { Text = new string('x', 10_000_000) }, Mara, Now).Refusal);
    }

    [Fact]
    public void Only_the_newest_terms_count_as_accepted()
    {
        var first = CallTerms.Next(Call, null, Fair, Mara, Now).Value;
        var second = CallTerms.Next(Call, first, Fair with { Text = "And more." }, Mara, Now).Value;
        var acceptance = new TermsAcceptance(Guid.CreateVersion7(), first.Id, Now);

        Assert.Null(TermsAcceptance.Check(null, null));
        Assert.Equal(TermsRefusals.NotAccepted, TermsAcceptance.Check(first, null));
        Assert.Null(TermsAcceptance.Check(first, acceptance));
        Assert.Equal(TermsRefusals.Changed, TermsAcceptance.Check(second, acceptance));
    }

    [Fact]
    public void Accepting_the_same_terms_again_keeps_the_first_time()
    {
        var terms = Guid.CreateVersion7();
        var acceptance = new TermsAcceptance(Guid.CreateVersion7(), terms, Now);

        acceptance.Renew(terms, Now.AddDays(1));
        Assert.Equal(Now, acceptance.At);

        acceptance.Renew(Guid.CreateVersion7(), Now.AddDays(1));
        Assert.Equal(Now.AddDays(1), acceptance.At);
    }
}
