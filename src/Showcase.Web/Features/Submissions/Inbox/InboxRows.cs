using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Fees;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>Which submissions organisers see, and which of them a filter leaves.</summary>
internal static class InboxRows
{
    /// <summary>What was sent in to the edition, for those who organise it; others get nothing. Drafts are the artists' own and never show.</summary>
    public static IQueryable<Submission> InboxOf(this ShowcaseDbContext db, Actor actor, Guid editionId)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return db.Submissions.Where(submission => submission.EditionId == editionId && submission.State != SubmissionState.Draft
            && db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser));
    }

    /// <summary>
    /// All that the filter leaves but for its state, by which <see cref="InState"/> narrows: the counts of each state come before it. Texts
    /// are read once from end to end, or, where the search leaves so much that the first page is soon full, row by row in the list's order
    /// (<paramref name="byRow"/>).
    /// </summary>
    public static IQueryable<Submission> Found(this ShowcaseDbContext db, Actor actor, Guid editionId, InboxFilter filter, bool byRow = false)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var found = db.InboxOf(actor, editionId);
        if (filter.CategoryId is { } categoryId) found = found.Where(submission => submission.CategoryId == categoryId);
        if (filter.Tag is { } tag)
        {
            found = found.Where(submission => db.SubmissionTags.Where(put => put.EditionId == editionId && put.Name == tag).Select(put => put.SubmissionId).Contains(submission.Id));
        }

        if (filter.Asked is { } asked)
        {
            var threads = db.SubmissionThreads.Where(thread => thread.EditionId == editionId);
            threads = asked switch
            {
                InboxAsked.Waiting => threads.Where(thread => thread.AskedAt != null && thread.AnsweredAt == null),
                InboxAsked.Answered => threads.Where(thread => thread.AnsweredAt != null),
                _ => threads.Where(thread => thread.LastFromArtistAt != null && (thread.ReadByOrganisersAt == null || thread.ReadByOrganisersAt < thread.LastFromArtistAt)),
            };
            found = found.Where(submission => threads.Select(thread => thread.SubmissionId).Contains(submission.Id));
        }

        if (filter.Fee is { } fee)
        {
            var ledgers = db.LedgersOf(editionId);
            ledgers = fee switch
            {
                InboxFee.Due => ledgers.Where(ledger => ledger.Due - ledger.Waived - ledger.Paid + ledger.Refunded > 0),
                InboxFee.Paid => ledgers.Where(ledger => ledger.Due - ledger.Waived - ledger.Paid + ledger.Refunded <= 0 && ledger.Paid > ledger.Refunded),
                _ => ledgers.Where(ledger => ledger.Due - ledger.Waived - ledger.Paid + ledger.Refunded <= 0 && ledger.Paid <= ledger.Refunded && ledger.Waived > 0),
            };
            found = found.Where(submission => ledgers.Select(ledger => ledger.SubmissionId).Contains(submission.Id));
        }

        // Each word must be in the text.
        var words = SearchText.Words(filter.Search);
        if (words.Count == 0) return found;

        var texts = db.SubmissionTexts.Where(text => text.EditionId == editionId).Holding(words);
        return byRow
            ? found.Where(submission => texts.Any(text => text.SubmissionId == submission.Id))
            : found.Where(submission => texts.Select(text => text.SubmissionId).Contains(submission.Id));
    }

    /// <summary>The texts that hold each of the words.</summary>
    public static IQueryable<SubmissionText> Holding(this IQueryable<SubmissionText> texts, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            var pattern = LikePattern.Containing(word);
            texts = texts.Where(text => EF.Functions.Like(text.Text, pattern, LikePattern.Escape));
        }

        return texts;
    }

    /// <summary>The ids of what the filter leaves, along the index of titles or artists: whoever takes the first few reads no more than it takes to find them.</summary>
    public static IQueryable<Guid> Walked(this ShowcaseDbContext db, Actor actor, Guid editionId, InboxFilter filter, bool isBackwards)
    {
        var found = db.Found(actor, editionId, filter, byRow: true).InState(filter);
        var sorts = db.SubmissionSorts.Where(sort => sort.EditionId == editionId && found.Any(submission => submission.Id == sort.SubmissionId));
        var sorted = (filter.Sort, isBackwards) switch
        {
            (InboxSort.Title, false) => sorts.OrderBy(sort => sort.Title).ThenBy(sort => sort.SubmissionId),
            (InboxSort.Title, true) => sorts.OrderByDescending(sort => sort.Title).ThenByDescending(sort => sort.SubmissionId),
            (_, false) => sorts.OrderBy(sort => sort.Artist).ThenBy(sort => sort.SubmissionId),
            (_, true) => sorts.OrderByDescending(sort => sort.Artist).ThenByDescending(sort => sort.SubmissionId),
        };
        return sorted.Select(sort => sort.SubmissionId);
    }

    /// <summary>What was ticked or, as of now, all that a filter leaves.</summary>
    public static IQueryable<Submission> Chosen(this ShowcaseDbContext db, Actor actor, Guid editionId, BulkSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return selection.Matching is { } filter
            ? db.Found(actor, editionId, filter).InState(filter)
            : db.InboxOf(actor, editionId).Where(submission => selection.Ids.Contains(submission.Id));
    }

    public static IQueryable<Submission> InState(this IQueryable<Submission> found, InboxFilter filter) =>
        filter.State is { } state ? found.Where(submission => submission.State == state) : found;

    public static IQueryable<Submission> Sorted(this IQueryable<Submission> found, ShowcaseDbContext db, InboxFilter filter) => filter.Sort switch
    {
        InboxSort.Oldest => found.OrderBy(submission => submission.SubmittedAt).ThenBy(submission => submission.Id),
        InboxSort.Title =>
            from submission in found
            join sort in db.SubmissionSorts on submission.Id equals sort.SubmissionId
            orderby sort.Title, submission.Id
            select submission,
        InboxSort.Artist =>
            from submission in found
            join sort in db.SubmissionSorts on submission.Id equals sort.SubmissionId
            orderby sort.Artist, submission.Id
            select submission,
        _ => found.OrderByDescending(submission => submission.SubmittedAt).ThenBy(submission => submission.Id),
    };
}
