using Showcase.Domain.Prizes;
using Showcase.Domain.Submissions;
using Showcase.Domain.Tests.Judging;

namespace Showcase.Domain.Tests.Prizes;

public sealed class PrizeTests
{
    private readonly Cards cards = new();

    [Fact]
    public void Only_selected_films_of_the_edition_and_category_have_it_and_once()
    {
        var (film, now) = (cards.Submission, Cards.During);
        var prize = Prize.Create(film.EditionId, new PrizeDetails("Grand Prix", film.CategoryId), 1).Value;
        Assert.Equal(PrizeRefusals.NotSelected, prize.Give(film, cards.Owner, now).Refusal);
        Assert.True(film.Move(SubmissionState.Selected, now, cards.Owner).Succeeded);

        Assert.True(prize.Give(film, cards.Owner, now).Succeeded);
        Assert.Equal(PrizeRefusals.GivenAlready, prize.Give(film, cards.Owner, now).Refusal);
        Assert.Equal(PrizeRefusals.NotSelected, Prize.Create(Guid.CreateVersion7(), new PrizeDetails("Elsewhere"), 1).Value.Give(film, cards.Owner, now).Refusal);
        Assert.Equal(PrizeRefusals.OtherCategory, Prize.Create(film.EditionId, new PrizeDetails("Student", Guid.CreateVersion7()), 1).Value.Give(film, cards.Owner, now).Refusal);
        Assert.Equal(PrizeRefusals.CategoryFixed, prize.Change(new PrizeDetails("Grand Prix")).Refusal);
    }

    [Fact]
    public void What_is_public_changes_hands_only_after_it_was_taken_out_of_sight()
    {
        var (film, now) = (cards.Submission, Cards.During);
        _ = film.Move(SubmissionState.Selected, now, cards.Owner);
        var prize = Prize.Create(film.EditionId, new PrizeDetails("Grand Prix"), 1).Value;
        Assert.Equal(PrizeRefusals.NobodyHasIt, prize.Publish(now).Refusal);
        _ = prize.Give(film, cards.Owner, now);
        Assert.True(prize.Publish(now.AddHours(1)).Succeeded);

        Assert.False(prize.IsPublicAt(now));
        Assert.True(prize.IsPublicAt(now.AddHours(1)));
        Assert.Equal(PrizeRefusals.IsPublic, prize.TakeBack(film.Id, now.AddHours(2)).Refusal);
        _ = prize.Publish(null);
        Assert.True(prize.TakeBack(film.Id, now.AddHours(2)).Succeeded);
        Assert.Empty(prize.Winners);
    }

    [Theory]
    [InlineData("Berlin Shorts 2026", "Berlin Shorts", "2026")]
    [InlineData("2026 – Nuit Courte", "Nuit Courte", "2026")]
    [InlineData("Heron Arts", "Heron Arts", "2026")]
    [InlineData("2026", "2026", "2026")]
    public void Laurels_say_the_editions_name_without_its_year(string name, string festival, string year) =>
        Assert.Equal((festival, year), LaurelWords.Usual(name, new DateOnly(2026, 6, 20)));

    [Fact]
    public void Names_are_needed_and_have_a_length()
    {
        Assert.Equal(Refusals.Required("Name"), Prize.Create(Guid.CreateVersion7(), new PrizeDetails(" "), 1).Refusal);
        Assert.Equal(Refusals.TooLong("Name", Prize.NameLength), Prize.Create(Guid.CreateVersion7(), new PrizeDetails(new string('x', Prize.NameLength + 1)), 1).Refusal);
        Assert.Equal(Refusals.TooLong("LaurelName", Prize.LaurelNameLength), Prize.Create(Guid.CreateVersion7(), new PrizeDetails("x", LaurelName: new string('x', Prize.LaurelNameLength + 1)), 1).Refusal);
    }
}
