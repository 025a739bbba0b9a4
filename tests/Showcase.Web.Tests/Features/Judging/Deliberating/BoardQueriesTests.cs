using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Accounts;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Deliberating;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Judging.Deliberating;

public sealed class BoardQueriesTests
{
    private static readonly TimeSpan Runtime = new(0, 4, 12);

    [Fact]
    public async Task A_film_of_a_strict_juror_alone_rises_and_both_ranks_and_both_severities_are_there()
    {
        using var jury = await Jury.SitAsync();
        await ShareAsync(jury, films: 6, strict: 4, mild: 8);
        await ScoredAsync(jury, "Seen by the mild one", null, 7);
        await ScoredAsync(jury, "Seen by the strict one", 6, null);

        var board = (await BoardAsync(jury))!;

        var (mild, strict) = (board.Films.Single(film => film.Title == "Seen by the mild one"), board.Films.Single(film => film.Title == "Seen by the strict one"));
        Assert.True(mild.RawRank < strict.RawRank, $"{mild.RawRank} {strict.RawRank}");
        Assert.Equal((1, 5), (strict.AdjustedRank, mild.AdjustedRank));
        Assert.Equal((mild.Mean, strict.Mean), (7, 6));
        Assert.True(strict.Moved > 0 && mild.Moved < 0, $"{strict.Moved} {mild.Moved}");
        Assert.Equal(1, board.Groups);
        Assert.Equal([7, 7], board.Jurors.Select(juror => juror.Severity.Count));
        Assert.Equal(0, board.Jurors.Sum(juror => juror.Severity.Severity), 6);
        Assert.InRange(board.Jurors.Max(juror => juror.Severity.Severity), 1.5, 2);
    }

    [Fact]
    public async Task The_raw_rank_is_that_of_the_ranking_page()
    {
        using var jury = await Jury.SitAsync();
        await ScoredAsync(jury, "Low", 3, 4);
        await ScoredAsync(jury, "High", 9, 9);
        await ScoredAsync(jury, "Not yet", null, null);

        var ranking = (await jury.Ranking.RankingAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default))!;
        var board = (await BoardAsync(jury))!;

