using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Prizes;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Prizes;

/// <summary>Makes an edition's prizes, gives them to films, and says from when everybody may know. Organisers do it, except for films that are closed to them.</summary>
public sealed partial class PrizeService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, LaurelLetters letters, ChangeFeed feed, ILogger<PrizeService> log)
{
    public async Task<Result<Guid>> CreateAsync(Actor actor, Guid editionId, PrizeDetails details, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var count = await db.Prizes.CountAsync(prize => prize.EditionId == editionId, token);
        if (count >= Prize.MostOfEdition) return PrizeRefusals.TooMany;

        var last = await db.Prizes.Where(prize => prize.EditionId == editionId).MaxAsync(prize => (int?)prize.Position, token) ?? 0;
        var made = Prize.Create(editionId, details, last + 1);
        if (!made.Succeeded) return made.Refusal;
        if (await CheckAsync(db, made.Value, token) is { } bad) return bad;

        db.Add(made.Value);
        if (await db.TrySaveAsync(PrizeRefusals.NameTaken, token) is { Succeeded: false } lost) return lost.Refusal;

        LogChanged(made.Value.Id, actor.UserId);
        feed.Tell(editionId);
        return made.Value.Id;
    }

    public Task<Result> ChangeAsync(Actor actor, Guid prizeId, Guid version, PrizeDetails details, CancellationToken token) => SaveAsync(
        actor, prizeId, version, async (db, prize) => prize.Change(details) is { Succeeded: false } refused ? refused : await CheckAsync(db, prize, token) is { } bad ? bad : Result.Ok, token);

    public Task<Result> GiveAsync(Actor actor, Guid prizeId, Guid version, Guid submissionId, CancellationToken token) => SaveAsync(
        actor,
        prizeId,
        version,
        async (db, prize) =>
        {
            if (await IsClosedAsync(db, actor, submissionId, token)) return JudgingRefusals.CaseClosed;
            if (await db.Submissions.SingleOrDefaultAsync(entry => entry.Id == submissionId, token) is not { } submission) return Refusals.NotFound;
            return prize.Give(submission, actor.UserId, clock.GetUtcNow());
        },
        token);

    public Task<Result> TakeBackAsync(Actor actor, Guid prizeId, Guid version, Guid submissionId, CancellationToken token) => SaveAsync(
        actor, prizeId, version, async (db, prize) => await IsClosedAsync(db, actor, submissionId, token) ? JudgingRefusals.CaseClosed : prize.TakeBack(submissionId, clock.GetUtcNow()), token);

    /// <summary>From when everybody may know; null takes it out of sight.</summary>
    public Task<Result> PublishAsync(Actor actor, Guid prizeId, Guid version, DateTimeOffset? at, CancellationToken token) => SaveAsync(
        actor, prizeId, version, (_, prize) => Task.FromResult(prize.Publish(at)), token);

    /// <summary>Deletes a prize that no film has.</summary>
    public Task<Result> DeleteAsync(Actor actor, Guid prizeId, Guid version, CancellationToken token) => SaveAsync(
        actor,
        prizeId,
        version,
        (db, prize) =>
        {
            if (prize.Winners.Count > 0) return Task.FromResult<Result>(PrizeRefusals.HasWinners);

            db.Remove(prize);
            return Task.FromResult(Result.Ok);
        },
        token);

    /// <summary>What the edition's laurels say, and from when its selection is public. <paramref name="version"/> is null while nobody has written any.</summary>
    public async Task<Result> WriteLaurelsAsync(Actor actor, Guid editionId, Guid? version, string? festival, string? year, string? selection, DateTimeOffset? selectionFrom, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var words = await db.LaurelWords.SingleOrDefaultAsync(row => row.EditionId == editionId, token);
        if (words?.Version != version) return Refusals.Conflict;
        if (words is null) db.Add(words = LaurelWords.Of(editionId));
        if (words.Change(festival, year, selection, selectionFrom) is { Succeeded: false } bad) return bad;
        if (letters.Shapes.Missing($"{words.Festival}{words.Year}{words.Selection}") is { Length: > 0 } signs) return PrizeRefusals.NotDrawn(signs);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogLaurels(editionId, actor.UserId);
        feed.Tell(editionId);
        return Result.Ok;
    }

    private static Task<bool> IsClosedAsync(ShowcaseDbContext db, Actor actor, Guid submissionId, CancellationToken token) => db.ClosedTo(actor.UserId).AnyAsync(entry => entry.Id == submissionId, token);

    private async Task<Refusal?> CheckAsync(ShowcaseDbContext db, Prize prize, CancellationToken token)
    {
        if (letters.Shapes.Missing(prize.OnLaurels) is { Length: > 0 } signs) return PrizeRefusals.NotDrawn(signs);

        return prize.CategoryId is { } category && !await db.Categories.AnyAsync(c => c.Id == category && db.Calls.Any(call => call.Id == c.CallId && call.EditionId == prize.EditionId), token)
            ? PrizeRefusals.CategoryUnknown
            : null;
    }

    private async Task<Result> SaveAsync(Actor actor, Guid prizeId, Guid version, Func<ShowcaseDbContext, Prize, Task<Result>> change, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var prize = await db.Prizes.Include(p => p.Winners).SingleOrDefaultAsync(p => p.Id == prizeId, token);
        if (prize is null || await access.CheckAsync(actor, prize.EditionId, token, EditionRole.Organiser) is not null) return Refusals.NotFound;
        if (await change(db, prize) is { Succeeded: false } refused) return refused;

        db.Expect(prize, version);
        if (await db.TrySaveAsync(PrizeRefusals.NameTaken, token) is { Succeeded: false } lost) return lost;

        LogChanged(prizeId, actor.UserId);
        feed.Tell(prize.EditionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Prize {PrizeId} was changed by {UserId}")]
    private partial void LogChanged(Guid prizeId, Guid userId);

    [LoggerMessage(LogLevel.Information, "The laurels of edition {EditionId} were changed by {UserId}")]
    private partial void LogLaurels(Guid editionId, Guid userId);
}
