using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Domain.Calls;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Submissions.Reminders;

/// <summary>Writes to the owners of drafts before a deadline: that there is one, what it costs until then, and what is missing.</summary>
public sealed partial class DraftReminders(
    IDbContextFactory<ShowcaseDbContext> contexts, MailStop stop, IOptions<SiteOptions> site, SiteTexts texts, TimeProvider clock, ILogger<DraftReminders> log)
{
    private const int AtOnce = 200;

    /// <summary>Reminds of all that is due. May run as often, and on as many servers, as it likes; the number of mails written comes back.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        var (written, last) = (0, Guid.Empty);
        while (await ReadAsync(last, token) is { Count: > 0 } drafts)
        {
            foreach (var draft in drafts)
            {
                if (DraftReminder.Due(draft.Category.Tiers, draft.BegunAt, clock.GetUtcNow()) is { } tier && await RemindAsync(draft, tier, token)) written++;
            }

            last = drafts[^1].Id;
        }

        return written;
    }

    private async Task<List<Draft>> ReadAsync(Guid after, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        return await (
            from entry in db.Submissions.AsNoTracking()
            join category in db.Categories on entry.CategoryId equals category.Id
            join call in db.Calls.OpenAt(now) on category.CallId equals call.Id
            join edition in db.Editions on entry.EditionId equals edition.Id
            join film in db.Films on entry.FilmId equals film.Id
            join artist in db.Users on entry.ArtistId equals artist.Id
            where entry.State == SubmissionState.Draft && category.Deadline >= now
            where artist.WantsReminders && artist.EmailConfirmed && artist.Email != null
            where entry.Id > after
            orderby entry.Id
            select new Draft(
                entry.Id, entry.EditionId, entry.CreatedAt, category, call.Currency, artist.Id, artist.Email!, artist.DisplayName, film.Title, film.VideoId != null, edition.Name, edition.TimeZoneId, edition.Locale))
            .Take(AtOnce)
            .ToListAsync(token);
    }

    /// <summary>The mark and the mail, both or neither; of two servers at once, one writes.</summary>
    private async Task<bool> RemindAsync(Draft draft, Tier tier, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.DraftReminders.AnyAsync(known => known.SubmissionId == draft.Id && known.Until == tier.Until, token)) return false;

        db.DraftReminders.Add(new DraftReminder(draft.Id, tier.Until));
        db.OutboxMessages.Add(Write(draft, tier));
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (saved.Succeeded) LogReminded(draft.Id, tier.Until);
        return saved.Succeeded;
    }

    private OutboxMessage Write(Draft draft, Tier tier)
    {
        var until = TimeZoneInfo.ConvertTime(tier.Until, TimeZoneInfo.FindSystemTimeZoneById(draft.TimeZoneId)).ToString("f", CultureInfo.GetCultureInfo(draft.Locale));
        var links = site.Value.Address is { Length: > 0 } address ? stop.LinksFor(new Uri(address.TrimEnd('/') + "/"), draft.ArtistId, editionId: null) : null;
        List<string> lines =
        [
            texts["Submissions.MailRemindBody", draft.Artist, draft.Film, draft.Category.Name, draft.Edition, $"{until} ({draft.TimeZoneId})"],
        ];
        if (!draft.HasVideo) lines.Add(texts["Submissions.MailRemindNoVideo"]);
        if (After(draft.Category.Tiers, tier) is { } next)
        {
            lines.Add(texts["Submissions.MailRemindFee", Cost(tier, draft), Cost(next, draft)]);
        }

        var footer = links is null ? texts["Submissions.MailRemindStopInProfile"] : texts["Submissions.MailRemindStop", links.Page];
        return OutboxMessage.Create(
            draft.EditionId, draft.Email, texts["Submissions.MailRemindSubject", draft.Film, draft.Edition], string.Join("\n\n", lines), clock.GetUtcNow(), links?.OneClick, footer: footer);
    }

    /// <summary>The deadline that follows with another fee.</summary>
    private static Tier? After(IReadOnlyList<Tier> tiers, Tier tier) => tiers.SkipWhile(one => one != tier).Skip(1).FirstOrDefault(next => next.Fee != tier.Fee);

    private string Cost(Tier tier, Draft draft) => FeeWords.Due(texts, new FeeDue(tier.Name, tier.Fee, draft.Currency));

    [LoggerMessage(LogLevel.Information, "Owner of draft {SubmissionId} reminded of {Until}")]
    private partial void LogReminded(Guid submissionId, DateTimeOffset until);

    private sealed record Draft(
        Guid Id, Guid EditionId, DateTimeOffset BegunAt, Category Category, string Currency, Guid ArtistId, string Email, string Artist, string Film, bool HasVideo, string Edition, string TimeZoneId, string Locale);
}
