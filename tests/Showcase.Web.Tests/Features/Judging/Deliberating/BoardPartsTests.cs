using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Deliberating;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Judging.Deliberating;

/// <summary>What the board shows, whatever it is filtered by: severity is never hidden, and the raw rank never away.</summary>
public sealed class BoardPartsTests : BunitContext
{
    private static readonly BoardFilm[] Films = [.. Enumerable.Range(1, 6).Select(rank => new BoardFilm(
        Guid.CreateVersion7(), Guid.CreateVersion7(), $"Film {rank}", "Ada", Guid.Empty, "Shorts", "DE", TimeSpan.FromMinutes(5), SubmissionState.InReview, [])
        { RawRank = rank, AdjustedRank = 7 - rank, Moved = (2 * rank) - 7, Mean = 8, AdjustedMean = 7.5, Group = 1 })];

    private static readonly Board All = new(
        "Round", Films, [Juror("Strict Sue", 0.8, 0.25), Juror("Lone Lou", 0, null) with { Severity = Juror("", 0, null).Severity with { Group = 2 } }], 2, 1.1, 0);

    public BoardPartsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void The_raw_rank_stands_beside_the_adjusted_one_and_the_difference_has_its_sign()
    {
        var table = Table(new BoardFilter());

        var cells = table.FindAll("tbody tr")[0].QuerySelectorAll("td.num").Take(3).Select(cell => cell.TextContent.Trim());
        Assert.Equal(["1", "6 A", "−5"], cells);
        Assert.Equal("ascending", table.Find("th[aria-sort]").GetAttribute("aria-sort"));
    }

    [Fact]
    public void The_line_is_drawn_below_the_last_film_that_falls_in_and_not_in_another_order()
    {
        var filter = new BoardFilter { Slots = 2 };

        var (by, other) = (Table(filter), Table(filter with { Sort = BoardSort.Title }));

        Assert.Equal(["in", "in", "line", null, null, null, null], by.FindAll("tbody tr").Select(row => row.ClassName is { Length: > 0 } name ? name : null));
        Assert.Contains("The line: 2 films fall in, 10:00", by.Find("tr.line").TextContent, StringComparison.Ordinal);
        Assert.Equal((2, 0), (other.FindAll("tr.in").Count, other.FindAll("tr.line").Count));
    }

    [Fact]
    public void With_four_ticked_no_fifth_can_be()
    {
        var table = Table(new BoardFilter { Picked = [.. Films.Take(4).Select(film => film.SubmissionId)] });

        Assert.Equal([false, false, false, false, true, true], table.FindAll("input[type=checkbox]").Select(box => box.HasAttribute("disabled")));
    }

    [Fact]
    public void An_order_has_no_column_of_severity()
    {
        var table = Table(new BoardFilter(), All with { Mode = RoundMode.Ranking, Groups = 0, Jurors = [] });

        Assert.DoesNotContain("Adjusted", table.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_jurors_severity_is_there_with_its_error_its_count_and_words()
    {
        var shown = Render<JurorSeverities>(parameters => parameters.Add(part => part.Board, All));

        Assert.Contains("Severity is how much less a juror gives", shown.Markup, StringComparison.Ordinal);
        Assert.Equal(["Strict Sue", "A", "+0.80", "± 0.25", "12", "9"], shown.FindAll("tbody tr")[0].QuerySelectorAll("td:not(.picture)").Take(6).Select(cell => cell.TextContent.Trim()));
        Assert.Contains("Shares no film: no severity", shown.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll("details"));
    }

    [Fact]
    public void A_line_is_asked_for_with_a_number_and_refused_without()
    {
        BoardFilter? asked = null;
        var panel = Line(new BoardFilter(), null, next => asked = next);

        panel.Find("form").Submit();
        Assert.Contains("Please fill in: number of slots.", panel.Markup, StringComparison.Ordinal);
        panel.Find("#line-slots").Change("0");
        panel.Find("form").Submit();
        Assert.Contains("must lie between 1", panel.Markup, StringComparison.Ordinal);
        Assert.Null(asked);

        panel.Find("#line-slots").Change("3");
        panel.Find("#line-by").Change(nameof(LineBy.Adjusted));
        panel.Find("form").Submit();

        Assert.Equal((3, LineBy.Adjusted, BoardSort.Adjusted), (asked!.Slots, asked.By, asked.Sort));
    }

    [Fact]
    public void A_drawn_line_tells_its_totals_and_offers_to_stage_them()
    {
        var filter = new BoardFilter { Slots = 2 };

        var panel = Line(filter, LineDraw.Draw(filter, All), _ => { });

        Assert.Contains("2 films, 10:00", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("Stage 2 as Selected", panel.Find("button.go").TextContent);
        Assert.Contains("Germany", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Shown once 10 artists among them have said it", panel.Markup, StringComparison.Ordinal);
    }

    private static BoardJuror Juror(string name, double severity, double? error) => new(name, new JurorSeverity(Guid.CreateVersion7(), 1, severity, error, 12, 9, 6.2, IsConstant: false));

    private IRenderedComponent<BoardTable> Table(BoardFilter filter, Board? board = null) => Render<BoardTable>(parameters => parameters
        .Add(part => part.Board, board ?? All).Add(part => part.Filter, filter).Add(part => part.Films, filter.Sorted(Films)).Add(part => part.Line, LineDraw.Draw(filter, board ?? All))
        .Add(part => part.Edition, "berlin").Add(part => part.Address, next => $"/board{next.ToQuery()}").Add(part => part.Pick, _ => { }));

    private IRenderedComponent<BoardLine> Line(BoardFilter filter, DrawnLine? line, Action<BoardFilter> go) => Render<BoardLine>(parameters => parameters
        .Add(part => part.Board, All).Add(part => part.Filter, filter).Add(part => part.Line, line).Add(part => part.Go, go)
        .Add(part => part.Address, next => $"/board{next.ToQuery()}").Add(part => part.Stage, () => { }));
}
