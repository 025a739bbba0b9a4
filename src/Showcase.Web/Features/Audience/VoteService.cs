using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Audience;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Audience;

/// <summary>
/// What somebody with a code may do: read the ballot and vote. Nobody is signed in, and nothing of them is kept; the address that asks is only counted in memory, against guessing.
/// </summary>
public sealed class VoteService(IDbContextFactory<ShowcaseDbContext> contexts, VoteGuesses guesses, TimeProvider clock, ChangeFeed feed)
{
    /// <summary>The ballot that a code opens now, with what was voted with it before.</summary>
    /// <param name="typed">In any case and spacing.</param>
    /// <param name="from">Where the request came from; see <see cref="VoteGuesses.From"/>.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task<Result<VoteSheet>> OpenAsync(string? typed, string from, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await FindAsync(db, typed, from, token);
        if (!found.Succeeded) return found.Refusal;

        var (code, ballot) = found.Value;
        if (ballot.CheckOpen(clock.GetUtcNow()) is { } closed) return closed;

        var films = ballot.Films.Select(film => film.SubmissionId).ToList();
        var shown = (await db.Submissions.Where(entry => films.Contains(entry.Id) && entry.State == SubmissionState.Selected).Select(entry => entry.Id).ToListAsync(token)).ToHashSet();
        var edition = await db.Editions.Where(known => known.Id == ballot.EditionId).Select(known => known.Name).SingleAsync(token);
        return new VoteSheet(code.Code, edition, ballot.Title, ballot.Scale, ballot.ClosesAt, [.. ballot.Films.Where(film => shown.Contains(film.SubmissionId))], code.Choices);
    }

    /// <summary>Votes with a code; again, to vote otherwise. Of two posts at the same moment one is the vote.</summary>
    public async Task<Result> VoteAsync(string? typed, IReadOnlyCollection<AudienceChoice> choices, string from, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await FindAsync(db, typed, from, token);
        if (!found.Succeeded) return found;

        var (code, ballot) = found.Value;
        if (code.Vote(ballot, choices, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;

        // The ballot alone is told: a hall that votes would make every page of the edition read again.
        if (await db.TrySaveAsync(AudienceRefusals.CodeUnknown, token) is { Succeeded: false }) return AudienceRefusals.CodeUnknown;

        feed.Tell(ballot.Id);
        return Result.Ok;
    }

    private async Task<Result<(BallotCode Code, AudienceBallot Ballot)>> FindAsync(ShowcaseDbContext db, string? typed, string from, CancellationToken token)
    {
        // What fails its check opens nothing, so it is no guess: an audience's slips of the finger lock nobody out.
        if (VoteCode.Read(typed) is not { } read) return AudienceRefusals.CodeMistyped;
        if (!guesses.MayTry(from)) return AudienceRefusals.TooManyTries;

        var code = await db.BallotCodes.SingleOrDefaultAsync(known => known.Code == read && !known.IsVoid, token);
        if (code is null)
        {
            guesses.Missed(from);
            return AudienceRefusals.CodeUnknown;
        }

        return (code, await db.AudienceBallots.SingleAsync(ballot => ballot.Id == code.BallotId, token));
    }
}

/// <summary>What somebody with a code votes on. Chosen is what they voted before.</summary>
public sealed record VoteSheet(string Code, string Edition, string Title, AudienceScale Scale, DateTimeOffset ClosesAt, IReadOnlyList<AudienceFilm> Films, IReadOnlyList<AudienceChoice> Chosen);