        Assert.Equal(ranking.Rows.Select(row => (row.Title, row.Position, row.Mean, row.Spread, row.Count, row.Assigned)), board.Films.Select(film => (film.Title, film.RawRank, film.Mean, film.Spread, film.Count, film.Assigned)));
        Assert.Null(board.Films[2].AdjustedRank);
    }

    [Fact]
    public async Task Nobody_but_the_editions_organisers_sees_a_board()
    {
        using var jury = await Jury.SitAsync();
        await ScoredAsync(jury, "Film", 3, 4);
        var elsewhere = await jury.World.MemberAsync(await jury.World.EditionAsync("elsewhere"), EditionRole.Organiser);
        var boards = new BoardQueries(jury.World.Store);

        foreach (var actor in new[] { jury.Juror, jury.Artist, elsewhere }) Assert.Null(await boards.BoardAsync(actor, jury.Edition.Id, jury.Round.Id, default));
        Assert.Null(await boards.BoardAsync(jury.Organiser, Guid.CreateVersion7(), jury.Round.Id, default));
        Assert.Null(await boards.BoardAsync(jury.Organiser, jury.Edition.Id, Guid.CreateVersion7(), default));
    }

    [Fact]
    public async Task A_film_that_is_closed_to_the_organiser_is_left_out_before_anything_is_counted()
    {
        using var jury = await Jury.SitAsync();
        await ScoredAsync(jury, "Open", 5, 6);
        var secret = await ScoredAsync(jury, "Closed", 9, 2);
        var second = await jury.World.MemberAsync(jury.Edition, EditionRole.Organiser);
        Assert.True((await jury.Conflicts.PinAsync(second, jury.Edition.Id, secret.Id, jury.Organiser.UserId, ConflictPin.Conflict, default)).Succeeded);

        var mine = (await BoardAsync(jury))!;
        var theirs = (await new BoardQueries(jury.World.Store).BoardAsync(second, jury.Edition.Id, jury.Round.Id, default))!;

        Assert.Equal(("Open", 1, 1), (Assert.Single(mine.Films).Title, mine.Films[0].RawRank, mine.Closed));
        Assert.Equal([1, 1], mine.Jurors.Select(juror => juror.Severity.Count));
        Assert.Equal((2, 0), (theirs.Films.Count, theirs.Closed));
    }

    [Fact]
    public async Task Coverage_is_the_median_of_what_they_played_and_who_played_little_raises_a_flag()
    {
        using var jury = await Jury.SitAsync();
        var film = await ScoredAsync(jury, "Film", 5, 6);
        var video = await VideoAsync(jury, film);
        await WatchAsync(jury, jury.Juror, video, 126);

        var before = Assert.Single((await BoardAsync(jury))!.Films);
        await WatchAsync(jury, jury.Other, video, 252);
        var after = Assert.Single((await BoardAsync(jury))!.Films);

        Assert.Equal((25, 75), (before.Coverage, after.Coverage));
        Assert.Contains(BoardFlag.ScoredUnwatched, before.Flags);
        Assert.DoesNotContain(BoardFlag.ScoredUnwatched, after.Flags);
    }

    [Fact]
    public async Task Another_file_since_is_flagged_and_what_was_played_of_the_one_before_counts()
    {
        using var jury = await Jury.SitAsync();
        var film = await ScoredAsync(jury, "Film", 5, null);
        await WatchAsync(jury, jury.Juror, await VideoAsync(jury, film), 252);
        jury.World.Clock.Advance(TimeSpan.FromDays(1));
        var newer = await jury.ReplaceVideoAsync(film.FilmId, Runtime);

        var before = Assert.Single((await BoardAsync(jury))!.Films);
        await WatchAsync(jury, jury.Juror, newer, 200);
        var after = Assert.Single((await BoardAsync(jury))!.Films);

        Assert.Equal(100, before.Coverage);
        Assert.Contains(BoardFlag.NewVersion, before.Flags);
        Assert.DoesNotContain(BoardFlag.NewVersion, after.Flags);
    }

    [Fact]
    public async Task Conflicts_staged_outcomes_and_recommendations_stand_beside_the_film()
    {
        using var jury = await Jury.SitAsync();
        Assert.True((await jury.RuleAsync(RoundRules.Usual with { AsksRecommendation = true })).Succeeded);
        var (mine, theirs, film) = await jury.GivenAsync();
        await RecommendAsync(jury, jury.Juror, mine, 6, Recommendation.Yes);
        await RecommendAsync(jury, jury.Other, theirs, 5, Recommendation.No);
        await jury.Conflicts.PinAsync(jury.Organiser, jury.Edition.Id, film.Id, jury.Other.UserId, ConflictPin.Conflict, default);
        Assert.True((await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [film.Id], DecisionOutcome.Waitlisted, default)).Succeeded);

        var board = (await BoardAsync(jury))!;

        var row = Assert.Single(board.Films);
        Assert.True(board.HasRecommendation);
        Assert.Equal((1, 0, 1), (row.Verdicts!.Yes, row.Verdicts.Maybe, row.Verdicts.No));
        Assert.Equal(DecisionOutcome.Waitlisted, row.Outcome);
        Assert.Contains(BoardFlag.Conflict, row.Flags);
        Assert.Contains(BoardFlag.Disagreement, row.Flags);
        Assert.Equal(["Runway Gen-3"], row.Tools);
    }

    [Fact]
    public async Task Verdicts_have_a_severity_on_their_scale_of_0_to_100()
    {
        using var jury = await Jury.SitAsync();
        Assert.True((await jury.RuleAsync(RoundRules.Usual with { Mode = RoundMode.PassMaybeFail })).Succeeded);
        for (var film = 0; film < 4; film++)
        {
            var (mine, theirs, _) = await jury.GivenAsync($"Film {film}");
            await RecommendAsync(jury, jury.Juror, mine, 5, film == 0 ? Recommendation.Maybe : Recommendation.No);
            await RecommendAsync(jury, jury.Other, theirs, 5, film == 0 ? Recommendation.Yes : Recommendation.Maybe);
        }

        var board = (await BoardAsync(jury))!;

        Assert.Equal((0, 100, true), (board.Least, board.Most, board.IsVerdict));
        Assert.InRange(board.Jurors.Max(juror => juror.Severity.Severity), 15, 25);
        Assert.Equal(("Film 0", 1, 75), (board.Films[0].Title, board.Films[0].AdjustedRank, board.Films[0].Mean));
    }

    [Fact]
    public async Task An_order_has_no_severity_and_ranks_as_the_ranking_does()
    {
        using var jury = await Jury.SitAsync();
        Assert.True((await jury.RuleAsync(RoundRules.Usual with { Mode = RoundMode.Ranking })).Succeeded);
        var (a, b) = (await jury.GivenAsync("A"), await jury.GivenAsync("B"));
        Assert.True((await jury.Orders.SaveAsync(jury.Juror, jury.Round.Id, null, [new PlacedFilm(b.Submission.Id, 1), new PlacedFilm(a.Submission.Id, 2)], handIn: true, default)).Succeeded);

        var board = (await BoardAsync(jury))!;

        Assert.Equal([("B", 1, null), ("A", 2, null)], board.Films.Select(film => (film.Title, film.RawRank, film.AdjustedRank)));
        Assert.Empty(board.Jurors);
        Assert.False(board.HasScores);
    }

    [Fact]
    public async Task Jurors_who_share_no_film_make_groups_with_ranks_of_their_own()
    {
        using var jury = await Jury.SitAsync();
        await ScoredAsync(jury, "One", 9, null);
        await ScoredAsync(jury, "Two", 4, null);
        await ScoredAsync(jury, "Three", null, 6);

        var board = (await BoardAsync(jury))!;

        Assert.Equal(2, board.Groups);
        Assert.Equal([("One", 1, 1, 1), ("Three", 2, 1, 2), ("Two", 3, 2, 1)], board.Films.Select(film => (film.Title, film.RawRank!.Value, film.AdjustedRank!.Value, film.Group!.Value)));
        Assert.All(board.Films, film => Assert.Equal(0, film.Moved));
        Assert.All(board.Jurors, juror => Assert.Null(juror.Severity.Error));
    }

    [Fact]
    public async Task What_artists_say_of_themselves_is_told_to_organisers_in_rounded_totals_from_ten_on()
    {
        using var jury = await Jury.SitAsync();
        var films = new List<Guid>();
        for (var artist = 0; artist < 12; artist++)
        {
            var person = await jury.World.PersonAsync($"Artist {artist}");
            await using var db = jury.World.Store.CreateDbContext();
            (await db.Users.SingleAsync(user => user.Id == person.UserId)).Gender = artist < 8 ? Gender.Woman : Gender.Man;
            await db.SaveChangesAsync();
            films.Add((await jury.SentInAsync($"Film {artist}", person)).Id);
        }

        var boards = new BoardQueries(jury.World.Store);

        var totals = (await boards.GendersAsync(jury.Organiser, jury.Edition.Id, films, default))!;
        Assert.Equal((10, 5), (totals[Gender.Woman], totals[Gender.Man]));
        Assert.Null(await boards.GendersAsync(jury.Organiser, jury.Edition.Id, [.. films.Take(9)], default));
        Assert.Null(await boards.GendersAsync(jury.Juror, jury.Edition.Id, films, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_board_asks_is_understood_by_both_stores(bool isSqlServer)
    {
        using ShowcaseDbContextHolder held = new(isSqlServer);
        var (db, id) = (held.Db, Guid.CreateVersion7());
        IQueryable<object>[] questions =
        [
            db.BoardFilms(id, id).AsNoTracking(), db.BoardAssigned(id), db.BoardViewings(id).AsNoTracking(), db.BoardVersions(id), db.BoardCards(id), db.BoardConflicts(id).Select(conflict => new { conflict }),
        ];

        Assert.All(questions, question => Assert.Contains("SELECT", question.ToQueryString(), StringComparison.Ordinal));
    }

    internal static async Task<Submission> ScoredAsync(Jury jury, string title, int? first, int? second)
    {
        var (mine, theirs, submission) = await jury.GivenAsync(title);
        if (first is { } score) await jury.ScoreAsync(jury.Juror, mine, score, score);
        if (second is { } other) await jury.ScoreAsync(jury.Other, theirs, other, other);
        return submission;
    }

    internal static async Task ShareAsync(Jury jury, int films, int strict, int mild)
    {
        for (var film = 0; film < films; film++) await ScoredAsync(jury, $"Shared {film}", strict - (film % 2), mild - (film % 2));
    }

    private static Task<Board?> BoardAsync(Jury jury) => new BoardQueries(jury.World.Store).BoardAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, default);

    private static async Task RecommendAsync(Jury jury, Actor juror, Guid assignment, int mark, Recommendation recommendation)
    {
        var scored = await jury.Scoring.ScoreAsync(juror, assignment, await jury.VersionAsync(assignment), jury.Entry(mark, mark) with { Recommendation = recommendation }, default);
        Assert.True(scored.Succeeded, scored.Refusal?.ToString());
    }

    private static async Task<Guid> VideoAsync(Jury jury, Submission submission)
    {
        await using var db = jury.World.Store.CreateDbContext();
        return (await db.Films.SingleAsync(film => film.Id == submission.FilmId)).VideoId!.Value;
    }

    private static async Task WatchAsync(Jury jury, Actor viewer, Guid video, int seconds)
    {
        var viewing = Viewing.Begin(viewer.UserId, video, jury.World.Now);
        for (var at = 0; at < seconds; at += 100)
        {
            Assert.True(viewing.Report([new PlayedSpan(at * 1000, Math.Min(seconds, at + 100) * 1000)], place: null, Runtime, jury.World.Now.AddSeconds(at + 100)).Succeeded);
        }

        await jury.World.SaveAsync(viewing);
    }

    /// <summary>A context that only writes its questions down; SQL Server needs no server for that.</summary>
    private sealed class ShowcaseDbContextHolder(bool isSqlServer) : IDisposable
    {
        public Showcase.Web.Data.ShowcaseDbContext Db { get; } = isSqlServer ? TestStore.SqlServer("Server=unused", "unused") : TestStore.Sqlite("unused");

        public void Dispose() => Db.Dispose();
    }
}
