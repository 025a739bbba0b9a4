using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Fees;

/// <summary>What an artist does with a code: type it on a draft, take it off again, ask which closed doors it opens.</summary>
public sealed class CodeUseService(IDbContextFactory<ShowcaseDbContext> contexts, CodeGuesses guesses, TimeProvider clock)
{
    /// <summary>Puts a code on a draft. It counts as used when the entry is sent in, not before.</summary>
    public async Task<Result> UseAsync(Actor actor, Guid submissionId, Guid version, string? typed, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!guesses.MayTry(actor.UserId)) return EntryCodeRefusals.TooManyTries;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (await MineAsync(db, actor, submissionId, token) is not { } entry) return Refusals.NotFound;

        var word = EntryCode.Normalise(typed);
        var callId = await db.Categories.Where(category => category.Id == entry.CategoryId).Select(category => category.CallId).SingleAsync(token);
        if (await db.EntryCodes.AsNoTracking().SingleOrDefaultAsync(c => c.CallId == callId && c.Word == word, token) is not { } code) return EntryCodeRefusals.Unknown;

        return code.Refuse(callId, await db.HolderAsync(entry.ArtistId, token), clock.GetUtcNow()) is { } useless ? useless : await SaveAsync(db, entry, version, code.Id, token);
    }

    /// <summary>Takes the code off the draft again.</summary>
    public async Task<Result> DropAsync(Actor actor, Guid submissionId, Guid version, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await MineAsync(db, actor, submissionId, token) is { } entry ? await SaveAsync(db, entry, version, codeId: null, token) : Refusals.NotFound;
    }

    /// <summary>The categories that a code opens to its holder although their call takes nothing any more.</summary>
    public async Task<Result<ReopenedDoors>> OpenDoorsAsync(Actor actor, string? typed, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!guesses.MayTry(actor.UserId)) return EntryCodeRefusals.TooManyTries;

        await using var db = await contexts.CreateDbContextAsync(token);
        var (word, now) = (EntryCode.Normalise(typed), clock.GetUtcNow());
        var found = await db.EntryCodes.AsNoTracking().Where(code => code.Word == word).OrderByDescending(code => code.Id).Take(10).ToListAsync(token);
        if (found.Count == 0) return EntryCodeRefusals.Unknown;
        var holder = await db.HolderAsync(actor.UserId, token);
        if (found.Find(code => code.Refuse(code.CallId, holder, now) is null) is not { } good) return found[0].Refuse(found[0].CallId, holder, now)!;
        if (!good.Reopens) return EntryCodeRefusals.ForDraft;

        var call = await db.Calls.AsNoTracking().Include(c => c.Categories).SingleAsync(c => c.Id == good.CallId, token);
        if (call.State == CallState.Draft) return SubmissionRefusals.CallClosed;

        var edition = await db.Editions.AsNoTracking().SingleAsync(e => e.Id == call.EditionId, token);
        var scope = new Editions.EditionScope(
            edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic);
        return new ReopenedDoors(good.Id, [.. call.Categories.OrderBy(category => category.Position).Select(category =>
            new OpenCategory(category.Id, category.Name, category.Description, call.Name, EntryTerms.Of(call, category) with { IsReopened = true }, scope))]);
    }

    private static Task<Submission?> MineAsync(ShowcaseDbContext db, Actor actor, Guid submissionId, CancellationToken token) =>
        db.EntriesOf(actor, CoAuthorRole.Edit).SingleOrDefaultAsync(s => s.Id == submissionId, token);

    private static async Task<Result> SaveAsync(ShowcaseDbContext db, Submission entry, Guid version, Guid? codeId, CancellationToken token)
    {
        if (entry.Version != version) return Refusals.Conflict;

        var used = entry.UseCode(codeId);
        return used.Succeeded ? await db.TrySaveAsync(Refusals.Conflict, token) : used;
    }
}

/// <summary>What a code opens: its id goes with the draft.</summary>
public sealed record ReopenedDoors(Guid CodeId, IReadOnlyList<OpenCategory> Doors);
