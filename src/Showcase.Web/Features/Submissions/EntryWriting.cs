using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Forms;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions;

/// <summary>
/// An entry's letter and answers while they are typed: what is on the screen, which of it the store has, and how it gets there. Where another
/// window was faster, nothing is saved until the artist decides.
/// </summary>
internal sealed class EntryWriting(SubmissionService submissions, AnswerService answering, FormQueries forms, TimeProvider clock)
{
    private string keptLetter = "";

    public Guid EntryId { get; private set; }

    /// <summary>The version of the entry that was read or written last.</summary>
    public Guid Version { get; private set; }

    /// <summary>The entry's own, as it was read last: it says which questions can still be answered.</summary>
    public SubmissionState State { get; set; }

    public string Letter { get; set; } = "";

    public AnswerDraft Answers { get; private set; } = new();

    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>Why the last save did not keep everything; null where it did.</summary>
    public Refusal? Unsaved { get; private set; }

    public bool IsStale { get; private set; }

    /// <summary>Takes letter and answers from the store, unless it is the same entry and something on the screen is still to be saved.</summary>
    public async Task ReadAsync(Actor actor, MyEntry entry, bool isWaiting, CancellationToken token)
    {
        State = entry.State;
        if (EntryId != entry.Id) Answers = new AnswerDraft();
        else if (isWaiting || IsStale) return;

        (EntryId, Letter, keptLetter, Version) = (entry.Id, entry.CoverLetter, entry.CoverLetter, entry.Version);
        await ReadAnswersAsync(actor, token);
    }

    /// <summary>Saves what differs from the store.</summary>
    public async Task SaveAsync(Actor actor, CancellationToken token)
    {
        if (IsStale) return;

        try
        {
            var refusal = await WriteAsync(actor, token);
            IsStale = refusal == Refusals.Conflict;
            Unsaved = IsStale ? new Refusal("Submissions.Stale") : refusal;
            if (refusal is null) SavedAt = clock.GetUtcNow();
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            // The text is on the screen still; the next keystroke tries again.
            Unsaved = new Refusal("Films.StoreUnreachable");
        }
    }

    /// <summary>The artist wants what is on the screen: it is saved over what <paramref name="now"/> holds.</summary>
    public void KeepMine(MyEntry now) => (Version, keptLetter, IsStale) = (now.Version, now.CoverLetter, false);

    /// <summary>The artist wants what the store holds: the next read shows it.</summary>
    public void TakeTheirs()
    {
        (IsStale, Unsaved) = (false, null);
        Answers.Forget();
    }

    /// <summary>Takes the answers from the store; those that are typed and not saved stay on the screen.</summary>
    public async Task ReadAnswersAsync(Actor actor, CancellationToken token)
    {
        if (await forms.SheetAsync(actor, EntryId, token) is { } sheet) Answers.Read(sheet, State, clock.GetUtcNow());
    }

    private async Task<Refusal?> WriteAsync(Actor actor, CancellationToken token)
    {
        if (Letter != keptLetter)
        {
            var text = Letter;
            var saved = await submissions.WriteCoverLetterAsync(actor, EntryId, Version, text, CancellationToken.None);
            if (!saved.Succeeded) return saved.Refusal;
            (Version, keptLetter) = (saved.Value, text);
        }

        return Answers.IsWaiting ? await WriteAnswersAsync(actor, Answers.Take(), token) : null;
    }

    private async Task<Refusal?> WriteAnswersAsync(Actor actor, IReadOnlyList<AnswerInput> typed, CancellationToken token)
    {
        var unkept = typed.Select(input => input.QuestionId);
        Result<AnswersSaved> saved;
        try
        {
            saved = await answering.SaveAsync(actor, EntryId, Version, typed, CancellationToken.None);
            if (!saved.Succeeded) return saved.Refusal;

            (Version, unkept) = (saved.Value.Version, saved.Value.Refused.Keys);
        }
        finally
        {
            Answers.Keep(unkept);
        }

        if (saved.Value.Refused.Values.FirstOrDefault() is not { } refusal) return null;

        // A question may have been frozen while somebody answered it.
        await ReadAnswersAsync(actor, token);
        return refusal;
    }
}
