using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging;
using Showcase.Web.Features.Judging.Conflicts;
using Showcase.Web.Features.Judging.Jurors;
using Showcase.Web.Features.Judging.Letters;
using Showcase.Web.Features.Judging.Packets;
using Showcase.Web.Features.Judging.Planning;
using Showcase.Web.Features.Judging.Progress;
using Showcase.Web.Features.Judging.Reviews;
using Showcase.Web.Features.Messages;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Judging;

/// <summary>An edition with an organiser, an open round of two criteria (weights 3 and 1) and two jurors on its panel.</summary>
internal sealed class Jury : IDisposable
{
    private Jury()
    {
        Access = new EditionAccess(World.Store);
        Rounds = new RoundService(World.Store, Access, World.Clock, Feed, World.Revocations, NullLogger<RoundService>.Instance);
        Assignments = new AssignmentService(World.Store, Access, World.Clock, Feed, World.Revocations, NullLogger<AssignmentService>.Instance);
        Scoring = new ScoringService(World.Store, Access, World.Clock, Feed, World.Revocations, NullLogger<ScoringService>.Instance);
        Texts = new SiteTexts(new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizerFactory>());
        Decisions = new DecisionService(World.Store, Access, World.Clock, Feed, Texts, NullLogger<DecisionService>.Instance);
        Batches = new DecisionBatchService(World.Store, Access, World.Clock, new OutboxSignal(), Feed, Texts, NullLogger<DecisionBatchService>.Instance);
        Letters = new LetterQueries(World.Store, Texts);
        Packets = new PacketService(World.Store, Access, World.Clock, new OutboxSignal(), Feed, Texts, NullLogger<PacketService>.Instance);
        PacketsRead = new PacketQueries(World.Store);
        Desk = new DeskQueries(World.Store, World.Clock);
        Panel = new PanelQueries(World.Store);
        Notes = new NoteService(World.Store, Access, World.Clock, Feed, NullLogger<NoteService>.Instance);
        NotesRead = new NoteQueries(World.Store);
        Orders = new OrderService(World.Store, Access, World.Clock, Feed, NullLogger<OrderService>.Instance);
        OrdersRead = new OrderQueries(World.Store, World.Clock);
        Offline = new OfflineService(World.Store, World.Clock, Feed, Texts, NullLogger<OfflineService>.Instance);
        DeskOrder = new DeskService(World.Store, Access, Desk, World.Clock);
        Ranking = new RankingQueries(World.Store);
        Queries = new JudgingQueries(World.Store);
        Deciding = new DecisionQueries(World.Store, Texts);
        Conflicts = new ConflictService(World.Store, Access, World.Clock, Feed, World.Revocations, NullLogger<ConflictService>.Instance);
        Profiles = new JurorProfileService(World.Store, Access, World.Clock, Feed, NullLogger<JurorProfileService>.Instance);
        Bids = new BidService(World.Store, Access, World.Clock, NullLogger<BidService>.Instance);
        Plans = new PlanService(World.Store, Access, World.Clock, Feed, World.Revocations, NullLogger<PlanService>.Instance);
        Progress = new ProgressQueries(World.Store, World.Clock);
        Pursuits = new PursuitService(World.Store, Access, Feed, NullLogger<PursuitService>.Instance);
        Reviews = new ReviewQueries(World.Store);
        ReviewMarks = new ReviewMarkService(World.Store, Access, World.Clock, Feed, NullLogger<ReviewMarkService>.Instance);
        Pairs = new PairListService(World.Store, Access, Assignments);
    }

    public World World { get; } = new();

    public ChangeFeed Feed { get; } = new();

    public SiteTexts Texts { get; }

    public EditionAccess Access { get; }

    public RoundService Rounds { get; }

    public AssignmentService Assignments { get; }

    public ScoringService Scoring { get; }

    public DecisionService Decisions { get; }

    public DecisionBatchService Batches { get; }

    public LetterQueries Letters { get; }

    public PacketService Packets { get; }

    public PacketQueries PacketsRead { get; }

    public DeskQueries Desk { get; }

    public PanelQueries Panel { get; }

    public NoteService Notes { get; }

    public NoteQueries NotesRead { get; }

    public OrderService Orders { get; }

    public OrderQueries OrdersRead { get; }

    public OfflineService Offline { get; }

    public DeskService DeskOrder { get; }

    public RankingQueries Ranking { get; }

    public JudgingQueries Queries { get; }

    public DecisionQueries Deciding { get; }

    public ConflictService Conflicts { get; }

    public JurorProfileService Profiles { get; }

    public BidService Bids { get; }

    public PlanService Plans { get; }

    public PairListService Pairs { get; }

    public ProgressQueries Progress { get; }

    public PursuitService Pursuits { get; }

    public ReviewQueries Reviews { get; }

    public ReviewMarkService ReviewMarks { get; }

    public Edition Edition { get; private set; } = default!;

    public Call Call { get; private set; } = default!;

    public Actor Organiser { get; private set; } = default!;

    public Actor Juror { get; private set; } = default!;

    public Actor Other { get; private set; } = default!;

    public Actor Artist { get; private set; } = default!;

    public JudgingRound Round { get; private set; } = default!;

