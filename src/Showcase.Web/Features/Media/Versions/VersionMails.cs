using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Blind;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Media.Versions;

/// <summary>
/// Tells of another file, in the save that shows it: organisers, the film's other people, and the jurors who can judge it at that moment. Those who had scored it
/// get a mail as well. Jurors of blind rounds read the title that they know it by.
/// </summary>
public sealed class VersionMails(SiteTexts texts, IOptions<SiteOptions> site)
{
    private const int MostJurors = 1_000;

    /// <summary>Whom open pages are to be told of comes back.</summary>
    internal async Task<IReadOnlyList<Guid>> TellAsync(ShowcaseDbContext db, Film film, VideoReplacement replacement, IReadOnlyList<HoldingEntry> holding, DateTimeOffset now)
    {
        List<Guid> told = [.. await TellOrganisersAsync(db, film, holding, now), .. await TellPeopleAsync(db, film, replacement, now)];
        foreach (var entry in holding) told.AddRange(await TellJurorsAsync(db, film, entry, now));
        return told;
    }

    private static async Task<IReadOnlyList<Guid>> TellOrganisersAsync(ShowcaseDbContext db, Film film, IReadOnlyList<HoldingEntry> holding, DateTimeOffset now)
    {
        var told = new List<Guid>();
        foreach (var entry in holding)
        {
            var slug = await db.Editions.Where(edition => edition.Id == entry.EditionId).Select(edition => edition.Slug).SingleAsync();
            var organisers = await db.Organisers(entry.EditionId).Select(user => user.Id).ToListAsync();
            foreach (var organiser in organisers) db.Notify(organiser, NoticeTopic.FilmReplaced, film.Title, $"/workspace/{slug}/submissions/{entry.SubmissionId}", now);
            told.AddRange(organisers);
        }

        return told;
    }

    private static async Task<IReadOnlyList<Guid>> TellPeopleAsync(ShowcaseDbContext db, Film film, VideoReplacement replacement, DateTimeOffset now)
    {
        var people = await db.CoAuthors.Where(author => author.FilmId == film.Id && author.UserId != null).Select(author => author.UserId!.Value).ToListAsync();
        List<Guid> others = [.. people.Append(film.OwnerId).Distinct().Where(person => person != replacement.SentBy)];
        foreach (var person in others) db.Notify(person, NoticeTopic.FilmReplaced, film.Title, $"/workspace/films/{film.Id}", now);
        return others;
    }

    private async Task<IReadOnlyList<Guid>> TellJurorsAsync(ShowcaseDbContext db, Film film, HoldingEntry entry, DateTimeOffset now)
    {
        if (!Assignment.IsScored(entry.Terms.State)) return [];

        var cards = await (
            from assignment in db.Assignments
            join round in db.JudgingRounds on assignment.RoundId equals round.Id
            join card in db.Scorecards on assignment.Id equals card.AssignmentId
            join juror in db.Users on assignment.JurorId equals juror.Id
            join edition in db.Editions on round.EditionId equals edition.Id
            where assignment.SubmissionId == entry.SubmissionId && round.OpensAt <= now && round.ClosesAt >= now && card.RecusedAt == null
                && round.Panel.Any(member => member.UserId == juror.Id)
                && db.EditionMembers.Any(member => member.EditionId == round.EditionId && member.UserId == juror.Id && member.Role == EditionRole.Juror)
                && !db.JurorConflicts.Any(conflict => conflict.SubmissionId == entry.SubmissionId && conflict.UserId == juror.Id && conflict.InForce)
                && !db.CoAuthors.Any(author => author.FilmId == film.Id && author.UserId == juror.Id) && juror.Id != film.OwnerId
            orderby assignment.Id
            select new JurorCard(assignment.Id, juror.Id, juror.DisplayName, juror.Email ?? "", round.Name, round.IsBlind, round.ClosesAt, card.ScoredAt != null, edition.Id, edition.Name, edition.Slug, edition.TimeZoneId, edition.Locale))
            .Take(MostJurors).ToListAsync();
        var blindTitle = cards.Exists(card => card.IsBlind)
            ? (await db.BlindTitlesAsync(new Dictionary<Guid, string> { [entry.SubmissionId] = film.Title }, CancellationToken.None))[entry.SubmissionId]
            : "";
        foreach (var card in cards)
        {
            var title = card.IsBlind ? blindTitle : film.Title;
            db.Notify(card.JurorId, NoticeTopic.JudgedFilmReplaced, title, $"/workspace/{card.Slug}/desk/{card.AssignmentId}", now);
            if (card is { IsScored: true, Email.Length: > 0 }) db.OutboxMessages.Add(Write(card, title, now));
        }

        return [.. cards.Select(card => card.JurorId)];
    }

    /// <summary>Not among the mails about entries, which all organisers read.</summary>
    private OutboxMessage Write(JurorCard card, string title, DateTimeOffset now)
    {
        var until = TimeZoneInfo.ConvertTime(card.ClosesAt, TimeZoneInfo.FindSystemTimeZoneById(card.TimeZoneId)).ToString("f", CultureInfo.GetCultureInfo(card.Locale));
        var link = site.Value.Address is { Length: > 0 } address ? new Uri(new Uri(address.TrimEnd('/') + "/"), $"workspace/{card.Slug}/desk/{card.AssignmentId}").AbsoluteUri : "";
        return OutboxMessage.Create(
            card.EditionId, card.Email, texts["Versions.MailSubject", title, card.Edition],
            texts["Versions.MailBody", card.Name, title, card.Round, card.Edition, $"{until} ({card.TimeZoneId})", link].TrimEnd(), now, footer: texts["Versions.MailFooter", card.Edition]);
    }

    private sealed record JurorCard(
        Guid AssignmentId, Guid JurorId, string Name, string Email, string Round, bool IsBlind, DateTimeOffset ClosesAt, bool IsScored, Guid EditionId, string Edition, string Slug, string TimeZoneId, string Locale);
}
