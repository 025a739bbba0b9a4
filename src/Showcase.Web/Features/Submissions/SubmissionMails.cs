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
    /// <summary>So many ids fit into one question to the store.</summary>
    public const int AtOnce = 500;

    public async Task<OutboxMessage> AcknowledgeAsync(ShowcaseDbContext db, Submission submission, FeeDue toPay, string category, DateTimeOffset now, CancellationToken token)
    {
        var to = await ReadAsync(db, submission, token);
        var sentAt = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(to.TimeZoneId)).ToString("f", CultureInfo.GetCultureInfo(to.Locale));
        return OutboxMessage.Create(
            submission.EditionId,
            to.Email,
            texts["Submissions.MailSentSubject", to.Film, to.Edition],
            texts["Submissions.MailSentBody", to.Artist, to.Film, to.Edition, category, $"{sentAt} ({to.TimeZoneId})", FeeWords.Due(texts, toPay)],
            now,
            submissionId: submission.Id,
            footer: Essential(to));
    }

    public async Task<OutboxMessage> TurnAwayAsync(ShowcaseDbContext db, Submission submission, DateTimeOffset now, CancellationToken token) =>
        TurnAway(submission, await ReadAsync(db, submission, token), now);

    public OutboxMessage TurnAway(Submission submission, Recipient to, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(to);
        return OutboxMessage.Create(
            submission.EditionId,
            to.Email,
            texts["Submissions.MailTurnedAwaySubject", to.Film, to.Edition],
            texts["Submissions.MailTurnedAwayBody", to.Artist, to.Film, to.Edition, texts.Of("Submissions", submission.State), submission.History[^1].Reason ?? ""],
            now,
            submissionId: submission.Id,
            footer: Essential(to));
    }

    /// <summary>The question as it stands in the entry's thread, with the way there.</summary>
    public OutboxMessage Ask(Submission submission, Recipient to, string question, Uri site, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(to);
        return OutboxMessage.Create(
            submission.EditionId,
            to.Email,
            texts["Threads.MailQuestionSubject", to.Film, to.Edition],
            texts["Threads.MailQuestionBody", to.Artist, to.Film, to.Edition, question, new Uri(site, $"workspace/submissions/{submission.Id}#thread")],
            now,
            submissionId: submission.Id,
            footer: Essential(to));
    }

    /// <summary>Says below a mail why it comes and cannot be switched off.</summary>
    private string Essential(Recipient to) => texts["Messages.FooterEssential", to.Film, to.Edition];

    /// <summary>To whom one writes about each of them, by the submission's id.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Recipient>> RecipientsAsync(ShowcaseDbContext db, IReadOnlyList<Submission> submissions, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(db);
        var recipients = new Dictionary<Guid, Recipient>();
        foreach (var ids in submissions.Select(submission => submission.Id).Chunk(AtOnce))
        {
            foreach (var to in await Recipients(db, db.Submissions.Where(submission => ids.Contains(submission.Id))).ToListAsync(token)) recipients[to.SubmissionId] = to;
        }

        return recipients;
    }

    private static Task<Recipient> ReadAsync(ShowcaseDbContext db, Submission submission, CancellationToken token) =>
        Recipients(db, db.Submissions.Where(row => row.Id == submission.Id)).SingleAsync(token);

    private static IQueryable<Recipient> Recipients(ShowcaseDbContext db, IQueryable<Submission> submissions) =>
        from submission in submissions
        join artist in db.Users on submission.ArtistId equals artist.Id
        join film in db.Films on submission.FilmId equals film.Id
        join edition in db.Editions on submission.EditionId equals edition.Id
        select new Recipient(submission.Id, artist.Email ?? "", artist.DisplayName, film.Title, edition.Name, edition.TimeZoneId, edition.Locale);
}

/// <summary>Whom a mail about a submission goes to, and what it calls things.</summary>
public sealed record Recipient(Guid SubmissionId, string Email, string Artist, string Film, string Edition, string TimeZoneId, string Locale);
