using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Audience;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Audience;

/// <summary>Ballots and their results for organisers, and for everybody what was let out. Ballots with a film that is closed to the actor show nothing but their name.</summary>
public sealed class AudienceQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int MostBallots = 500;

    /// <summary>Films that everybody reads of a ballot: the rest is nobody's shame.</summary>
    private const int Named = 3;

    /// <summary>The screenings of the newest release, with the ballots that there are; those whose screening is gone from it, too.</summary>
    public async Task<IReadOnlyList<ScreeningBallot>> ScreeningsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.EditionsOrganisedBy(actor).ContainsAsync(editionId, token)) return [];

        var release = await ReleaseQueries.NewestAsync(db, editionId, token);
        var ballots = await db.AudienceBallots.AsNoTracking().Where(ballot => ballot.EditionId == editionId).OrderBy(ballot => ballot.OpensAt).ThenBy(ballot => ballot.Id).Take(MostBallots).ToListAsync(token);
        var counts = await db.BallotCodes.Where(code => !code.IsVoid && db.AudienceBallots.Any(ballot => ballot.Id == code.BallotId && ballot.EditionId == editionId))
            .GroupBy(code => code.BallotId).Select(group => new { group.Key, Codes = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Codes, token);
        var closed = await ClosedAsync(db, actor, editionId, token);
        var known = ballots.ToDictionary(ballot => ballot.ScreeningId);
        var screenings = release?.Content.Screenings ?? [];
        var rows = screenings.Select(screening =>
        {
            var (programme, space) = (release!.Programme(screening.ProgrammeId), release.Space(screening.SpaceId));
            return Row(screening.Id, programme?.Name ?? "", $"{space?.Venue}, {space?.Name}", screening.StartsAt, screening.EndsAt, programme?.Films.Count ?? 0, programme?.Films.Any(film => closed.Contains(film.SubmissionId)) == true);
        });
        var gone = ballots.Where(ballot => screenings.All(screening => screening.Id != ballot.ScreeningId)).Select(ballot => Row(ballot.ScreeningId, ballot.Title, "", null, null, ballot.Films.Count, false));
        return [.. rows.Concat(gone).OrderBy(row => row.StartsAt ?? DateTimeOffset.MaxValue).ThenBy(row => row.ScreeningId)];

        ScreeningBallot Row(Guid id, string title, string place, DateTimeOffset? startsAt, DateTimeOffset? endsAt, int films, bool isClosed)
        {
            var ballot = known.GetValueOrDefault(id);
            return new ScreeningBallot(id, title, place, startsAt, endsAt, films, isClosed || ballot?.Films.Any(film => closed.Contains(film.SubmissionId)) == true)
            {
                BallotId = ballot?.Id, OpensAt = ballot?.OpensAt, ClosesAt = ballot?.ClosesAt, IsPublished = ballot?.IsPublished == true, Codes = ballot is null ? 0 : counts.GetValueOrDefault(ballot.Id),
            };
        }
    }

    /// <summary>One ballot with its sheets and its result; null where the actor may not see it.</summary>
    public async Task<BallotView?> FindAsync(Actor actor, Guid editionId, Guid ballotId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await BallotAsync(db, actor, editionId, ballotId, token) is not { } ballot) return null;

        var codes = await db.BallotCodes.AsNoTracking().Where(code => code.BallotId == ballotId).Select(code => new { code.Sheet, code.IsVoid, code.Choices }).ToListAsync(token);
        var votes = codes.Where(code => !code.IsVoid && code.Choices.Count > 0).Select(code => code.Choices).ToList();
        var release = await ReleaseQueries.NewestAsync(db, editionId, token);
        var screening = release?.Content.Screenings.FirstOrDefault(shown => shown.Id == ballot.ScreeningId);
        return new BallotView(ballot.Id, ballot.Version, ballot.Title, ballot.Scale, ballot.OpensAt, ballot.ClosesAt, ballot.PublishedAt, votes.Count, codes.Count(code => !code.IsVoid))
        {
            StartsAt = screening?.StartsAt,
            EndsAt = screening?.EndsAt,
            Seats = screening is null ? null : release!.Space(screening.SpaceId)?.Capacity,
            Sheets = [.. codes.GroupBy(code => code.Sheet).OrderBy(group => group.Key).Select(group => new SheetRow(group.Key, group.Count(), group.Count(code => code is { IsVoid: false, Choices.Count: > 0 }), group.All(code => code.IsVoid)))],
            Films = AudienceCount.Of(ballot, votes, await CommonMeanAsync(db, editionId, token)),
        };
    }

    /// <summary>The codes of a sheet, to print; null where the actor may not see them.</summary>
    public async Task<PrintedSheet?> SheetAsync(Actor actor, Guid editionId, Guid ballotId, int sheet, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await BallotAsync(db, actor, editionId, ballotId, token) is not { } ballot) return null;

        var codes = await db.BallotCodes.Where(code => code.BallotId == ballotId && code.Sheet == sheet && !code.IsVoid).OrderBy(code => code.Code).Select(code => code.Code).ToListAsync(token);
        return codes.Count == 0 ? null : new PrintedSheet(ballot.Title, ballot.Scale, ballot.OpensAt, ballot.ClosesAt, codes);
    }

    /// <summary>All films that were given stars in the edition, over all their screenings, the best first.</summary>
    public async Task<IReadOnlyList<StandingRow>> StandingsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.EditionsOrganisedBy(actor).ContainsAsync(editionId, token)) return [];

        var closed = await ClosedAsync(db, actor, editionId, token);
        var ballots = (await db.AudienceBallots.AsNoTracking().Where(ballot => ballot.EditionId == editionId && ballot.Scale == AudienceScale.Stars).OrderBy(ballot => ballot.Id).Take(MostBallots).ToListAsync(token))
            .Where(ballot => !ballot.Films.Any(film => closed.Contains(film.SubmissionId))).ToDictionary(ballot => ballot.Id);
        var given = await StarsAsync(db, editionId, token);
        var mean = AudienceCount.MeanOf(given.Select(vote => vote.Choices));
        var stars = given.Where(vote => ballots.TryGetValue(vote.BallotId, out var ballot) && ballot.Check(vote.Choices) is null)
            .SelectMany(vote => vote.Choices).GroupBy(choice => choice.SubmissionId).ToDictionary(group => group.Key, group => group.Select(choice => choice.Stars).ToList());
        return [.. ballots.Values.SelectMany(ballot => ballot.Films).DistinctBy(film => film.SubmissionId).Where(film => stars.ContainsKey(film.SubmissionId))
            .Select(film => new StandingRow(film, stars[film.SubmissionId].Count, stars[film.SubmissionId].Average(), AudienceCount.Shrunk(stars[film.SubmissionId].Sum(), stars[film.SubmissionId].Count, mean)))
            .OrderByDescending(row => row.Score).ThenBy(row => row.Film.Title, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Film.SubmissionId)];
    }

    /// <summary>What was let out in a public edition: of each ballot the three films that were liked best, as far as they are still in the programme.</summary>
    public async Task<IReadOnlyList<PublishedBallot>> PublishedAsync(Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var ballots = await db.AudienceBallots.AsNoTracking()
            .Where(ballot => ballot.EditionId == editionId && ballot.PublishedAt != null && db.Editions.Any(edition => edition.Id == editionId && edition.IsPublic))
            .OrderBy(ballot => ballot.OpensAt).ThenBy(ballot => ballot.Id)
            .Take(MostBallots)
            .ToListAsync(token);
        if (ballots.Count == 0) return [];

        var mean = await CommonMeanAsync(db, editionId, token);
        var selected = await db.Submissions.Where(entry => entry.EditionId == editionId && entry.State == SubmissionState.Selected).Select(entry => new { entry.Id, entry.FilmId }).ToDictionaryAsync(entry => entry.Id, entry => entry.FilmId, token);
        var published = new List<PublishedBallot>();
        foreach (var ballot in ballots)
        {
            var votes = await db.VotesAsync(ballot.Id, token);
            var best = AudienceCount.Of(ballot, votes, mean).Where(film => film.Votes > 0 && selected.ContainsKey(film.Film.SubmissionId)).Take(Named);
            published.Add(new PublishedBallot(ballot.Title, ballot.Scale, votes.Count, [.. best.Select(film => new PublishedFilm(selected[film.Film.SubmissionId], film.Film.Title, film.Film.Artist, film.Votes, film.Mean))]));
        }

        return published;
    }

    /// <summary>Whether anything was let out in a public edition.</summary>
    public async Task<bool> HasPublishedAsync(Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.AudienceBallots.AnyAsync(ballot => ballot.EditionId == editionId && ballot.PublishedAt != null && db.Editions.Any(edition => edition.Id == editionId && edition.IsPublic), token);
    }

    private static async Task<AudienceBallot?> BallotAsync(ShowcaseDbContext db, Actor actor, Guid editionId, Guid ballotId, CancellationToken token)
    {
        var editions = db.EditionsOrganisedBy(actor);
        var ballot = await db.AudienceBallots.AsNoTracking().SingleOrDefaultAsync(known => known.Id == ballotId && known.EditionId == editionId && editions.Contains(known.EditionId), token);
        if (ballot is null) return null;

        var films = ballot.Films.Select(film => film.SubmissionId).ToList();
        return await db.ClosedTo(actor.UserId).AnyAsync(submission => films.Contains(submission.Id), token) ? null : ballot;
    }

    private static async Task<HashSet<Guid>> ClosedAsync(ShowcaseDbContext db, Actor actor, Guid editionId, CancellationToken token) =>
        [.. await db.ClosedTo(actor.UserId).Where(submission => submission.EditionId == editionId).Select(submission => submission.Id).ToListAsync(token)];

    private static async Task<double> CommonMeanAsync(ShowcaseDbContext db, Guid editionId, CancellationToken token) => AudienceCount.MeanOf((await StarsAsync(db, editionId, token)).Select(vote => vote.Choices));

    private static async Task<List<Vote>> StarsAsync(ShowcaseDbContext db, Guid editionId, CancellationToken token) => (await db.BallotCodes
        .Where(code => !code.IsVoid && db.AudienceBallots.Any(ballot => ballot.Id == code.BallotId && ballot.EditionId == editionId && ballot.Scale == AudienceScale.Stars))
        .OrderBy(code => code.Id)
        .Select(code => new Vote(code.BallotId, code.Choices))
        .ToListAsync(token)).FindAll(vote => vote.Choices.Count > 0);

    private sealed record Vote(Guid BallotId, IReadOnlyList<AudienceChoice> Choices);
}
