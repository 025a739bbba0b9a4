using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Texts;
using Showcase.Web.Tests.Features.Forms;

namespace Showcase.Web.Tests.Features.Submissions;

/// <summary>What an artist reads before the one step that cannot be taken back in part.</summary>
public sealed class SubmitSummaryTests : BunitContext
{
    public SubmitSummaryTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public async Task It_says_what_goes_out_what_it_costs_who_sees_it_and_what_stays()
    {
        using var world = await FormsWorld.BeginAsync();
        var why = await world.AskAsync("Why this film?", QuestionKind.LongText, forJurors: true);
        var card = await world.AskAsync("Student card", QuestionKind.File);
        await world.AskAsync("Not answered", forJurors: true);
        await world.World.CoAuthorAsync(world.Film, CoAuthorRole.Edit);
        await world.AnswerAsync((why, "It had to be."));
        var answers = (await world.GivenAsync()).ToDictionary();
        answers[card] = new GivenAnswer("card.pdf", 1, new AnswerFile(Guid.CreateVersion7(), AnswerFileFormat.Pdf, 9, ""));
        var form = (await world.FormAsync()).Questionnaire;
        var entry = await world.EntryAsync();
        var fees = new FeeSchedule([new Tier(TierName.Early, world.World.Now.AddDays(5), 20_00), new Tier(TierName.Late, world.World.Now.AddDays(30), 40_00)], "EUR");
        entry = entry with { Terms = entry.Terms with { Fees = fees } };

        var summary = Render<SubmitSummary>(parameters => parameters
            .Add(s => s.Entry, entry)
            .Add(s => s.Due, fees.DueAt(world.World.Now))
            .Add(s => s.Tier, fees.At(world.World.Now))
            .Add(s => s.Asked, [.. form.Questions])
            .Add(s => s.Answers, answers));

        var rows = summary.FindAll("dl > div").ToDictionary(row => row.QuerySelector("dt")!.TextContent, row => string.Join(' ', row.QuerySelector("dd")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal($"{world.Film.Title}, {Lengths.Text(entry.Runtime!.Value)}", rows["Film"]);
        Assert.StartsWith("Shorts, ", rows["To"], StringComparison.Ordinal);
        Assert.StartsWith("20.00 EUR (Early) if sent in by Sat 7 Mar", rows["Entry fee"], StringComparison.Ordinal);
        Assert.Contains("2 answers", rows["What is sent in"], StringComparison.Ordinal);
        Assert.Contains("card.pdf (for “Student card”)", rows["What is sent in"], StringComparison.Ordinal);
        Assert.Equal("Co-author Edit (Edit)", rows["Co-authors"]);
        Assert.EndsWith("Answers to: “Why this film?”", rows["Jurors see"], StringComparison.Ordinal);
        Assert.Contains("Your cover letter, your contact details", rows["Jurors do not see"], StringComparison.Ordinal);
        Assert.Contains("until the deadline of its category", rows["Afterwards"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_there_is_not_is_not_spoken_of()
    {
        using var world = await FormsWorld.BeginAsync();
        var entry = await world.EntryAsync();

        var summary = Render<SubmitSummary>(parameters => parameters
            .Add(s => s.Entry, entry).Add(s => s.Due, entry.Terms.Fees.DueAt(world.World.Now)).Add(s => s.Tier, entry.Terms.Fees.At(world.World.Now)));

        Assert.Equal(["Film", "To", "Entry fee", "What is sent in", "Jurors see", "Jurors do not see", "Afterwards"], summary.FindAll("dt").Select(row => row.TextContent));
        Assert.DoesNotContain("if sent in by", summary.Markup, StringComparison.Ordinal);
    }
}
