using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Showcase.Domain.Judging;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

/// <summary>Writes notes at the second that plays, and lists them. What is typed is in the browser, too, until the server has it.</summary>
public sealed partial class FilmNotes : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource left = new();
    private IReadOnlyList<NoteRow> notes = [];
    private DotNetObjectReference<FilmNotes>? self;
    private IJSObjectReference? script;
    private NoteRow? changing;
    private double seconds;
    private string text = "";
    private string? problem;
    private bool saving;
    private (Guid, Guid?, int)? shown;

    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid EditionId { get; set; }

    [Parameter, EditorRequired]
    public Guid AssignmentId { get; set; }

    /// <summary>The file that plays; null where nothing can be written any more.</summary>
    [Parameter]
    public Guid? AssetId { get; set; }

    /// <summary>Grows when something changed and the notes are to be read again.</summary>
    [Parameter]
    public int Generation { get; set; }

    private TimeSpan At => TimeSpan.FromSeconds(Math.Max(0, seconds));

    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
        left.Dispose();
        self?.Dispose();
        await TellAsync("stop");
    }

    /// <summary>The juror begins a note at this second of the film.</summary>
    [JSInvokable]
    public void Begin(double second)
    {
        if (!double.IsFinite(second) || second < 0 || changing is not null) return;

        seconds = second;
        StateHasChanged();
    }

    /// <summary>What the browser kept of a note that never reached the server.</summary>
    [JSInvokable]
    public void Resume(double second, string words)
    {
        if (string.IsNullOrWhiteSpace(words) || words == text) return;

        (seconds, text) = (double.IsFinite(second) ? second : 0, words.Length > FilmNote.TextLength ? words[..FilmNote.TextLength] : words);
        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (AssignmentId, AssetId, Generation)) return;

        shown = (AssignmentId, AssetId, Generation);
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || AssetId is null) return;

        self = DotNetObjectReference.Create(this);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", left.Token, "./Features/Judging/FilmNotes.razor.js");
        script = await module.InvokeAsync<IJSObjectReference>("start", left.Token, self, AssignmentId);
    }

    private async Task ReadAsync()
    {
        try
        {
            notes = await Queries.NotesAsync(Actor, EditionId, AssignmentId, left.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task SaveAsync()
    {
        if (saving || string.IsNullOrWhiteSpace(text)) return;

        saving = true;
        try
        {
            var result = changing is { } note
                ? await Service.ChangeAsync(Actor, note.Id, note.Version, text, CancellationToken.None)
                : await Service.WriteAsync(Actor, AssignmentId, At, text, CancellationToken.None);
            problem = result.Succeeded ? null : T.Of(result.Refusal);
            if (!result.Succeeded) return;

            await ClearAsync();
            await ReadAsync();
        }
        finally
        {
            saving = false;
        }
    }

    private void Edit(NoteRow note) => (changing, text, seconds) = (note, note.Text, note.At.TotalSeconds);

    private async Task RemoveAsync(NoteRow note)
    {
        var result = await Service.RemoveAsync(Actor, note.Id, CancellationToken.None);
        problem = result.Succeeded ? null : T.Of(result.Refusal);
        await ReadAsync();
    }

    private async Task ClearAsync()
    {
        (changing, text) = (null, "");
        await TellAsync("forget");
    }

    private Task GoToAsync(TimeSpan at) => TellAsync("seek", at.TotalSeconds);

    private async Task TellAsync(string what, params object?[] arguments)
    {
        try
        {
            if (script is not null) await script.InvokeVoidAsync(what, arguments);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, and its listeners with it.
        }
    }
}
