using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Eligibility;

/// <summary>Rules from an organiser's writing them to an artist's entry, on a real store.</summary>
public sealed class RulesOfEntryTests
{
    private const string OfAge = "I am 18 or older.";

    [Fact]
    public async Task Rules_are_put_into_another_order_by_organisers_who_saw_them_as_they_are()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var first = await world.AskAsync(new SoundNeeded());
        var stale = (await world.RulesAsync()).Of;
        var second = await world.AskAsync(new LeastFrame(1920, 1080));

        Assert.Equal(Refusals.Conflict, (await world.Rules.MoveAsync(world.Forms.Organiser, stale, second, -1, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await world.Rules.MoveAsync(world.Forms.Artist, (await world.RulesAsync()).Of, second, -1, default)).Refusal);
        Assert.True((await world.Rules.MoveAsync(world.Forms.Organiser, (await world.RulesAsync()).Of, second, -1, default)).Succeeded);

        Assert.Equal([second, first], (await world.RulesAsync()).Rules.Select(rule => rule.Id));
    }

    [Fact]
    public async Task Every_kind_of_rule_is_kept_as_it_was_written()
    {
        using var world = await EligibilityWorld.BeginAsync();
        Requirement[] all =
        [
            new CompletedBetween(new DateOnly(2025, 1, 1), null), new Declaration(OfAge), new LeastFrame(1920, 1080), new SoundNeeded(), new LoudnessBetween(-24, -22.5),
        ];

        foreach (var requirement in all) await world.AskAsync(requirement, "Sorry.");
        await world.AskAsync(new PremiereAmong([PremiereStatus.World, PremiereStatus.National]));
        await world.AskAsync(new CountryAmong(["CZ", "SK"], IsExclusion: true));
        await world.AskAsync(new FrameRateAmong([23.976, 25]));

        var rules = (await world.RulesAsync()).Rules;
        Assert.Equal(all, rules.Take(all.Length).Select(rule => rule.Requirement));
        Assert.All(rules.Take(all.Length), rule => Assert.Equal("Sorry.", rule.Message));
        Assert.Equal([PremiereStatus.World, PremiereStatus.National], Assert.IsType<PremiereAmong>(rules[^3].Requirement).Statuses);
        Assert.True(Assert.IsType<CountryAmong>(rules[^2].Requirement) is { IsExclusion: true, Countries: ["CZ", "SK"] });
        Assert.Equal([23.976, 25], Assert.IsType<FrameRateAmong>(rules[^1].Requirement).Rates);
    }

    [Fact]
    public async Task A_draft_that_does_not_meet_a_rule_is_refused_in_the_organisers_words_and_kept()
    {
        using var world = await EligibilityWorld.BeginAsync();
        await world.AskAsync(new CountryAmong(["DE"], IsExclusion: false), "This call is for films from Germany.");

        var sent = await world.Forms.SendInAsync();

        Assert.Equal(new Refusal("Eligibility.InTheirWords", "This call is for films from Germany."), sent.Refusal);
        Assert.Equal(SubmissionState.Draft, await world.StateAsync());
        await using var db = world.World.Store.CreateDbContext();
        Assert.False(await db.OutboxMessages.AnyAsync());
    }

    [Fact]
    public async Task What_the_artist_mends_is_mended_at_once()
    {
        using var world = await EligibilityWorld.BeginAsync();
        await world.AskAsync(new CompletedBetween(new DateOnly(2025, 1, 1), null));
        await world.AskAsync(new PremiereAmong([PremiereStatus.World]));
        Assert.Equal([RuleOutcome.NotSaid, RuleOutcome.NotSaid], (await world.StandingAsync()).Verdicts.Select(verdict => verdict.Outcome));
        Assert.Equal("Eligibility.NotSaid_CompletedBetween", (await world.Forms.SendInAsync()).Refusal?.Code);

        await world.SayAsync(profile => profile with { CompletedOn = new DateOnly(2026, 1, 5), Premiere = PremiereStatus.World });

        Assert.Equal([RuleOutcome.Met, RuleOutcome.Met], (await world.StandingAsync()).Verdicts.Select(verdict => verdict.Outcome));
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
    }

    [Fact]
    public async Task Rules_of_another_category_ask_nothing()
    {
        using var world = await EligibilityWorld.BeginAsync();
        await world.AskAsync(new LeastFrame(3840, 2160), null, Guid.CreateVersion7());

        Assert.Empty((await world.StandingAsync()).Verdicts);
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
    }

    [Fact]
    public async Task What_the_server_has_not_measured_yet_does_not_hold_up_the_artist()
    {
        using var world = await EligibilityWorld.BeginAsync();
        await world.AskAsync(new LoudnessBetween(-24, -22));
        Assert.Equal(RuleOutcome.NotMeasured, Assert.Single((await world.StandingAsync()).Verdicts).Outcome);

        Assert.Null((await world.Forms.SendInAsync()).Refusal);

        await ListenAsync(world, -12);
        Assert.True(Assert.Single((await world.ReadAsync()).Verdicts).Bars);
    }

    [Fact]
    public async Task A_measured_loudness_out_of_bounds_is_refused()
    {
        using var world = await EligibilityWorld.BeginAsync();
        await world.AskAsync(new LoudnessBetween(-24, -22));
        await ListenAsync(world, -12);

        Assert.Equal("Eligibility.Broken_LoudnessBetween", (await world.Forms.SendInAsync()).Refusal?.Code);
    }