    public static async Task<Jury> SitAsync(bool isBlind = true)
    {
        var jury = new Jury();
        var world = jury.World;
        jury.Edition = await world.EditionAsync();
        jury.Call = await world.OpenCallAsync(jury.Edition);
        jury.Organiser = await world.MemberAsync(jury.Edition, EditionRole.Organiser);
        jury.Juror = await world.MemberAsync(jury.Edition, EditionRole.Juror);
        jury.Other = await world.MemberAsync(jury.Edition, EditionRole.Juror);
        jury.Artist = await world.PersonAsync();
        jury.Round = JudgingRound.Create(jury.Edition.Id, new RoundDetails("First round", world.Now.AddDays(-1), world.Now.AddDays(13)) { IsBlind = isBlind }).Value;
        _ = jury.Round.AddCriterion(new CriterionDetails("Vision", "7–8: a distinct voice", 3));
        _ = jury.Round.AddCriterion(new CriterionDetails("Craft", null, 1));
        _ = jury.Round.AddJuror(jury.Juror.UserId);
        _ = jury.Round.AddJuror(jury.Other.UserId);
        await world.SaveAsync(jury.Round);
        return jury;
    }

    public void Dispose() => World.Dispose();

    public async Task<Submission> SentInAsync(string title = "Salt Index", Actor? artist = null) =>
        await World.SubmissionAsync(Call, await World.FilmAsync(artist ?? Artist, title));

    /// <summary>A film that both jurors were given; yields the first juror's assignment.</summary>
    public async Task<(Guid Mine, Guid Theirs, Submission Submission)> GivenAsync(string title = "Salt Index")
    {
        var submission = await SentInAsync(title);
        var assigned = await Assignments.AssignAsync(Organiser, Round.Id, [submission.Id], [Juror.UserId, Other.UserId], default);
        Assert.True(assigned.Succeeded, assigned.Refusal?.ToString());
        await using var db = World.Store.CreateDbContext();
        var rows = await db.Assignments.Where(a => a.SubmissionId == submission.Id).ToDictionaryAsync(a => a.JurorId, a => a.Id);
        return (rows[Juror.UserId], rows[Other.UserId], submission);
    }

    public ScorecardEntry Entry(int vision, int craft, string committee = "Third act earns it.") =>
        new([new Mark(Round.Criteria[0].Id, vision), new Mark(Round.Criteria[1].Id, craft)], committee, "Thank you for this film.");

    /// <summary>Changes how the round works, over its present version.</summary>
    public async Task<Result> RuleAsync(RoundRules rules) => await Rounds.SetRulesAsync(Organiser, Round.Id, await RoundVersionAsync(), rules, default);

    public async Task<Guid> RoundVersionAsync()
    {
        await using var db = World.Store.CreateDbContext();
        return await db.JudgingRounds.Where(round => round.Id == Round.Id).Select(round => round.Version).SingleAsync();
    }

    public async Task<Guid> VersionAsync(Guid assignmentId)
    {
        await using var db = World.Store.CreateDbContext();
        return await db.Scorecards.Where(card => card.AssignmentId == assignmentId).Select(card => card.Version).SingleAsync();
    }

    public async Task ScoreAsync(Actor juror, Guid assignmentId, int vision, int craft)
    {
        var scored = await Scoring.ScoreAsync(juror, assignmentId, await VersionAsync(assignmentId), Entry(vision, craft), default);
        Assert.True(scored.Succeeded, scored.Refusal?.ToString());
    }

    /// <summary>Applies all that is staged, as it stands.</summary>
    public async Task<DecisionsApplied> ApplyAsync(LetterHold hold)
    {
        var applied = await Decisions.ApplyAsync(Organiser, Edition.Id, (await Deciding.ReviewAsync(Organiser, Edition.Id, default)).Versions, hold, default);
        Assert.True(applied.Succeeded, applied.Refusal?.ToString());
        return applied.Value;
    }

    public async Task StageAsync(Submission submission, DecisionOutcome outcome) =>
        Assert.True((await Decisions.StageAsync(Organiser, Edition.Id, [submission.Id], outcome, default)).Succeeded);

    /// <summary>The film gets another video, whose file is as long, and shows it; yields the new one.</summary>
    public async Task<Guid> ReplaceVideoAsync(Guid filmId, TimeSpan runtime)
    {
        await using var db = World.Store.CreateDbContext();
        var film = await db.Films.SingleAsync(f => f.Id == filmId);
        var newer = MediaAsset.Announce(film.Id, film.OwnerId, "better.mp4", 1_000_000, "better", World.Now).Value;
        _ = newer.Complete([]);
        newer.RecordFacts(new MediaFacts(runtime, 1920, 1080, 24, "mov,mp4", "h264", "aac", 2, 5_000_000));
        newer.MarkReady(World.Now);
        var replacement = VideoReplacement.Of(film.Id, newer.Id, film.OwnerId, World.Now);
        replacement.Show(film.VideoId, World.Now);
        film.ShowVideo(newer.Id);
        db.AddRange(newer, replacement);
        await db.SaveChangesAsync();
        return newer.Id;
    }

    public async Task<Submission> ReadAsync(Submission submission)
    {
        await using var db = World.Store.CreateDbContext();
        return await db.Submissions.SingleAsync(s => s.Id == submission.Id);
    }
}
