using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Deliberating;

namespace Showcase.Web.Tests.Features.Judging.Deliberating;

public sealed class BoardFilterTests
{
    private static readonly Guid Shorts = Guid.CreateVersion7();

    private static readonly BoardFilm[] Films =
    [
        Film("Amber", 1, 2) with { Group = 1, Moved = -1, Coverage = 100, Tools = ["Sora", "Kling"] },
        Film("Basalt", 2, 1) with { Group = 1, Moved = 1, Country = "FR", Flags = [BoardFlag.RankMoved], Staged = DecisionOutcome.Selected },
        Film("Cobalt", 3, 1) with { Group = 2, Moved = 0, Coverage = 20, CategoryId = Shorts, State = SubmissionState.Declined },
        Film("Dust", null, null) with { Artist = "Émile" },
    ];

    private static readonly Board All = new("Round", Films, [], 2, 1, 0);

    [Fact]
    public void The_address_says_all_of_it_and_nothing_that_is_as_usual()
    {
        var filter = new BoardFilter
        {
            CategoryId = Shorts, Flag = BoardFlag.Conflict, Outcome = DecisionOutcome.Selected, Search = "straße & co", Country = "DE", Tool = "Sora 2+", Group = 2, Sort = BoardSort.Spread, IsTurned = true,
            Page = 3, Picked = [Shorts], Slots = 12, Minutes = 90, By = LineBy.Adjusted, Stage = DecisionOutcome.Shortlisted,
        };

        Assert.Equal(filter, BoardFilter.From(Parse(filter.ToQuery())));
        Assert.Equal("", new BoardFilter().ToQuery());
        Assert.True(BoardFilter.From(Parse("?outcome=open")).IsOpen);
    }

    [Theory]
    [InlineData("?category=x&flag=Loud&outcome=7&group=-1&sort=Weight&page=0&slots=many&minutes=-4&by=Luck&stage=Declined")]
    [InlineData("?flag=99&outcome=99&sort=99&by=99&slots=0&page=99999999999999&q=%20%20")]
    public void What_is_not_understood_is_as_if_it_were_not_there(string query) => Assert.Equal(new BoardFilter(), BoardFilter.From(Parse(query)));

    [Fact]
    public void At_most_four_films_are_picked_each_once()
    {
        var ids = Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).ToList();

        var filter = BoardFilter.From(new BoardAddress { Picked = $"{ids[0]},nonsense,{string.Join(',', ids)}" });

