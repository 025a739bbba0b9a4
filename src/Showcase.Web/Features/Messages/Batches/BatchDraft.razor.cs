using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Messages.Templates;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Messages.Batches;

/// <summary>A draft of a message to many. Its text saves itself; where a colleague was faster, nothing more is saved from here.</summary>
public sealed partial class BatchDraft : ComponentBase, IAsyncDisposable
{
    private Autosave? autosave;
    private MessageKind kind;
    private string subject = "";
    private string body = "";
    private Guid version;
    private bool isBusy;
    private bool isStale;
    private bool hasTyped;
    private bool isGone;
    private string? problem;
    private string? unsaved;
    private DateTimeOffset? savedAt;
    private RecipientPlace? shown;
    private IReadOnlyList<TemplateView> templates = [];

    [Parameter, EditorRequired]
    public BatchView Batch { get; set; } = default!;

    [Parameter, EditorRequired]
    public EditionScope Edition { get; set; } = default!;

    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    /// <summary>The draft has become mails.</summary>
    [Parameter]
    public EventCallback Finished { get; set; }

    /// <summary>The draft was thrown away.</summary>
    [Parameter]
    public EventCallback Forgotten { get; set; }

    [Inject]
    private BatchService Service { get; set; } = default!;

    [Inject]
    private BatchQueries Queries { get; set; } = default!;

    [Inject]
    private TemplateQueries Templates { get; set; } = default!;

    [Inject]
    private SiteAddress Site { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private int Getting => shown is null ? 0 : shown.Total - shown.Problems;

    private string Footer => shown!.To.FooterOf(kind, T, Site.Of(MailStop.Path) + "?code=…");

    private BatchText Typed => new(kind, subject, body);

    public ValueTask DisposeAsync() => autosave?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnInitializedAsync()
    {
        autosave = new Autosave(Clock, () => InvokeAsync(SaveAsync));
        (kind, subject, body, version) = (Batch.Kind, Batch.Subject, Batch.Body, Batch.Version);
        hasTyped = subject.Length + body.Length > 0;
        templates = await Templates.ListAsync(Actor, Edition.Id, CancellationToken.None);
        await ShowAsync(1);
    }

    private string Fill(string text) => shown!.To.Fill(text, T, Site.Root);

    private async Task ShowAsync(int place) => shown = await Queries.RecipientAsync(Actor, Batch.Id, kind, place, CancellationToken.None);

    private void Touch()
    {
        hasTyped = true;
        if (!isStale) autosave!.Touch();
    }

    /// <summary>Who gets it depends on the kind: the first of those who do not is shown.</summary>
    private Task TurnAsync(MessageKind choice)
    {
        kind = choice;
        Touch();
        return ShowAsync(1);
    }

    private void Take(ChangeEventArgs change)
    {
        if (templates.FirstOrDefault(template => template.Id.ToString() == (string?)change.Value) is not { } template) return;

        (subject, body) = (template.Subject, template.Body);
        Touch();
    }

    private async Task SaveAsync()
    {
        if (isStale || isGone) return;

        try
        {
            var saved = await Service.WriteAsync(Actor, Batch.Id, version, Typed, CancellationToken.None);
            isStale = saved.Refusal == Refusals.Conflict;
            unsaved = saved.Refusal is { } refusal ? T.Of(refusal) : null;
            if (saved.Succeeded) (version, savedAt) = (saved.Value, Clock.GetUtcNow());
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            // The text is on the screen still; the next keystroke tries again.
            unsaved = T["Films.StoreUnreachable"];
        }

        StateHasChanged();
    }

    private Task FinishAsync() => DoAsync(async () =>
    {
        await autosave!.FlushAsync();
        return isStale ? Refusals.Conflict : await Service.FinishAsync(Actor, Batch.Id, version, Typed, Site.Root, CancellationToken.None);
    }, Finished);

    private Task ForgetAsync() => DoAsync(() => Service.ForgetAsync(Actor, Batch.Id, CancellationToken.None), Forgotten);

    private async Task DoAsync(Func<Task<Result>> act, EventCallback then)
    {
        if (isBusy) return;

        (isBusy, problem) = (true, null);
        var done = await act();
        (isBusy, isGone) = (false, done.Succeeded);
        problem = done.Refusal is { } refusal ? T.Of(refusal) : null;
        if (done.Succeeded) await then.InvokeAsync();
    }
}
