using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Messages.Threads;

/// <summary>
/// Tells the other side of a message in a thread, by mail and by a notice. The artist's side reads the message in the mail; organisers are only told that there is one, so
/// that what artists write stays in one place. The caller saves.
/// </summary>
public sealed class ThreadMails(SiteTexts texts)
{
    private const int MostTold = 100;

    internal static string ArtistLink(Guid submissionId) => $"/workspace/submissions/{submissionId}#thread";

    internal static string OrganiserLink(string slug, Guid submissionId) => $"/workspace/{slug}/submissions/{submissionId}#thread";

    internal async Task TellAsync(ShowcaseDbContext db, Submission entry, ThreadMessage message, Actor by, Uri site, CancellationToken token)
    {
        var film = await db.Films.Where(f => f.Id == entry.FilmId).Select(f => f.Title).SingleAsync(token);
        var edition = await db.Editions.Where(e => e.Id == entry.EditionId).Select(e => new { e.Name, e.Slug }).SingleAsync(token);
        var footer = texts["Messages.FooterEssential", film, edition.Name];
        if (message.Side == ThreadSide.Organisers)
        {
            var link = new Uri(site, $"workspace/submissions/{entry.Id}#thread");
            var kind = message.IsQuestion ? "Question" : "Message";
            foreach (var to in await db.ArtistSide(entry).Take(MostTold).ToListAsync(token))
            {
                db.Notify(to.Id, message.IsQuestion ? NoticeTopic.Asked : NoticeTopic.Wrote, film, ArtistLink(entry.Id), message.At);
                if (string.IsNullOrEmpty(to.Email)) continue;

                db.OutboxMessages.Add(OutboxMessage.Create(
                    entry.EditionId, to.Email, texts[$"Threads.Mail{kind}Subject", film, edition.Name], texts[$"Threads.Mail{kind}Body", to.DisplayName, film, edition.Name, message.Text, link], message.At,
                    submissionId: entry.Id, footer: footer));
            }

            return;
        }

        var page = new Uri(site, $"workspace/{edition.Slug}/submissions/{entry.Id}#thread");
        foreach (var to in await db.Organisers(entry.EditionId).Take(MostTold).ToListAsync(token))
        {
            db.Notify(to.Id, NoticeTopic.Wrote, film, OrganiserLink(edition.Slug, entry.Id), message.At);
            if (string.IsNullOrEmpty(to.Email)) continue;

            // To an organiser: not among the mails about entries, which all organisers read.
            db.OutboxMessages.Add(OutboxMessage.Create(
                entry.EditionId, to.Email, texts["Threads.MailArtistSubject", film, edition.Name], texts["Threads.MailArtistBody", to.DisplayName, by.Name, film, edition.Name, page], message.At,
                footer: texts["Threads.FooterOrganiser", edition.Name]));
        }
    }
}

internal static class ThreadPeople
{
    /// <summary>The artist and the co-authors who may answer.</summary>
    public static IQueryable<ApplicationUser> ArtistSide(this ShowcaseDbContext db, Submission entry) => db.Users
        .Where(user => user.Id == entry.ArtistId || db.CoAuthors.Any(author => author.FilmId == entry.FilmId && author.UserId == user.Id && (author.Role == CoAuthorRole.Edit || author.Role == CoAuthorRole.Own)))
        .OrderBy(user => user.Id);

    public static IQueryable<ApplicationUser> Organisers(this ShowcaseDbContext db, Guid editionId) => db.Users
        .Where(user => db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == user.Id && member.Role == EditionRole.Organiser))
        .OrderBy(user => user.Id);
}
