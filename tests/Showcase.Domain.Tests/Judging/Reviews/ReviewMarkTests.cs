using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Reviews;

namespace Showcase.Domain.Tests.Judging.Reviews;

public sealed class ReviewMarkTests
{
    private static readonly Guid Organiser = Guid.CreateVersion7();

    private readonly Cards cards = new();

    [Fact]
    public void Only_a_card_that_was_handed_in_is_marked()
    {
        Assert.Equal(ReviewRefusals.NotHandedIn, ReviewMark.On(cards.Card).Refusal);
        _ = cards.Card.Score(cards.Entry(8, 6), cards.Round, Cards.During);
        Assert.True(ReviewMark.On(cards.Card).Succeeded);
        _ = cards.Card.Recuse("A friend", cards.Round.Window, Cards.During);

        Assert.Equal(ReviewRefusals.NotHandedIn, ReviewMark.On(cards.Card).Refusal);
    }

    [Fact]
    public void A_mark_is_taken_back_whole()
    {
        var mark = Marked();
        mark.Mark(ReviewQuality.Thin, Organiser, Cards.During);
        Assert.False(mark.IsIdle);

        mark.Mark(null, Organiser, Cards.During);

        Assert.Equal((true, null, null), (mark.IsIdle, mark.MarkedBy, mark.MarkedAt));
    }

    [Theory]
    [InlineData("", "Common.Required")]
    [InlineData("   ", "Common.Required")]
    [InlineData(null, "Common.Required")]
    public void A_request_needs_words(string? request, string refusal)
    {
        var mark = Marked();

        Assert.Equal(refusal, mark.Ask(request, cards.Round.Window, Organiser, Cards.During).Refusal?.Code);
        Assert.Equal("Common.TooLong", mark.Ask(new string('a', ReviewMark.RequestLength + 1), cards.Round.Window, Organiser, Cards.During).Refusal?.Code);
        Assert.False(mark.IsAsked);
    }

    [Fact]
    public void Nobody_is_asked_who_could_not_answer()
    {
        Assert.Equal(ReviewRefusals.RoundTakesNone, Marked().Ask("Please say why.", cards.Round.Window, Organiser, Cards.Closes.AddSeconds(1)).Refusal);
    }

    [Fact]
    public void A_request_is_open_until_the_card_is_handed_in_again_and_may_be_made_anew()
    {
        var mark = Marked();
        _ = mark.Ask("Please say why.", cards.Round.Window, Organiser, Cards.During);
        Assert.True(mark.IsAsked);

        mark.Answer(Cards.During.AddHours(1));
        mark.Answer(Cards.During.AddHours(2));
        Assert.Equal((false, Cards.During.AddHours(1)), (mark.IsAsked, mark.AnsweredAt));

        _ = mark.Ask("And the sound?", cards.Round.Window, Organiser, Cards.During.AddHours(3));
        Assert.True(mark.IsAsked);
        mark.TakeRequestBack();
        Assert.Equal((true, ""), (mark.IsIdle, mark.Request));
    }

    [Fact]
    public void Hints_name_each_of_their_reasons()
    {
        var good = new ReviewFacts(["The last third earns what the first promises, and the sound carries it there."], [7, 8, 6], 98, TimeSpan.FromMinutes(4), Cards.During, Cards.During.AddMinutes(9));

        Assert.Equal(ReviewHint.None, ReviewHints.Of(good));
        Assert.Equal(ReviewHint.FewWords, ReviewHints.Of(good with { Comments = ["Fine.", "Thank you"] }));
        Assert.Equal(ReviewHint.LittleWatched, ReviewHints.Of(good with { Watched = 74 }));
        Assert.Equal(ReviewHint.EqualMarks, ReviewHints.Of(good with { Marks = [7, 7, 7] }));
        Assert.Equal(ReviewHint.None, ReviewHints.Of(good with { Marks = [7, 7] }));
        Assert.Equal(ReviewHint.FasterThanFilm, ReviewHints.Of(good with { HandedInAt = Cards.During.AddMinutes(3) }));
        Assert.Equal(ReviewHint.LittleWatched | ReviewHint.FewWords, ReviewHints.Of(good with { Comments = [], Watched = 0, BeganAt = null, Marks = [] }));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("It's well-made, and long.", 5)]
    [InlineData("Très émouvant, une réussite", 4)]
    [InlineData("映画は素晴らしい", 8)]
    [InlineData("… — !!!", 0)]
    public void Words_are_counted_in_any_script(string text, int words) => Assert.Equal(words, ReviewHints.Words([text]));

    private ReviewMark Marked()
    {
        _ = cards.Card.Score(cards.Entry(8, 6), cards.Round, Cards.During);
        return ReviewMark.On(cards.Card).Value;
    }
}
