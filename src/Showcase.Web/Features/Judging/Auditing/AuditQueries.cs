using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Auditing;

/// <summary>Reads the audit log of an edition's judging, meetings included. Lines about films that are closed to the reader are not in it, nor what was said
/// while they had to be out of the room.</summary>
public sealed class AuditQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>Most lines of a file: a panel of 150 with 6,200 films three times, and all that is done around it.</summary>
    public const int MostLines = 100_000;

    /// <summary>A page of the log, newest first; nothing for those who do not organise the edition.</summary>
    public async Task<Paged<AuditLine>> PageAsync(Actor actor, Guid editionId, AuditFilter filter, int page, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var (own, met) = Rows(db, actor, editionId, filter);
        var total = await own.CountAsync(token) + await met.CountAsync(token);
        var (size, skipped) = (Paged<AuditLine>.Size, Math.Max(0, page) * Paged<AuditLine>.Size);

        // Either log may fill the page: each is read as far as it, and what comes before is left out of both together.
        var rows = (await own.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(skipped + size).ToListAsync(token))
            .Concat(await met.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(skipped + size).ToListAsync(token))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Skip(skipped).Take(size).ToList();
        return new Paged<AuditLine>(await LinesAsync(db, rows, token), total);
    }

    /// <summary>The whole log from its first line on.</summary>
    public async Task<IReadOnlyList<AuditLine>> StoryAsync(Actor actor, Guid editionId, AuditFilter filter, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var (own, met) = Rows(db, actor, editionId, filter);
        var rows = (await own.OrderBy(row => row.At).ThenBy(row => row.Id).Take(MostLines).ToListAsync(token))
            .Concat(await met.OrderBy(row => row.At).ThenBy(row => row.Id).Take(MostLines).ToListAsync(token))
            .OrderBy(row => row.At).ThenBy(row => row.Id).ToList();
        return await LinesAsync(db, rows, token);
    }

    /// <summary>Who is in the log, to choose from.</summary>
    public async Task<IReadOnlyList<AuditPerson>> PeopleAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var (own, met) = Rows(db, actor, editionId, new AuditFilter(null, null));
        return await db.Users.Where(user => own.Any(row => row.ById == user.Id) || met.Any(row => row.ById == user.Id))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id).Take(1_000)
            .Select(user => new AuditPerson(user.Id, user.DisplayName)).ToListAsync(token);
    }

    private static (IQueryable<AuditRow> Own, IQueryable<AuditRow> Met) Rows(ShowcaseDbContext db, Actor actor, Guid editionId, AuditFilter filter)
    {
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var closed = db.ClosedTo(actor.UserId);
        var own = db.AuditEntries.AsNoTracking()
            .Where(entry => entry.EditionId == editionId && editions.Contains(entry.EditionId))
            .Where(entry => entry.SubmissionId == null || !closed.Any(film => film.Id == entry.SubmissionId))
            .Select(entry => new AuditRow
            {
                Id = entry.Id, At = entry.At, ById = entry.ById, Act = entry.Act, RoundId = entry.RoundId, SubmissionId = entry.SubmissionId,
                AboutId = entry.AboutId, Count = entry.Count, Outcome = entry.Outcome,
            });
        var met = db.MeetingEntries.AsNoTracking()
            .Join(db.Meetings, entry => entry.MeetingId, meeting => meeting.Id, (entry, meeting) => new { entry, meeting })
            .Where(row => row.meeting.EditionId == editionId && editions.Contains(row.meeting.EditionId))
            .Where(row => row.entry.SubmissionId == null || !closed.Any(film => film.Id == row.entry.SubmissionId))
            .Where(row => !db.Assignments.Any(a => a.RoundId == row.meeting.RoundId && a.JurorId == actor.UserId && a.SubmissionId == row.entry.SubmissionId
                && db.Scorecards.Any(card => card.AssignmentId == a.Id && card.RecusedAt != null)))
            .Select(row => new AuditRow
            {
                Id = row.entry.Id, At = row.entry.At, ById = row.entry.ById, Event = row.entry.Event, RoundId = row.meeting.RoundId, SubmissionId = row.entry.SubmissionId,
                AboutId = row.entry.AboutId, Minuted = row.entry.Outcome, Text = row.entry.Text,
            });
        return (Filtered(own, filter), Filtered(met, filter));
    }

    private static IQueryable<AuditRow> Filtered(IQueryable<AuditRow> rows, AuditFilter filter) => rows
        .Where(row => filter.ById == null || row.ById == filter.ById)
        .Where(row => filter.SubmissionId == null || row.SubmissionId == filter.SubmissionId);

    private static async Task<IReadOnlyList<AuditLine>> LinesAsync(ShowcaseDbContext db, List<AuditRow> rows, CancellationToken token)
    {
        var people = rows.SelectMany(row => new[] { row.ById, row.AboutId }).OfType<Guid>().Distinct().ToList();
        var films = rows.Select(row => row.SubmissionId).OfType<Guid>().Distinct().ToList();
        var rounds = rows.Select(row => row.RoundId).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
        var titles = await db.Submissions.Where(entry => films.Contains(entry.Id)).Join(db.Films, entry => entry.FilmId, film => film.Id, (entry, film) => new { entry.Id, film.Title }).ToDictionaryAsync(film => film.Id, film => film.Title, token);
        var roundNames = await db.JudgingRounds.Where(round => rounds.Contains(round.Id)).ToDictionaryAsync(round => round.Id, round => round.Name, token);
        return rows.ConvertAll(row => new AuditLine(
            row.Id,
            row.At,
            Of(names, row.ById),
            (Enum?)row.Act ?? row.Event!,
            Of(roundNames, row.RoundId),
            row.SubmissionId,
            Of(titles, row.SubmissionId),
            Of(names, row.AboutId),
            row.Count,
            (Enum?)row.Outcome ?? row.Minuted,
            row.Text));

        static string? Of(Dictionary<Guid, string> words, Guid? id) => id is { } known ? words.GetValueOrDefault(known) : null;
    }

    private sealed class AuditRow
    {
        public Guid Id { get; init; }

        public DateTimeOffset At { get; init; }

        public Guid? ById { get; init; }

        public AuditAct? Act { get; init; }

        public MeetingEvent? Event { get; init; }

        public Guid? RoundId { get; init; }

        public Guid? SubmissionId { get; init; }

        public Guid? AboutId { get; init; }

        public int? Count { get; init; }

        public DecisionOutcome? Outcome { get; init; }

        public MeetingOutcome? Minuted { get; init; }

        public string Text { get; init; } = "";
    }
}

/// <summary>What is shown of the log: what one person did, what befell one film; null for all.</summary>
public sealed record AuditFilter(Guid? ById, Guid? SubmissionId);

public sealed record AuditPerson(Guid Id, string Name);

/// <summary>A line of the log. By is null where the clock did it. What: an <see cref="AuditAct"/> or a <see cref="MeetingEvent"/>. Text: the reason of a minute.</summary>
public sealed record AuditLine(
    Guid Id, DateTimeOffset At, string? By, Enum What, string? Round, Guid? SubmissionId, string? Film, string? About, int? Count, Enum? Outcome, string Text);
