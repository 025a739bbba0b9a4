using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Planning;

/// <summary>Reads pairs of film and juror from a table that an organiser brought along, and gives those that can be.</summary>
public sealed class PairListService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, AssignmentService assignments)
{
    private static readonly string[] FilmHeaders = ["submission", "id", "film", "title", "titel"];
    private static readonly string[] JurorHeaders = ["email", "e-mail", "mail", "juror", "name"];

    /// <summary>
    /// What each row means: a film by its entry's id or its exact title, a juror by address or exact name. Nothing is changed. Films that the round does
    /// not take, or that are closed to the actor, are unknown here.
    /// </summary>
    public async Task<Result<PairList>> ReadAsync(Actor actor, Guid roundId, CsvFile file, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(file);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!found.Succeeded) return found.Refusal;

        var (filmColumns, jurorColumns) = (ColumnsOf(file, FilmHeaders), ColumnsOf(file, JurorHeaders));
        if (filmColumns.Count == 0 || jurorColumns.Count == 0) return new Refusal("Judging.PairColumns");

        var closed = db.ClosedTo(actor.UserId);
        var films = await db.FilmsTakenBy(found.Value.EditionId, found.Value.Films).Where(s => !closed.Any(c => c.Id == s.Id))
            .Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { s.Id, f.Title }).ToListAsync(token);
        var seated = found.Value.Panel.Select(member => member.UserId).ToList();
        var jurors = await db.Users.Where(user => seated.Contains(user.Id)).Select(user => new { user.Id, user.DisplayName, user.Email }).ToListAsync(token);
        var byTitle = films.ToLookup(film => film.Title.Trim(), film => film.Id, StringComparer.OrdinalIgnoreCase);
        var byId = films.Select(film => film.Id).ToHashSet();
        var byName = jurors.SelectMany(juror => (IEnumerable<(string Key, Guid Id)>)[(juror.DisplayName.Trim(), juror.Id), ((juror.Email ?? "").Trim(), juror.Id)])
            .Where(key => key.Key.Length > 0).Distinct().ToLookup(key => key.Key, key => key.Id, StringComparer.OrdinalIgnoreCase);

        var pairs = new List<(Guid, Guid)>();
        var faults = new List<PairFault>();
        foreach (var row in file.Rows)
        {
            if (row.Fault is { } broken)
            {
                faults.Add(new PairFault(row.Number, broken));
                continue;
            }

            var (film, juror) = (FirstOf(row, filmColumns), FirstOf(row, jurorColumns));
            if (film.Length == 0 && juror.Length == 0) continue;

            var matches = Guid.TryParse(film, out var id) && byId.Contains(id) ? [id] : byTitle[film].Distinct().ToList();
            var people = byName[juror].Distinct().ToList();
            if (matches.Count != 1) faults.Add(new PairFault(row.Number, new Refusal(matches.Count == 0 ? "Judging.FilmUnknown" : "Judging.TitleTwice", film)));
            else if (people.Count != 1) faults.Add(new PairFault(row.Number, new Refusal(people.Count == 0 ? "Judging.JurorUnknown" : "Judging.JurorTwice", juror)));
            else pairs.Add((matches[0], people[0]));
        }

        return new PairList([.. pairs.Distinct()], faults);
    }

    public Task<Result<Assigned>> GiveAsync(Actor actor, Guid roundId, PairList list, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(list);
        return assignments.AssignPairsAsync(actor, roundId, list.Pairs, token);
    }

    private static List<int> ColumnsOf(CsvFile file, string[] names) =>
        [.. names.Select(name => file.Headers.ToList().FindIndex(header => string.Equals(header, name, StringComparison.OrdinalIgnoreCase))).Where(at => at >= 0)];

    /// <summary>A row that somebody adds to our own file has a title and no id.</summary>
    private static string FirstOf(CsvRow row, List<int> columns) => columns.Select(at => Plain(row.Cells[at])).FirstOrDefault(cell => cell.Length > 0) ?? "";

    /// <summary>Our own files put an apostrophe before what looks like a formula.</summary>
    private static string Plain(string cell) => cell.Trim() is ['\'', '=' or '+' or '-' or '@', ..] quoted ? quoted[1..] : cell.Trim();
}

/// <summary>Pairs that can be given, and rows that say nothing that is known.</summary>
public sealed record PairList(IReadOnlyList<(Guid Submission, Guid Juror)> Pairs, IReadOnlyList<PairFault> Faults);

/// <summary>What is wrong with a row; Number is its line in the file.</summary>
public sealed record PairFault(int Number, Refusal Reason);
