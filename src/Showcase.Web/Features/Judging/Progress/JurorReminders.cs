using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Progress;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Progress;

/// <summary>
/// Writes to jurors three days and a day before their round closes, where films are left: how many, how long, until when. Never to those who have finished, recused
/// themselves from what is left, or are no longer on the panel. Like reminders of drafts they leave at once, and end with one click.
/// </summary>
public sealed partial class JurorReminders(
    IDbContextFactory<ShowcaseDbContext> contexts, MailStop stop, IOptions<SiteOptions> site, SiteTexts texts, TimeProvider clock, ILogger<JurorReminders> log)
{
    private const int MostRounds = 500;
    private const int MostJurors = 1_000;

    /// <summary>Reminds of all that is due. May run as often, and on as many servers, as it likes; the number of mails written comes back.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        var written = 0;
        foreach (var round in await RoundsAsync(token))
        {
            foreach (var (juror, lead) in await DueAsync(round, token))
            {
                if (await RemindAsync(round, juror, lead, token)) written++;
            }
        }

        return written;
    }

    private async Task<List<Closing>> RoundsAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var until = now + RoundReminder.Ahead;
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.JudgingRounds.AsNoTracking()
            .Where(round => round.RemindsJurors && round.OpensAt <= now && round.ClosesAt >= now && round.ClosesAt <= until)
            .Join(db.Editions, round => round.EditionId, edition => edition.Id, (round, edition) => new { round, edition })
            .OrderBy(row => row.round.ClosesAt).ThenBy(row => row.round.Id)
            .Take(MostRounds)
            .Select(row => new Closing(row.round.Id, row.edition.Id, row.round.Name, row.round.OpensAt, row.round.ClosesAt, row.edition.Name, row.edition.Slug, row.edition.TimeZoneId, row.edition.Locale))
            .ToListAsync(token);
    }

    private async Task<IReadOnlyList<(Reminded, RemindedAhead)>> DueAsync(Closing round, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var people = await db.Users.AsNoTracking()
            .Where(user => user.WantsReminders && user.EmailConfirmed && user.Email != null)
            .Where(user => db.EditionMembers.Any(member => member.EditionId == round.EditionId && member.UserId == user.Id && member.Role == EditionRole.Juror))
            .Where(user => db.JudgingRounds.Any(r => r.Id == round.Id && r.Panel.Any(member => member.UserId == user.Id)))
            .OrderBy(user => user.Id)
            .Take(MostJurors)
            .Select(user => new { user.Id, user.Email, user.DisplayName })
            .ToListAsync(token);
        var left = (await db.OpenWorkAsync(round.Id, token)).ToLookup(film => film.JurorId);
        var now = clock.GetUtcNow();
        return [.. people.Where(person => left.Contains(person.Id))
            .Select(person => (
                new Reminded(person.Id, person.Email!, person.DisplayName, left[person.Id].Count(), (int)Math.Ceiling(left[person.Id].Sum(film => film.Runtime.TotalMinutes))),
                RoundReminder.Due(new JudgingWindow(round.OpensAt, round.ClosesAt), left[person.Id].Min(film => film.AssignedAt), now)))
            .Where(row => row.Item2 is not null)
            .Select(row => (row.Item1, row.Item2!.Value))];
    }

    /// <summary>The mark and the mail, both or neither; of two servers at once, one writes.</summary>
    private async Task<bool> RemindAsync(Closing round, Reminded juror, RemindedAhead lead, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.RoundReminders.AnyAsync(known => known.RoundId == round.Id && known.JurorId == juror.Id && known.ClosesAt == round.ClosesAt && known.Lead == lead, token)) return false;

        db.RoundReminders.Add(new RoundReminder(round.Id, juror.Id, round.ClosesAt, lead));
        db.OutboxMessages.Add(Write(round, juror));
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (saved.Succeeded) LogReminded(juror.Id, round.Id, lead);
        return saved.Succeeded;
    }

    private OutboxMessage Write(Closing round, Reminded juror)
    {
        var until = TimeZoneInfo.ConvertTime(round.ClosesAt, TimeZoneInfo.FindSystemTimeZoneById(round.TimeZoneId)).ToString("f", CultureInfo.GetCultureInfo(round.Locale));
        var root = site.Value.Address is { Length: > 0 } address ? new Uri(address.TrimEnd('/') + "/") : null;
        var links = root is null ? null : stop.LinksFor(root, juror.Id, editionId: null);
        List<string> lines = [texts["Progress.MailBody", juror.Name, round.Name, round.Edition, $"{until} ({round.TimeZoneId})", juror.Left, juror.Minutes]];
        if (root is not null) lines.Add(new Uri(root, $"workspace/{round.Slug}/desk").AbsoluteUri);
        var footer = links is null ? texts["Submissions.MailRemindStopInProfile"] : texts["Submissions.MailRemindStop", links.Page];
        return OutboxMessage.Create(round.EditionId, juror.Email, texts["Progress.MailSubject", round.Name, round.Edition], string.Join("\n\n", lines), clock.GetUtcNow(), links?.OneClick, footer: footer);
    }

    [LoggerMessage(LogLevel.Information, "Juror {JurorId} reminded that round {RoundId} closes: {Lead}")]
    private partial void LogReminded(Guid jurorId, Guid roundId, RemindedAhead lead);

    private sealed record Closing(Guid Id, Guid EditionId, string Name, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, string Edition, string Slug, string TimeZoneId, string Locale);

    private sealed record Reminded(Guid Id, string Email, string Name, int Left, int Minutes);
}
