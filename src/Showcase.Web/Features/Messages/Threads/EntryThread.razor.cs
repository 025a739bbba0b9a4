using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Messages.Templates;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Messages.Threads;

/// <summary>A thread on the page of an entry. What is typed saves itself until it is sent; what the other side writes appears by itself.</summary>
public sealed partial class EntryThread : ComponentBase, IAsyncDisposable
{
    private readonly HashSet<Guid> isNew = [];
    private Autosave? autosave;
    private LiveReads? live;
    private ThreadView? thread;
    private IReadOnlyList<TemplateView> templates = [];
    private Guid shown;
    private Guid opened;
    private int most = ThreadQueries.PageSize;
    private string text = "";
    private bool isQuestion;
    private bool isBusy;
    private string? problem;
    private string? done;
    private string? unsaved;
    private DateTimeOffset? savedAt;

    [Parameter, EditorRequired]
    public Guid SubmissionId { get; set; }

    [Parameter, EditorRequired]
    public EditionScope Edition { get; set; } = default!;

    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    [Parameter, EditorRequired]
    public ThreadSide Side { get; set; }

    /// <summary>Whether the reader may write: co-authors who only look may not.</summary>
    [Parameter]
    public bool CanWrite { get; set; } = true;

    [Inject]
    private ThreadQueries Queries { get; set; } = default!;

    [Inject]
    private ThreadService Service { get; set; } = default!;

    [Inject]
    private TemplateQueries Templates { get; set; } = default!;

    [Inject]
    private SiteAddress Site { get; set; } = default!;

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public ValueTask DisposeAsync()
    {
        live?.Dispose();
        return autosave?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    protected override void OnInitialized() => autosave = new Autosave(Clock, () => InvokeAsync(SaveAsync));

    protected override async Task OnParametersSetAsync()
    {
        if (shown == SubmissionId) return;

        if (shown != Guid.Empty) await autosave!.FlushAsync();
        shown = SubmissionId;
        (most, problem, done, savedAt) = (ThreadQueries.PageSize, null, null, null);
        isNew.Clear();
        live?.Dispose();
        live = new LiveReads(Feed, SubmissionId, Clock, () => InvokeAsync(ReadAgainAsync));
        if (Side == ThreadSide.Organisers) templates = await Templates.ListAsync(Actor, Edition.Id, CancellationToken.None);
        await ReadAsync();
        text = thread?.Draft ?? "";
    }

    private async Task ReadAsync()
    {
        thread = await Queries.FindAsync(Actor, SubmissionId, Side, most, CancellationToken.None);
        if (thread is null || thread.Lines.Count == 0 || (opened == SubmissionId && !thread.Lines.Any(line => line.IsNew))) return;

        // They are marked for as long as the page is open, and read for the side from now on. What somebody else has read may still wait in this person's bell.
        opened = SubmissionId;
        isNew.UnionWith(thread.Lines.Where(line => line.IsNew).Select(line => line.Id));
        await Service.MarkReadAsync(Actor, SubmissionId, Side, CancellationToken.None);
    }

    private async Task ReadAgainAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private Task ShowEarlierAsync()
    {
        most += ThreadQueries.PageSize;
        return ReadAsync();
    }

    private void Touch()
    {
        done = null;
        autosave!.Touch();
    }

    private async Task TakeAsync(ChangeEventArgs change)
    {
        if (templates.FirstOrDefault(template => template.Id.ToString() == (string?)change.Value) is not { } template) return;
        if (await Queries.AddresseeAsync(Actor, SubmissionId, CancellationToken.None) is not { } to) return;

        var filled = to.Fill(template.Body, T, Site.Root);
        text = text.Trim().Length == 0 ? filled : $"{text.TrimEnd()}\n\n{filled}";
        if (text.Length > ThreadMessage.TextLength) text = text[..ThreadMessage.TextLength];
        Touch();
    }

    private async Task SaveAsync()
    {
        try
        {
            var kept = await Service.KeepDraftAsync(Actor, shown, Side, text, CancellationToken.None);
            unsaved = kept.Refusal is { } refusal ? T.Of(refusal) : null;
            if (kept.Succeeded) savedAt = Clock.GetUtcNow();
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            // The text is on the screen still; the next keystroke tries again.
            unsaved = T["Films.StoreUnreachable"];
        }

        StateHasChanged();
    }

    private async Task SendAsync()
    {
        if (isBusy) return;

        (isBusy, problem, done) = (true, null, null);

        // A save that comes after the message would bring the draft back.
        await autosave!.FlushAsync();
        var typed = text;
        var sent = await Service.WriteAsync(Actor, SubmissionId, Side, typed, isQuestion, Site.Root, CancellationToken.None);
        problem = sent.Refusal is { } refusal ? T.Of(refusal) : null;
        if (sent.Succeeded)
        {
            // What was typed meanwhile is the next message.
            if (text == typed) text = "";
            (isQuestion, savedAt) = (false, null);
            done = T[Side == ThreadSide.Artist ? "Threads.SentArtist" : "Threads.SentOrganisers"];
            await ReadAsync();
        }

        isBusy = false;
    }
}
