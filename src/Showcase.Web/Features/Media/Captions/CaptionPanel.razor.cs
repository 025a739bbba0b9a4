using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Showcase.Domain.Media.Captions;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Media.Captions;

public sealed partial class CaptionPanel : IDisposable
{
    private static readonly Refusal FileGone = new("Captions.FileGone");

    private Actor? actor;
    private FilmCaptions? captions;
    private Guid loadedFilm;
    private LiveReads? live;
    private ElementReference languageField;
    private ElementReference openButton;
    private bool moveFocus;
    private bool isAsking;
    private bool isBusy;
    private int tries;
    private string language = "";
    private CaptionKind kind;
    private IBrowserFile? file;
    private string? problem;
    private string? done;

    [Parameter, EditorRequired]
    public Guid FilmId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    private CaptionService Service { get; set; } = default!;

    [Inject]
    private CaptionQueries Queries { get; set; } = default!;

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private CaptionLine? Replaced => captions?.Tracks.FirstOrDefault(track => track.Language == language && track.Kind == kind);

    public void Dispose() => live?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        actor = Actor.From((await Authentication).User);
        if (loadedFilm == FilmId) return;

        (loadedFilm, isAsking, problem, done) = (FilmId, false, null, null);
        live?.Dispose();
        live = new LiveReads(Feed, FilmId, Clock, () => InvokeAsync(ReadAgainAsync));
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!moveFocus || captions is not { IsFrozen: false }) return;

        moveFocus = false;
        await (isAsking ? languageField : openButton).FocusAsync();
    }

    private string NameOf(CaptionLine track) => $"{Languages.Name(track.Language)}, {T.Of("Captions", track.Kind)}";

    private void Ask(string which, CaptionKind what)
    {
        (language, kind, file, problem, done, isAsking, moveFocus) = (which, what, null, null, null, true, true);
        tries++;
    }

    /// <summary>What had the focus is gone with it: the button that opens the form takes it.</summary>
    private void Close(string? what) => (isAsking, problem, done, moveFocus) = (false, null, what, true);

    private void Choose(InputFileChangeEventArgs chosen) => (file, problem) = (chosen.File, null);

    private Task AddAsync() => DoAsync(async () =>
    {
        if (language.Length == 0) return CaptionRefusals.LanguageMissing;
        if (file is null) return CaptionRefusals.FileMissing;
        if (file.Size > CaptionFile.MostBytes) return CaptionRefusals.TooLarge;

        var told = T[Replaced is null ? "Captions.Added" : "Captions.Replaced", Languages.Name(language)];
        if (await BytesAsync(file) is not { } bytes) return FileGone;

        var added = await Service.AddAsync(actor!, FilmId, language, kind, new CaptionUpload(file.Name, bytes), CancellationToken.None);
        if (added.Succeeded) Close(told);
        return added;
    });

    private Task RemoveAsync(CaptionLine track) => DoAsync(async () =>
    {
        var removed = await Service.RemoveAsync(actor!, track.Id, CancellationToken.None);
        if (removed.Succeeded) Close(T["Captions.Removed", NameOf(track)]);
        return removed;
    });

    private async Task DoAsync(Func<Task<Result>> act)
    {
        if (isBusy) return;

        (isBusy, problem, done) = (true, null, null);
        try
        {
            var result = await act();
            if (!result.Succeeded) problem = T.Of(result.Refusal);
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }

    /// <summary>Null where the browser cannot read the file any more: it changed, or went away, after it was chosen.</summary>
    private static async Task<byte[]?> BytesAsync(IBrowserFile file)
    {
        try
        {
            await using var content = file.OpenReadStream(CaptionFile.MostBytes);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            return bytes.ToArray();
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or JSException or TimeoutException)
        {
            return null;
        }
    }

    private async Task ReadAsync() => captions = actor is null ? null : await Queries.FindAsync(actor, FilmId, CancellationToken.None);

    private async Task ReadAgainAsync()
    {
        try
        {
            await ReadAsync();
            StateHasChanged();
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }
}
