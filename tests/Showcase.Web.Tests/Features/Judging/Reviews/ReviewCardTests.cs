using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging.Reviews;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Judging.Reviews;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Judging.Reviews;

public sealed class ReviewCardTests : BunitContext
{
    private static readonly EditionScope Scope = new(Guid.CreateVersion7(), "berlin", "Berlin", EditionKind.Festival, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB", IsPublic: true);

    private static readonly ReviewRow Row = new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "Salt Index", "Jo", 7.5, 40, TestClock.Start, "Fine.", "", ReviewHint.FewWords | ReviewHint.LittleWatched);

    private readonly List<string> done = [];

    public ReviewCardTests()
    {
        Services.AddLocalization();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void Hints_are_told_as_hints_and_no_button_is_pressed_before_somebody_marks()
    {
        var card = Show(Row);

        Assert.Equal(["Few words", "Little watched"], card.FindAll(".hints .chip").Select(chip => chip.TextContent));
        Assert.All(card.FindAll(".quality button"), button => Assert.Equal("false", button.GetAttribute("aria-pressed")));
    }

    [Fact]
    public void The_mark_that_is_set_is_pressed_and_a_second_click_takes_it_back()
    {
        var card = Show(Row with { Quality = ReviewQuality.Inappropriate, MarkedBy = "Mara" });

        card.Find(".quality button[aria-pressed=true]").Click();
        card.Find(".quality button[aria-pressed=false]").Click();

        Assert.Equal(["The mark is taken back.", "Marked."], done);
        Assert.Contains("cannot be let out to the artist", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_is_written_sent_and_closes_its_form()
    {
        var card = Show(Row);
        card.FindAll("button").Single(button => button.TextContent == "Send back with a request").Click();

        card.Find("textarea").Change("Please say why.");
        card.Find("form").Submit();

        Assert.Equal(["The juror reads it on their desk and beside the film."], done);
        Assert.Empty(card.FindAll("form"));
    }

    private IRenderedComponent<ReviewCard> Show(ReviewRow row) => Render<ReviewCard>(parameters => parameters
        .Add(card => card.Row, row)
        .Add(card => card.Criteria, [])
        .Add(card => card.Edition, Scope)
        .Add(card => card.RoundId, Guid.CreateVersion7())
        .Add(card => card.Actor, new Actor(Guid.CreateVersion7(), "Mara", IsAdministrator: false))
        .Add(card => card.Run, (_, words) =>
        {
            done.Add(words);
            return Task.FromResult(true);
        }));
}
