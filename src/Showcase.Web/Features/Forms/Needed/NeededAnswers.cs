using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Domain.Forms;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Forms.Needed;

/// <summary>
/// Tells the people of entries that were sent in of answers which became needed afterwards: one mail a person with everything of that artist's entries in an
/// edition, and a notice for each entry. It may run as often, and on as many servers, as it likes.
/// </summary>
public sealed partial class NeededAnswers(
    IDbContextFactory<ShowcaseDbContext> contexts, IOptions<SiteOptions> site, SiteTexts texts, TimeProvider clock, OutboxSignal signal, ChangeFeed feed, ILogger<NeededAnswers> log)
{
    private const int AtOnce = 200;
    private const int MostPeople = 100;

    /// <summary>Looks at all entries, then tells; the number of mails written comes back.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        var forms = await DemandingFormsAsync(token);
        await ForgetOthersAsync(forms, token);
        foreach (var form in forms) await LookAsync(form, token);
        return await TellAsync(forms, token);
    }

    /// <summary>The forms that demand something now of what was sent in.</summary>
    private async Task<List<CallQuestions>> DemandingFormsAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var forms = await db.FormsWithQuestions().OrderBy(form => form.Id).ToListAsync(token);
        return [.. forms.Select(form => new CallQuestions(form.CallId, form.Questionnaire))
            .Where(form => form.Form.Questions.Any(question => question.Rules.IsOpenAfterSending && question.Rules.Demands(now)))];
    }

    private async Task ForgetOthersAsync(List<CallQuestions> forms, CancellationToken token)
    {
        var calls = forms.ConvertAll(form => form.CallId);
        await using var db = await contexts.CreateDbContextAsync(token);
        await db.NeededAnswers.Where(needed => !db.Submissions.Any(entry => entry.Id == needed.SubmissionId
            && db.Categories.Any(category => category.Id == entry.CategoryId && calls.Contains(category.CallId)))).ExecuteDeleteAsync(token);
    }

    /// <summary>Keeps the rows of a call's entries as they are to be: one for each answer that is lacking.</summary>
    private async Task LookAsync(CallQuestions form, CancellationToken token)
    {
        for (var last = Guid.Empty; ;)
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            var entries = await db.Submissions.AsNoTracking()
                .Where(entry => entry.State != SubmissionState.Draft && db.Categories.Any(category => category.Id == entry.CategoryId && category.CallId == form.CallId) && entry.Id.CompareTo(last) > 0)
                .OrderBy(entry => entry.Id).Take(AtOnce)
                .Select(entry => new { entry.Id, entry.CategoryId, entry.State })
                .ToListAsync(token);
            if (entries.Count == 0) return;

            var ids = entries.ConvertAll(entry => entry.Id);
            var given = (await db.Answers.AsNoTracking().Where(answer => ids.Contains(answer.SubmissionId)).ToListAsync(token)).ToLookup(answer => answer.SubmissionId);
            var known = (await db.NeededAnswers.Where(needed => ids.Contains(needed.SubmissionId)).ToListAsync(token)).ToLookup(needed => needed.SubmissionId);
            var now = clock.GetUtcNow();
            foreach (var entry in entries)
            {
                var answers = given[entry.Id].ToDictionary(answer => answer.QuestionId, answer => answer.Given);
                var owed = form.Form.AskedOf(entry.CategoryId, answers).Where(question => question.IsOwed(answers.GetValueOrDefault(question.Id), entry.State, now)).Select(question => question.Id).ToHashSet();
                db.NeededAnswers.RemoveRange(known[entry.Id].Where(needed => !owed.Contains(needed.QuestionId)));
                db.NeededAnswers.AddRange(owed.Except(known[entry.Id].Select(needed => needed.QuestionId)).Select(question => new NeededAnswer(entry.Id, question, now)));
            }

            // Where another server was faster, it did the same.
            await db.TrySaveAsync(Refusals.Conflict, token);
            last = entries[^1].Id;
        }
    }

    private async Task<int> TellAsync(List<CallQuestions> forms, CancellationToken token)
    {
        List<AskedQuestion> questions = [.. forms.SelectMany(form => form.Form.Questions)];
        var before = clock.GetUtcNow() - NeededAnswer.Settles;
        List<Recipients> artists;
        await using (var db = await contexts.CreateDbContextAsync(token))
        {
            artists = await db.NeededAnswers
                .Where(needed => needed.ToldAt == null && needed.SeenAt <= before)
                .Join(db.Submissions, needed => needed.SubmissionId, entry => entry.Id, (needed, entry) => new Recipients(entry.EditionId, entry.ArtistId))
                .Distinct()
                .ToListAsync(token);
        }

        var written = 0;
        foreach (var artist in artists) written += await TellAsync(artist, questions, token);
        if (written > 0) signal.Wake();
        return written;
    }

    /// <summary>The marks, the mails and the notices, all or nothing; of two servers at once, one writes.</summary>
    private async Task<int> TellAsync(Recipients artist, List<AskedQuestion> questions, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var untold = await db.NeededAnswers
            .Where(needed => needed.ToldAt == null && db.Submissions.Any(entry => entry.Id == needed.SubmissionId && entry.EditionId == artist.EditionId && entry.ArtistId == artist.ArtistId))
            .ToListAsync(token);
        if (!NeededAnswer.IsDue(untold, now)) return 0;

        var ids = untold.Select(needed => needed.SubmissionId).Distinct().ToList();
        var entries = await db.Submissions.AsNoTracking().Where(entry => ids.Contains(entry.Id)).OrderBy(entry => entry.SubmittedAt).ThenBy(entry => entry.Id).ToListAsync(token);
        var films = await db.Films.Where(film => db.Submissions.Any(entry => ids.Contains(entry.Id) && entry.FilmId == film.Id)).ToDictionaryAsync(film => film.Id, film => film.Title, token);
        var edition = await db.Editions.AsNoTracking().SingleAsync(e => e.Id == artist.EditionId, token);
        var people = new Dictionary<Guid, (ApplicationUser Person, List<Owing> Entries)>();
        foreach (var entry in entries)
        {
            var lacking = untold.Where(needed => needed.SubmissionId == entry.Id).Select(needed => needed.QuestionId).ToHashSet();
            var owed = questions.FindAll(question => lacking.Contains(question.Id));
            foreach (var person in await db.ArtistSide(entry).AsNoTracking().Take(MostPeople).ToListAsync(token))
            {
                db.Notify(person.Id, NoticeTopic.AnswersNeeded, films[entry.FilmId], $"/workspace/submissions/{entry.Id}", now);
                if (!people.TryGetValue(person.Id, out var theirs)) people[person.Id] = theirs = (person, []);
                theirs.Entries.Add(new Owing(entry.Id, films[entry.FilmId], owed));
            }
        }

        var mails = people.Values.Where(to => to.Person is { EmailConfirmed: true, Email.Length: > 0 }).Select(to => Write(to.Person, to.Entries, edition, now)).ToList();
        db.OutboxMessages.AddRange(mails);
        foreach (var needed in untold) needed.Tell(now);

        // A mark that another run has set or taken away makes the save fail, and with it everything.
        if (!(await db.TrySaveAsync(Refusals.Conflict, token)).Succeeded) return 0;

        LogTold(artist.EditionId, artist.ArtistId, untold.Count);
        feed.TellNotices(db);
        return mails.Count;
    }

    private OutboxMessage Write(ApplicationUser to, List<Owing> entries, Domain.Editions.Edition edition, DateTimeOffset now)
    {
        var (zone, culture) = (TimeZoneInfo.FindSystemTimeZoneById(edition.TimeZoneId), CultureInfo.GetCultureInfo(edition.Locale));
        var root = site.Value.Address is { Length: > 0 } address ? new Uri(address.TrimEnd('/') + "/") : null;
        var blocks = entries.Select(entry => string.Join('\n',
        [
            texts["Needed.MailEntry", entry.Film],
            .. entry.Questions.Select(question => question.Rules.FrozenFrom is { } until
                ? texts["Needed.MailUntil", question.Wording.Text, $"{TimeZoneInfo.ConvertTime(until, zone).ToString("f", culture)} ({edition.TimeZoneId})"]
                : texts["Needed.MailOpen", question.Wording.Text]),
            .. root is null ? Array.Empty<string>() : [new Uri(root, $"workspace/submissions/{entry.Id}").AbsoluteUri],
        ]));
        return OutboxMessage.Create(
            edition.Id, to.Email!, texts[entries.Count == 1 ? "Needed.MailSubject" : "Needed.MailSubjectMany", entries[0].Film, edition.Name],
            texts["Needed.MailBody", to.DisplayName, edition.Name, string.Join("\n\n", blocks)], now,
            submissionId: entries[0].Id, footer: texts["Messages.FooterEssential", entries[0].Film, edition.Name]);
    }

    [LoggerMessage(LogLevel.Information, "In edition {EditionId} the side of {ArtistId} was told of {Count} answers that are needed")]
    private partial void LogTold(Guid editionId, Guid artistId, int count);

    private sealed record CallQuestions(Guid CallId, Questionnaire Form);

    private sealed record Recipients(Guid EditionId, Guid ArtistId);

    private sealed record Owing(Guid Id, string Film, IReadOnlyList<AskedQuestion> Questions);
}