        Assert.Equal(ids.Take(4), filter.Picked);
    }

    [Fact]
    public void Each_filter_leaves_what_it_says()
    {
        Assert.Equal(["Cobalt"], Left(new BoardFilter { CategoryId = Shorts }));
        Assert.Equal(["Basalt"], Left(new BoardFilter { Flag = BoardFlag.RankMoved }));
        Assert.Equal(["Basalt"], Left(new BoardFilter { Outcome = DecisionOutcome.Selected }));
        Assert.Equal(["Cobalt"], Left(new BoardFilter { Outcome = DecisionOutcome.Declined }));
        Assert.Equal(["Amber", "Dust"], Left(new BoardFilter { IsOpen = true }));
        Assert.Equal(["Basalt"], Left(new BoardFilter { Country = "fr" }));
        Assert.Equal(["Amber"], Left(new BoardFilter { Tool = "sora" }));
        Assert.Equal(["Cobalt"], Left(new BoardFilter { Group = 2 }));
        Assert.Equal(["Dust"], Left(new BoardFilter { Search = "émi" }));
    }

    [Fact]
    public void What_has_no_figure_comes_last_whichever_way_round()
    {
        Assert.Equal(["Amber", "Basalt", "Cobalt", "Dust"], Order(BoardSort.Raw));
        Assert.Equal(["Cobalt", "Basalt", "Amber", "Dust"], Order(BoardSort.Raw, isTurned: true));
        Assert.Equal(["Basalt", "Amber", "Cobalt", "Dust"], Order(BoardSort.Adjusted));
        Assert.Equal(["Basalt", "Cobalt", "Amber", "Dust"], Order(BoardSort.Moved));
        Assert.Equal(["Cobalt", "Amber", "Basalt", "Dust"], Order(BoardSort.Coverage));
        Assert.Equal(["Dust", "Cobalt", "Basalt", "Amber"], Order(BoardSort.Title, isTurned: true));
    }

    [Fact]
    public void A_line_by_adjusted_rank_needs_one_group_and_one_by_raw_rank_does_not()
    {
        var filter = new BoardFilter { Slots = 1, By = LineBy.Adjusted };

        Assert.Null(LineDraw.Draw(filter, All));
        Assert.Equal("Basalt", Assert.Single(LineDraw.Draw(filter with { Group = 1 }, All)!.Films).Title);
        Assert.Equal("Amber", Assert.Single(LineDraw.Draw(filter with { By = LineBy.Raw }, All)!.Films).Title);
        Assert.Null(LineDraw.Draw(filter with { By = LineBy.Adjusted, Group = 1 }, All with { Mode = RoundMode.Ranking }));
        Assert.Null(LineDraw.Draw(filter with { By = LineBy.Raw, Slots = LineRule.MostSlots + 1 }, All));
    }

    [Fact]
    public void What_falls_in_is_told_by_country_length_and_tool()
    {
        var line = LineDraw.Draw(new BoardFilter { Minutes = 60 }, All)!;

        Assert.Equal(["Amber", "Basalt"], line.Films.Select(film => film.Title));
        Assert.Equal(Films[1].SubmissionId, line.Last);
        Assert.Equal([new Share("DE", 1), new Share("FR", 1)], line.Countries);
        Assert.Equal([(RuntimeBand.To10, 2)], line.Runtimes);
        Assert.Equal([new Share("Kling", 1), new Share("Sora", 1)], line.Tools);
        Assert.Equal(1, line.WithoutTools);
    }

    [Fact]
    public void Many_countries_end_in_the_rest()
    {
        var films = Enumerable.Range(0, 20).Select(at => Film($"Film {at:00}", at + 1, null) with { Country = $"{(char)('A' + at)}X" }).ToArray();

        var shares = LineDraw.Draw(new BoardFilter { Slots = 20 }, All with { Films = films })!.Countries;

        Assert.Equal((12, null, 9), (shares.Count, shares[^1].Name, shares[^1].Films));
    }

    [Theory]
    [InlineData(1, "A")]
    [InlineData(26, "Z")]
    [InlineData(27, "AA")]
    [InlineData(53, "BA")]
    public void Groups_have_letters(int group, string name) => Assert.Equal(name, Board.GroupName(group));

    private static IEnumerable<string> Left(BoardFilter filter) => filter.Find(All).Select(film => film.Title);

    private static IEnumerable<string> Order(BoardSort sort, bool isTurned = false) => new BoardFilter { Sort = sort, IsTurned = isTurned }.Sorted(Films).Select(film => film.Title);

    private static BoardFilm Film(string title, int? raw, int? adjusted) =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), title, "Ada", Guid.Empty, "Other", "DE", TimeSpan.FromMinutes(9), SubmissionState.InReview, []) { RawRank = raw, AdjustedRank = adjusted };

    private static BoardAddress Parse(string query)
    {
        var parts = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        string? Of(string name) => parts.TryGetValue(name, out var value) ? value.ToString() : null;
        return new BoardAddress
        {
            Category = Of("category"), Flag = Of("flag"), Outcome = Of("outcome"), Search = Of("q"), Country = Of("country"), Tool = Of("tool"), Group = Of("group"), Sort = Of("sort"), Page = Of("page"),
            Picked = Of("pick"), Slots = Of("slots"), Minutes = Of("minutes"), By = Of("by"), Stage = Of("stage"),
        };
    }
}
