using Microsoft.AspNetCore.Components;
using Showcase.Domain.Judging.Blind;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Blind;

/// <summary>An entry's texts beside the copies that jurors of blind rounds read. What is typed keeps itself; jurors are shown it once it is approved.</summary>
public sealed partial class BlindEntryPage : EditionPage
{
    /// <summary>Cues on the page; the rest is covered as well.</summary>
    private const int MostCues = 50;

    private readonly Dictionary<TextKey, string> typed = [];
    private readonly HashSet<TextKey> unkept = [];
    private Autosave? autosave;
    private BlindEntry? entry;
    private Guid shown;
    private Guid? next;
    private IReadOnlyList<CopyToApprove>? meant;
    private DateTimeOffset? savedAt;
    private string? unsaved;
    private string cover = "";
    private string leave = "";

    [Parameter]
    public Guid SubmissionId { get; set; }

    [Inject]
    private BlindQueries Blind { get; set; } = default!;

    [Inject]
    private BlindService Service { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private CopyState Whole => entry!.Texts.Select(text => text.State).Concat(entry.Tracks.Select(track => track.State)).Min();

    protected override void OnInitialized() => autosave = new Autosave(Clock, () => InvokeAsync(KeepAsync));

    protected override async Task LoadAsync()
    {
        if (shown != SubmissionId)
        {
            // What was typed of the entry before is kept first.
            await autosave!.FlushAsync();
            typed.Clear();
            (shown, meant, savedAt, unsaved, Problem, Done) = (SubmissionId, null, null, null, null, null);
            Watch(Scope.Id);
            await ReadAsync();
            (cover, leave) = (entry?.Cover ?? "", entry?.Leave ?? "");
            return;
        }

        await ReadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && autosave is not null) _ = autosave.DisposeAsync().AsTask();
        base.Dispose(disposing);
    }

    private static string IdOf(TextKey key) => $"copy-{key.Part.ToString().ToLowerInvariant()}-{key.SourceId:N}";

    private static NoticeKind KindOf(CopyState state) => state switch
    {
        CopyState.Approved => NoticeKind.Good,
        CopyState.Stale => NoticeKind.Warn,
        _ => NoticeKind.Info,
    };

    private static int RowsOf(BlindText text) => Math.Clamp((text.Masked.Original.Length / 60) + 1, 1, 18);

    private async Task ReadAsync()
    {
        entry = await Blind.EntryAsync(Actor, Scope.Id, SubmissionId, Token);
        next = entry is null ? null : await Blind.NextAsync(Actor, Scope.Id, SubmissionId, Token);
    }

    private string ShownOf(BlindText text) => typed.GetValueOrDefault(text.Key, text.Copy);

    private CopyToApprove Of(BlindText text) => new(text.Key, text.Fingerprint, ShownOf(text));

    private static CopyToApprove Of(BlindTrack track) => new(track.Key, track.Fingerprint, "");

    private void Type(TextKey key, string text)
    {
        typed[key] = text;
        unkept.Add(key);
        autosave!.Touch();
    }

    private async Task KeepAsync()
    {
        var of = shown;
        foreach (var key in unkept.ToList())
        {
            unkept.Remove(key);
            var kept = await Service.KeepAsync(Actor, of, key, typed.GetValueOrDefault(key, ""), CancellationToken.None);
            (savedAt, unsaved) = kept.Succeeded ? (Clock.GetUtcNow(), null) : (savedAt, T.Of(kept.Refusal));
        }

        if (!Token.IsCancellationRequested) StateHasChanged();
    }

    private Task ApproveAllAsync() => ApproveAsync([.. entry!.Texts.Select(Of), .. entry.Tracks.Select(Of)], isMeant: false);

    private async Task ApproveAsync(IReadOnlyList<CopyToApprove> copies, bool isMeant)
    {
        await autosave!.FlushAsync();
        meant = null;
        var (of, hasNames) = (SubmissionId, false);
        var done = await DoAsync(
            async () =>
            {
                var result = await Service.ApproveAsync(Actor, of, copies, isMeant, CancellationToken.None);
                hasNames = result.Refusal?.Code == BlindRefusals.NamesLeftCode;
                if (!result.Succeeded) return result;

                foreach (var copy in copies) typed.Remove(copy.Key);
                return result;
            },
            T["Blind.Approved"]);
        if (hasNames) meant = copies;
        else if (!done) await KeepProblemAsync();
    }

    /// <summary>The words may be others by now: they are shown, and what is wrong stays told.</summary>
    private async Task KeepProblemAsync()
    {
        var told = Problem;
        await ReadAsync();
        Problem = told;
    }

    private Task ChangeWordsAsync() => DoAsync(() => Service.ChangeWordsAsync(Actor, SubmissionId, cover, leave, CancellationToken.None), T["Common.Saved"]);
}
