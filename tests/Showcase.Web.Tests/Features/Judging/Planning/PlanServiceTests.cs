using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Assigning;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Planning;

namespace Showcase.Web.Tests.Features.Judging.Planning;

public sealed class PlanServiceTests
{
    private static readonly PlanRequest Two = new(new PlanSettings(2, null, AssigningMode.EnsureMinimum, LoadBalance.Fair), null);
    private static readonly PlanRequest One = Two with { Settings = Two.Settings with { ReviewsPerFilm = 1 } };
    private static readonly PlanRequest Adjusted = Two with { Settings = Two.Settings with { ReviewsPerFilm = 1, Mode = AssigningMode.Adjust } };

    [Fact]
    public async Task Nothing_happens_before_the_plan_is_applied_and_then_all_of_it()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();

        var plan = await PreviewAsync(jury, Two);
        var before = await PairsAsync(jury);
        var applied = await jury.Plans.ApplyAsync(jury.Organiser, jury.Round.Id, Two, plan.Fingerprint, default);

        Assert.Empty(before);
        Assert.Equal((2, 2), (applied.Value, (await PairsAsync(jury)).Count));
        Assert.Equal(SubmissionState.InReview, (await jury.ReadAsync(film)).State);
        await using var db = jury.World.Store.CreateDbContext();
        Assert.Equal(2, await db.Scorecards.CountAsync());
    }

    [Fact]
    public async Task Who_wants_a_film_gets_it_and_who_declared_a_conflict_does_not()
    {
        using var jury = await Jury.SitAsync();
        var (first, second) = (await jury.SentInAsync("First"), await jury.SentInAsync("Second"));
        await jury.Bids.BidAsync(jury.Juror, jury.Edition.Id, first.Id, Bid.Want, default);
        await jury.Conflicts.DeclareAsync(jury.Juror, jury.Edition.Id, second.Id, null, default);

        await ApplyAsync(jury, One);

        Assert.True((await PairsAsync(jury)).ToHashSet().SetEquals([(first.Id, jury.Juror.UserId), (second.Id, jury.Other.UserId)]));
    }

    [Fact]
    public async Task Nobody_is_planned_for_a_film_of_their_own_even_where_a_conflict_was_decided_to_be_none()
    {
        using var jury = await Jury.SitAsync();
        var own = await jury.SentInAsync("My own", jury.Juror);
        await jury.Conflicts.PinAsync(jury.Organiser, jury.Edition.Id, own.Id, jury.Juror.UserId, ConflictPin.NoConflict, default);

        var plan = await PreviewAsync(jury, Two);

        Assert.Equal(jury.Other.UserId, Assert.Single(plan.Plan.Added).JurorId);
        Assert.Equal((1, 1), (Assert.Single(plan.Plan.Unmet).Missing, plan.Plan.Unmet[0].Obstacles[PairObstacle.Conflict]));
    }

    [Fact]
    public async Task Of_two_organisers_who_apply_at_once_one_is_refused_and_films_are_given_once()
    {
        using var jury = await Jury.SitAsync();
        for (var film = 0; film < 6; film++) await jury.SentInAsync($"Film {film}");
        var plan = await PreviewAsync(jury, Two);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => jury.Plans.ApplyAsync(jury.Organiser, jury.Round.Id, Two, plan.Fingerprint, default))));

        Assert.Single(results, result => result.Succeeded);
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Equal(JudgingRefusals.PlanStale, result.Refusal));
        Assert.Equal(12, (await PairsAsync(jury)).Count);
    }

    [Fact]
    public async Task A_bid_a_conflict_a_film_or_a_juror_more_makes_the_plan_stale_and_nothing_is_given()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        var changes = new Func<Task>[]
        {
            () => jury.Bids.BidAsync(jury.Juror, jury.Edition.Id, film.Id, Bid.Want, default),
            () => jury.Conflicts.DeclareAsync(jury.Other, jury.Edition.Id, film.Id, null, default),
            () => jury.SentInAsync("Another"),
            () => jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, null, new JurorStatement(["cs"], false, 100, null, null, []), default),
        };
        foreach (var change in changes)
        {
            var plan = await PreviewAsync(jury, One);
            await change();

            Assert.Equal(JudgingRefusals.PlanStale, (await jury.Plans.ApplyAsync(jury.Organiser, jury.Round.Id, One, plan.Fingerprint, default)).Refusal);
        }

        Assert.Empty(await PairsAsync(jury));
    }

    [Fact]
    public async Task A_juror_who_left_while_scoring_keeps_their_score_and_the_rest_goes_to_others()
    {
        using var jury = await Jury.SitAsync();
        var (scored, drafted, open) = (await jury.SentInAsync("Scored"), await jury.SentInAsync("Drafted"), await jury.SentInAsync("Open"));
        await jury.Assignments.AssignAsync(jury.Organiser, jury.Round.Id, [scored.Id, drafted.Id, open.Id], [jury.Juror.UserId], default);
        var assignments = await AssignmentsAsync(jury);
        await jury.ScoreAsync(jury.Juror, assignments[scored.Id], 8, 7);
        await jury.Scoring.SaveDraftAsync(jury.Juror, assignments[drafted.Id], await jury.VersionAsync(assignments[drafted.Id]), jury.Entry(5, 5), default);
        await using (var db = jury.World.Store.CreateDbContext())
        {
            var version = await db.JudgingRounds.Select(round => round.Version).SingleAsync();
            Assert.True((await jury.Rounds.RemoveJurorAsync(jury.Organiser, jury.Round.Id, version, jury.Juror.UserId, default)).Succeeded);
        }

        await ApplyAsync(jury, Adjusted);

        var pairs = await PairsAsync(jury);
        Assert.Contains((scored.Id, jury.Juror.UserId), pairs);
        Assert.DoesNotContain((scored.Id, jury.Other.UserId), pairs);
        Assert.Contains((drafted.Id, jury.Other.UserId), pairs);
        Assert.Contains((open.Id, jury.Other.UserId), pairs);
        Assert.DoesNotContain((open.Id, jury.Juror.UserId), pairs);
    }

    [Fact]
    public async Task What_a_juror_begins_with_between_plan_and_apply_is_not_taken_from_them()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, film) = await jury.GivenAsync();
        await jury.Conflicts.PinAsync(jury.Organiser, jury.Edition.Id, film.Id, jury.Other.UserId, ConflictPin.Conflict, default);
        var request = Adjusted with { Settings = Adjusted.Settings with { MostFilms = 1 } };
        var plan = await PreviewAsync(jury, request);
        await jury.Scoring.SaveDraftAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(5, 5), default);

        Assert.Equal(JudgingRefusals.PlanStale, (await jury.Plans.ApplyAsync(jury.Organiser, jury.Round.Id, request, plan.Fingerprint, default)).Refusal);
        Assert.Equal(2, (await PairsAsync(jury)).Count);
    }

    [Fact]
    public async Task A_film_that_a_juror_has_made_notes_on_is_begun_and_stays_with_them()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await jury.Assignments.AssignAsync(jury.Organiser, jury.Round.Id, [film.Id], [jury.Juror.UserId], default);
        await jury.Notes.WriteAsync(jury.Juror, (await AssignmentsAsync(jury))[film.Id], TimeSpan.FromSeconds(3), "The cut here.", default);
        await jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, null, new JurorStatement(["de"], false, null, null, null, []), default);

        var plan = await PreviewAsync(jury, Adjusted);

        Assert.True(plan.IsEmpty);
    }

    [Fact]
    public async Task Minutes_and_languages_that_jurors_stated_are_kept()
    {
        using var jury = await Jury.SitAsync();
        for (var film = 0; film < 4; film++) await jury.SentInAsync($"Film {film}");
        await jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, null, new JurorStatement(["cs"], false, 10, null, null, []), default);
        await jury.Profiles.StateAsync(jury.Other, jury.Edition.Id, null, new JurorStatement(["de"], false, null, null, null, []), default);

        var plan = await PreviewAsync(jury, One);

        // Films are Czech and run 4:12: two of them are within ten minutes.
        Assert.Equal((2, 2), (plan.Plan.Added.Count, plan.Plan.Unmet.Count));
        Assert.All(plan.Plan.Added, pair => Assert.Equal(jury.Juror.UserId, pair.JurorId));
        Assert.All(plan.Plan.Unmet, unmet => Assert.Equal((1, 1), (unmet.Able, unmet.Obstacles[PairObstacle.Language])));
        Assert.All(plan.Plan.Unmet, unmet => Assert.Equal([jury.Juror.UserId], unmet.Full));
    }

    [Fact]
    public async Task Films_that_are_closed_to_who_plans_wait_for_another_organiser()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        var other = await jury.World.MemberAsync(jury.Edition, EditionRole.Organiser);
        await jury.Conflicts.DeclareAsync(jury.Organiser, jury.Edition.Id, film.Id, null, default);

        Assert.Equal(JudgingRefusals.NothingToAssign, (await jury.Plans.PreviewAsync(jury.Organiser, jury.Round.Id, Two, default)).Refusal);
        Assert.Equal(2, (await jury.Plans.PreviewAsync(other, jury.Round.Id, Two, default)).Value.Plan.Added.Count);
    }

    [Fact]
    public async Task Jurors_and_strangers_plan_nothing()
    {
        using var jury = await Jury.SitAsync();
        await jury.SentInAsync();

        Assert.Equal(Refusals.NotFound, (await jury.Plans.PreviewAsync(jury.Juror, jury.Round.Id, Two, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.Plans.ApplyAsync(jury.Artist, jury.Round.Id, Two, "x", default)).Refusal);
    }

    private static async Task<PlanPreview> PreviewAsync(Jury jury, PlanRequest request)
    {
        var plan = await jury.Plans.PreviewAsync(jury.Organiser, jury.Round.Id, request, default);
        Assert.True(plan.Succeeded, plan.Refusal?.ToString());
        return plan.Value;
    }

    private static async Task ApplyAsync(Jury jury, PlanRequest request)
    {
        var applied = await jury.Plans.ApplyAsync(jury.Organiser, jury.Round.Id, request, (await PreviewAsync(jury, request)).Fingerprint, default);
        Assert.True(applied.Succeeded, applied.Refusal?.ToString());
    }

    private static async Task<List<(Guid Film, Guid Juror)>> PairsAsync(Jury jury)
    {
        await using var db = jury.World.Store.CreateDbContext();
        return [.. (await db.Assignments.OrderBy(a => a.Id).ToListAsync()).Select(a => (a.SubmissionId, a.JurorId))];
    }

    private static async Task<Dictionary<Guid, Guid>> AssignmentsAsync(Jury jury)
    {
        await using var db = jury.World.Store.CreateDbContext();
        return await db.Assignments.Where(a => a.JurorId == jury.Juror.UserId).ToDictionaryAsync(a => a.SubmissionId, a => a.Id);
    }
}
