using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Assigning;
using Showcase.Domain.Media.Captions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Planning;

/// <summary>What a plan is asked for: its settings, and whose films; all categories where it is null.</summary>
public sealed record PlanRequest(PlanSettings Settings, Guid? CategoryId);

/// <summary>
/// Everything that a plan of a round depends on, as the store has it, with the names to show. Films that are closed to who plans are not in it:
/// another organiser plans them.
/// </summary>
public sealed class PlanFacts
{
    /// <summary>Most films of a plan; a call of the largest festivals brings about 6,200.</summary>
    private const int MostFilms = 20_000;

    private PlanFacts(AssigningInput input, IReadOnlyDictionary<Guid, string> titles, IReadOnlyDictionary<Guid, string> names) => (Input, Titles, Names) = (input, titles, names);

    public AssigningInput Input { get; }

    public IReadOnlyDictionary<Guid, string> Titles { get; }

    public IReadOnlyDictionary<Guid, string> Names { get; }

    internal static async Task<PlanFacts> ReadAsync(ShowcaseDbContext db, Actor actor, JudgingRound round, Guid? categoryId, CancellationToken token)
    {
        var editionId = round.EditionId;
        var closed = db.ClosedTo(actor.UserId);
        var open = db.FilmsTakenBy(editionId, round.Films)
            .Where(s => (categoryId == null || s.CategoryId == categoryId) && !closed.Any(c => c.Id == s.Id));
        var films = await (
            from submission in open
            join film in db.Films on submission.FilmId equals film.Id
            join category in db.Categories on submission.CategoryId equals category.Id
            orderby submission.Id
            select new { submission.Id, submission.FilmId, film.Title, film.StatedRuntime, film.Languages, film.Profile.Subtitles, Category = category.Name }).AsNoTracking().Take(MostFilms).ToListAsync(token);
        var captions = (await (
            from submission in open
            join track in db.CaptionTracks on submission.FilmId equals track.FilmId
            select new { submission.Id, track.Language, track.Kind }).ToListAsync(token)).ToLookup(track => track.Id);
        var tags = (await (
            from submission in open
            join tag in db.SubmissionTags on submission.Id equals tag.SubmissionId
            where db.JuryTopics.Any(topic => topic.EditionId == editionId && topic.Name == tag.Name)
            orderby tag.Name
            select new { submission.Id, tag.Name }).ToListAsync(token)).ToLookup(tag => tag.Id, tag => tag.Name);
        var given = await (
            from assignment in db.Assignments
            join of in db.JudgingRounds on assignment.RoundId equals of.Id
            join card in db.Scorecards on assignment.Id equals card.AssignmentId
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            join film in db.Films on submission.FilmId equals film.Id
            where of.EditionId == editionId
            orderby assignment.Id
            select new
            {
                assignment.RoundId, assignment.SubmissionId, assignment.JurorId, film.StatedRuntime, card.ScoredAt, card.RecusedAt,
                HasBegun = card.SavedAt != null || db.FilmNotes.Any(note => note.AssignmentId == assignment.Id),
            }).ToListAsync(token);

        var seated = round.Panel.Select(member => member.UserId).ToList();
        var people = await db.Users.Where(user => seated.Contains(user.Id) && db.EditionMembers.Any(m => m.EditionId == editionId && m.UserId == user.Id && m.Role == EditionRole.Juror))
            .OrderBy(user => user.Id).Select(user => new { user.Id, user.DisplayName }).ToListAsync(token);
        var profiles = (await db.JurorProfiles.AsNoTracking().Where(p => p.EditionId == editionId && seated.Contains(p.UserId)).ToListAsync(token)).ToDictionary(p => p.UserId);
        var runtimes = await db.ProbedRuntimesAsync([.. films.Select(film => film.Id).Union(given.Select(row => row.SubmissionId))], token);

        var ids = films.Select(film => film.Id).ToHashSet();
        var elsewhere = given.Where(row => row.RecusedAt is null && (row.RoundId != round.Id || !ids.Contains(row.SubmissionId))).ToLookup(row => row.JurorId);
        var jurors = people.Select(person =>
        {
            var profile = profiles.GetValueOrDefault(person.Id);
            return new JurorFacts(
                person.Id,
                Languages.Split(profile?.Languages),
                profile?.NeedsCaptions ?? false,
                profile?.MostMinutes,
                elsewhere[person.Id].Sum(row => (long)runtimes.GetValueOrDefault(row.SubmissionId, row.StatedRuntime).TotalSeconds),
                profile?.Topics.ToDictionary(topic => topic.Topic, topic => topic.Wish, StringComparer.Ordinal) ?? [])
            {
                FilmsElsewhere = elsewhere[person.Id].Count(row => row.RoundId == round.Id),
            };
        }).ToList();
        var input = new AssigningInput(
            [.. films.Select(film => new FilmFacts(
                film.Id,
                (int)Math.Ceiling(runtimes.GetValueOrDefault(film.Id, film.StatedRuntime).TotalSeconds),
                Languages.Split(film.Languages),
                [.. Languages.Split(film.Subtitles).Concat(captions[film.Id].Select(track => track.Language)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                [.. captions[film.Id].Where(track => track.Kind == CaptionKind.Captions).Select(track => track.Language).Order(StringComparer.Ordinal)],
                [.. tags[film.Id].Prepend(film.Category).Distinct(StringComparer.Ordinal)]))],
            jurors,
            await BidsAsync(db, editionId, seated, token),
            await ConflictsAsync(db, editionId, seated, token),
            [.. given.Where(row => row.RoundId == round.Id && ids.Contains(row.SubmissionId)).Select(row => new HeldPair(
                row.SubmissionId, row.JurorId, row.RecusedAt is not null ? HeldState.Recused : row.ScoredAt is not null ? HeldState.Scored : row.HasBegun ? HeldState.Begun : HeldState.Open))]);
        var left = input.Held.Select(pair => pair.JurorId).Except(people.Select(person => person.Id)).ToList();
        var names = await db.Users.Where(user => left.Contains(user.Id)).Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
        foreach (var person in people) names[person.Id] = person.DisplayName;
        return new PlanFacts(input, films.ToDictionary(film => film.Id, film => film.Title), names);
    }

    /// <summary>A digest of all that the plan depends on: where it is another one, the plan is another one.</summary>
    public string FingerprintOf(PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add($"{request.Settings} {request.CategoryId}");
        foreach (var film in Input.Films) Add($"f {film.Id} {film.Seconds} {Join(film.Spoken)} {Join(film.Subtitles)} {Join(film.Captions)} {Join(film.Topics)}");
        foreach (var juror in Input.Jurors)
        {
            Add($"j {juror.Id} {Join(juror.Languages)} {juror.NeedsCaptions} {juror.MostMinutes} {juror.SecondsElsewhere} {juror.FilmsElsewhere}");
            foreach (var (topic, wish) in juror.Topics.OrderBy(topic => topic.Key, StringComparer.Ordinal)) Add($"t {topic}|{wish}");
        }

        foreach (var ((film, juror), bid) in Input.Bids.OrderBy(pair => pair.Key)) Add($"b {film} {juror} {bid}");
        foreach (var (film, juror) in Input.Conflicts.Order()) Add($"c {film} {juror}");
        foreach (var pair in Input.Held) Add($"h {pair.FilmId} {pair.JurorId} {pair.State}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(FormattableString line) => hash.AppendData(Encoding.UTF8.GetBytes(line.ToString(CultureInfo.InvariantCulture) + "\n"));

        static string Join(IEnumerable<string> words) => string.Join('|', words);
    }

    private static async Task<Dictionary<(Guid Film, Guid Juror), Bid>> BidsAsync(ShowcaseDbContext db, Guid editionId, List<Guid> seated, CancellationToken token) =>
        (await db.FilmBids.Where(bid => bid.EditionId == editionId && seated.Contains(bid.JurorId)).Select(bid => new { bid.SubmissionId, bid.JurorId, bid.Value }).ToListAsync(token))
        .ToDictionary(bid => (bid.SubmissionId, bid.JurorId), bid => bid.Value);

    /// <summary>Conflicts in force, and films that are a juror's own: those no decision of an organiser gives to them.</summary>
    internal static async Task<HashSet<(Guid Film, Guid Juror)>> ConflictsAsync(ShowcaseDbContext db, Guid editionId, List<Guid> seated, CancellationToken token)
    {
        var inForce = await db.JurorConflicts.Where(c => c.EditionId == editionId && c.InForce && seated.Contains(c.UserId)).Select(c => new { c.SubmissionId, c.UserId }).ToListAsync(token);
        var own = await db.Submissions.Where(s => s.EditionId == editionId && seated.Contains(s.ArtistId)).Select(s => new { SubmissionId = s.Id, UserId = s.ArtistId }).ToListAsync(token);
        var owned = await db.Submissions.Where(s => s.EditionId == editionId).Join(db.Films.Where(film => seated.Contains(film.OwnerId)), s => s.FilmId, film => film.Id, (s, film) => new { SubmissionId = s.Id, UserId = film.OwnerId }).ToListAsync(token);
        var written = await db.Submissions.Where(s => s.EditionId == editionId)
            .Join(db.CoAuthors.Where(author => author.UserId != null && seated.Contains(author.UserId.Value)), s => s.FilmId, author => author.FilmId, (s, author) => new { SubmissionId = s.Id, UserId = author.UserId!.Value }).ToListAsync(token);
        return [.. inForce.Concat(own).Concat(owned).Concat(written).Select(pair => (pair.SubmissionId, pair.UserId))];
    }
}
