using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Calls;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Submissions;

/// <summary>The letters that go with a step of a submission; the caller saves them together with the step.</summary>
public sealed class SubmissionMails(SiteTexts texts)
{
    public async Task<OutboxMessage> AcknowledgeAsync(ShowcaseDbContext db, Submission submission, FeeDue toPay, string category, DateTimeOffset now, CancellationToken token)
    {
        var to = await ReadAsync(db, submission, token);
        var sentAt = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(to.TimeZoneId)).ToString("f", CultureInfo.GetCultureInfo(to.Locale));
        return OutboxMessage.Create(
            submission.EditionId,
            to.Email,
            texts["Submissions.MailSentSubject", to.Film, to.Edition],
            texts["Submissions.MailSentBody", to.Artist, to.Film, to.Edition, category, $"{sentAt} ({to.TimeZoneId})", FeeWords.Due(texts, toPay)],
            now);
    }

    public async Task<OutboxMessage> TurnAwayAsync(ShowcaseDbContext db, Submission submission, DateTimeOffset now, CancellationToken token)
    {
        var to = await ReadAsync(db, submission, token);
        return OutboxMessage.Create(
            submission.EditionId,
            to.Email,
            texts["Submissions.MailTurnedAwaySubject", to.Film, to.Edition],
            texts["Submissions.MailTurnedAwayBody", to.Artist, to.Film, to.Edition, texts.Of("Submissions", submission.State), submission.History[^1].Reason ?? ""],
            now);
    }

    private static Task<Recipient> ReadAsync(ShowcaseDbContext db, Submission submission, CancellationToken token) => db.Users
        .Where(user => user.Id == submission.ArtistId)
        .Select(user => new Recipient(
            user.Email ?? "",
            user.DisplayName,
            db.Films.Where(film => film.Id == submission.FilmId).Select(film => film.Title).First(),
            db.Editions.Where(edition => edition.Id == submission.EditionId).Select(edition => edition.Name).First(),
            db.Editions.Where(edition => edition.Id == submission.EditionId).Select(edition => edition.TimeZoneId).First(),
            db.Editions.Where(edition => edition.Id == submission.EditionId).Select(edition => edition.Locale).First()))
        .SingleAsync(token);

    private sealed record Recipient(string Email, string Artist, string Film, string Edition, string TimeZoneId, string Locale);
}
