using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Audience;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Audience;

/// <summary>
/// Turns on an audience's vote, prints its codes, and lets the result out. Organisers do it; one who has a conflict with any film of the ballot does not, for whoever prints
/// codes could use them.
/// </summary>
public sealed partial class AudienceService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<AudienceService> log)
{
    /// <summary>At once, on one sheet.</summary>
    public const int MostAtOnce = 1_000;

    /// <summary>Makes a ballot of a screening of the newest release, with the films that are shown then.</summary>
    public async Task<Result<Guid>> CreateAsync(Actor actor, Guid editionId, Guid screeningId, BallotDetails details, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var release = await ReleaseQueries.NewestAsync(db, editionId, token);
        if (release?.Content.Screenings.FirstOrDefault(screening => screening.Id == screeningId) is not { } shown) return Refusals.NotFound;

        var programme = release.Programme(shown.ProgrammeId);
        var made = AudienceBallot.Create(
            editionId, screeningId, programme?.Name ?? "", [.. programme?.Films.Select(film => new AudienceFilm(film.SubmissionId, film.Title, film.Artist)) ?? []], details);
        if (!made.Succeeded) return made.Refusal;
        if (await IsClosedAsync(db, actor, made.Value, token)) return AudienceRefusals.ClosedToYou;

        db.AudienceBallots.Add(made.Value);
        if (await db.TrySaveAsync(AudienceRefusals.BallotExists, token) is { Succeeded: false } lost) return lost.Refusal;

        LogDone("made", made.Value.Id, actor.UserId);
        feed.Tell(editionId);
        return made.Value.Id;
    }

    /// <summary>Changes how and when one votes; <paramref name="version"/> is the one that the form was filled with.</summary>
    public Task<Result> ChangeAsync(Actor actor, Guid ballotId, Guid version, BallotDetails details, CancellationToken token) => ChangeAsync(
        actor,
        ballotId,
        "changed",
        async (db, ballot) =>
        {
            db.Expect(ballot, version);
            return ballot.Change(details, hasVotes: (await db.VotesAsync(ballotId, token)).Count > 0);
        },
        token);

    /// <summary>Makes a sheet of new codes; its number comes back.</summary>
    public async Task<Result<int>> PrintAsync(Actor actor, Guid ballotId, int count, CancellationToken token)
    {
        if (count is < 1 or > MostAtOnce) return Refusals.OutOfRange("Codes", 1, MostAtOnce);

        var sheet = 0;
        var printed = await ChangeAsync(
            actor,
            ballotId,
            "printed codes of",
            async (db, ballot) =>
            {
                if (ballot.IsPublished) return AudienceRefusals.IsOut;

                var before = db.BallotCodes.Where(code => code.BallotId == ballotId);
                if (await before.CountAsync(token) + count > AudienceBallot.MostCodes) return AudienceRefusals.TooManyCodes;

                sheet = (await before.MaxAsync(code => (int?)code.Sheet, token) ?? 0) + 1;
                db.BallotCodes.AddRange(await NewCodesAsync(db, ballotId, sheet, count, token));
                ballot.Touch();
                return Result.Ok;
            },
            token);
        return printed.Succeeded ? sheet : printed.Refusal;
    }

    /// <summary>Makes a sheet's codes void, those with a vote too: it was lost, or copied.</summary>
    public Task<Result> CancelSheetAsync(Actor actor, Guid ballotId, int sheet, CancellationToken token) => ChangeAsync(
        actor,
        ballotId,
        "cancelled codes of",
        async (db, ballot) =>
        {
            if (ballot.IsPublished) return AudienceRefusals.IsOut;

            var codes = await db.BallotCodes.Where(code => code.BallotId == ballotId && code.Sheet == sheet).ToListAsync(token);
            foreach (var code in codes) code.Cancel();
            return codes.Count == 0 ? Refusals.NotFound : Result.Ok;
        },
        token);

    /// <summary>Removes a ballot that nobody has voted on, and its codes.</summary>
    public Task<Result> RemoveAsync(Actor actor, Guid ballotId, CancellationToken token) => ChangeAsync(
        actor,
        ballotId,
        "removed",
        async (db, ballot) =>
        {
            if (ballot.IsPublished) return AudienceRefusals.IsOut;
            if ((await db.VotesAsync(ballotId, token)).Count > 0) return AudienceRefusals.HasVotes;

            db.AudienceBallots.Remove(ballot);
            return Result.Ok;
        },
        token);

    /// <summary>Lets everybody read who was liked best, once the vote is over.</summary>
    public Task<Result> PublishAsync(Actor actor, Guid ballotId, CancellationToken token) =>
        ChangeAsync(actor, ballotId, "published", (_, ballot) => Task.FromResult(ballot.Publish(actor.UserId, clock.GetUtcNow())), token);

    public Task<Result> HideAsync(Actor actor, Guid ballotId, CancellationToken token) => ChangeAsync(
        actor,
        ballotId,
        "hid",
        (_, ballot) =>
        {
            ballot.Hide();
            return Task.FromResult(Result.Ok);
        },
        token);

    private async Task<Result> ChangeAsync(Actor actor, Guid ballotId, string what, Func<ShowcaseDbContext, AudienceBallot, Task<Result>> change, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var ballot = await db.AudienceBallots.SingleOrDefaultAsync(known => known.Id == ballotId, token);
        if (ballot is null || await access.CheckAsync(actor, ballot.EditionId, token, EditionRole.Organiser) is not null) return Refusals.NotFound;
        if (await IsClosedAsync(db, actor, ballot, token)) return AudienceRefusals.ClosedToYou;
        if (await change(db, ballot) is { Succeeded: false } refused) return refused;
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogDone(what, ballotId, actor.UserId);
        feed.Tell(ballot.EditionId);
        feed.Tell(ballotId);
        return Result.Ok;
    }

    private static async Task<bool> IsClosedAsync(ShowcaseDbContext db, Actor actor, AudienceBallot ballot, CancellationToken token)
    {
        var films = ballot.Films.Select(film => film.SubmissionId).ToList();
        return await db.ClosedTo(actor.UserId).AnyAsync(submission => films.Contains(submission.Id), token);
    }

    private static async Task<IReadOnlyList<BallotCode>> NewCodesAsync(ShowcaseDbContext db, Guid ballotId, int sheet, int count, CancellationToken token)
    {
        var made = new Dictionary<string, BallotCode>(StringComparer.Ordinal);
        while (made.Count < count)
        {
            while (made.Count < count)
            {
                var code = BallotCode.New(ballotId, sheet);
                made.TryAdd(code.Code, code);
            }

            List<string> all = [.. made.Keys];
            foreach (var taken in await db.BallotCodes.Where(code => all.Contains(code.Code)).Select(code => code.Code).ToListAsync(token)) made.Remove(taken);
        }

        return [.. made.Values];
    }

    [LoggerMessage(LogLevel.Information, "{What} audience ballot {BallotId}: {UserId}")]
    private partial void LogDone(string what, Guid ballotId, Guid userId);
}

internal static class AudienceRows
{
    /// <summary>The votes that count: one for each code that was used and is not void.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<AudienceChoice>>> VotesAsync(this ShowcaseDbContext db, Guid ballotId, CancellationToken token) =>
        (await db.BallotCodes.Where(code => code.BallotId == ballotId && !code.IsVoid).OrderBy(code => code.Id).Select(code => code.Choices).ToListAsync(token)).FindAll(choices => choices.Count > 0);
}