    [Fact]
    public async Task A_statement_is_confirmed_and_taken_back_and_kept_word_by_word()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var rule = await world.AskAsync(new Declaration(OfAge));
        Assert.Equal("Eligibility.NotSaid_Declaration", (await world.Forms.SendInAsync()).Refusal?.Code);

        Assert.True((await world.DeclareAsync(rule, OfAge)).Succeeded);
        Assert.True((await world.DeclareAsync(rule, OfAge, isSo: false)).Succeeded);
        Assert.Equal("Eligibility.NotSaid_Declaration", (await world.Forms.SendInAsync()).Refusal?.Code);
        Assert.True((await world.DeclareAsync(rule, OfAge)).Succeeded);

        Assert.Null((await world.Forms.SendInAsync()).Refusal);
        Assert.Equal(SubmissionRefusals.AlreadySubmitted, (await world.DeclareAsync(rule, OfAge, isSo: false)).Refusal);
    }

    [Fact]
    public async Task A_statement_that_was_changed_is_confirmed_anew()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var rule = await world.AskAsync(new Declaration(OfAge));
        Assert.True((await world.DeclareAsync(rule, OfAge)).Succeeded);

        var changed = await world.Rules.ChangeAsync(world.Forms.Organiser, (await world.RulesAsync()).Of, rule, new RuleDetails(new Declaration("I am 21 or older."), null, []), default);

        Assert.True(changed.Succeeded);
        Assert.Equal("Eligibility.NotSaid_Declaration", (await world.Forms.SendInAsync()).Refusal?.Code);
        Assert.Equal(EligibilityRefusals.StatementChanged, (await world.DeclareAsync(rule, OfAge)).Refusal);
        Assert.True((await world.DeclareAsync(rule, "I am 21 or older.")).Succeeded);
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
    }

    [Fact]
    public async Task Somebody_elses_entry_and_call_do_not_exist()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var rule = await world.AskAsync(new Declaration(OfAge));
        var eve = await world.World.PersonAsync("Eve");
        var forms = world.Forms;

        Assert.Equal(Refusals.NotFound, (await world.Agreements.DeclareAsync(eve, forms.EntryId, rule, OfAge, true, default)).Refusal);
        Assert.Null(await world.Queries.FindMineAsync(eve, forms.EntryId, default));
        Assert.Null(await world.Queries.RulesAsync(eve, forms.Edition.Id, forms.Call.Id, default));
        Assert.Equal(Refusals.Forbidden, (await world.Rules.RemoveAsync(eve, (await world.RulesAsync()).Of, rule, default)).Refusal);
        Assert.Null(await world.Queries.FindAsync(forms.Organiser, forms.Edition.Id, forms.EntryId, default));
    }

    [Fact]
    public async Task Of_two_organisers_who_change_the_rules_at_once_the_second_is_told()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var nothing = (await world.RulesAsync()).Of;
        await world.AskAsync(new SoundNeeded());
        var read = (await world.RulesAsync()).Of;
        await world.AskAsync(new LeastFrame(1280, 720));

        Assert.Equal(Refusals.Conflict, (await world.Rules.AddAsync(world.Forms.Organiser, nothing, new RuleDetails(new SoundNeeded(), null, []), default)).Refusal);
        Assert.Equal(Refusals.Conflict, (await world.Rules.AddAsync(world.Forms.Organiser, read, new RuleDetails(new SoundNeeded(), null, []), default)).Refusal);
        Assert.Equal(2, (await world.RulesAsync()).Rules.Count);
    }

    [Fact]
    public async Task Visitors_read_the_rules_of_opened_calls_of_public_editions_only()
    {
        using var world = await EligibilityWorld.BeginAsync();
        await world.AskAsync(new SoundNeeded());
        await world.PublishAsync(EligibilityWorld.Fair);
        var terms = await world.PublishAsync(EligibilityWorld.Fair with { Text = "More." });
        Assert.Empty(await world.Queries.PublicAsync(world.Forms.Edition.Slug, default));

        await using (var db = world.World.Store.CreateDbContext())
        {
            (await db.Editions.SingleAsync()).Publish();
            await db.SaveChangesAsync();
        }

        var shown = Assert.Single(await world.Queries.PublicAsync(world.Forms.Edition.Slug, default));
        Assert.Equal((world.Forms.Call.Id, 1, terms), (shown.Key, shown.Value.Rules.Count, shown.Value.Terms!.Id));
    }

    private static async Task ListenAsync(EligibilityWorld world, double loudness)
    {
        await using var db = world.World.Store.CreateDbContext();
        var film = await db.Films.SingleAsync(f => f.Id == world.Forms.Film.Id);
        var video = MediaAsset.Announce(film.Id, film.OwnerId, "film.mp4", 1_000_000, "again", world.World.Now).Value;
        _ = video.Complete([ProcessingStages.Quality]);
        video.RecordFacts(new MediaFacts(TimeSpan.FromMinutes(4), 1920, 1080, 24, "mov,mp4", "h264", "aac", 2, 5_000_000));
        video.RecordFindings([new MediaFinding(FindingKind.Loudness, TimeSpan.Zero, TimeSpan.Zero, loudness)]);
        video.Stages[0].Claim(1, "digest", world.World.Now, TimeSpan.FromMinutes(1));
        video.Stages[0].Finish(world.World.Now);
        video.MarkReady(world.World.Now);
        db.MediaAssets.Add(video);
        film.ShowVideo(video.Id);
        await db.SaveChangesAsync();
    }
}
