using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Media;

public sealed partial class UploadPanel
{
    private static readonly string[] ScriptTexts =
    [
        "Pause", "Resume", "Preparing", "Sending", "SendingTold", "Paused", "Offline", "Retrying", "Finishing", "SignedOut", "Failed", "EmptyFile", "TooLargeFile", "FileChanged", "ReceiptCopied",
        "Arrived", "NoneIsVideo", "DroppedFolder", "DroppedRest", "DroppedVideos",
    ];

    private ElementReference root;
    private FilmVideo? video;
    private Actor? actor;
    private Guid loadedFilm;
    private LiveReads? live;
    private IJSObjectReference? module;
    private IJSObjectReference? uploader;
    private DotNetObjectReference<UploadPanel>? self;
    private MediaState? lastState;

    [Parameter, EditorRequired]
    public Guid FilmId { get; set; }

    /// <summary>The video's state changed: it became ready, was rejected or removed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>No file is taken now; the page tells why.</summary>
    [Parameter]
    public bool IsClosed { get; set; }

    /// <summary>Shown to somebody who may look at the film and not change it.</summary>
    [Parameter]
    public bool IsReadOnly { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    private UploadQueries Queries { get; set; } = default!;

    [Inject]
    private FfmpegTool Ffmpeg { get; set; } = default!;

    [Inject]
    private PlaybackGrants Grants { get; set; } = default!;

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    /// <summary>The newest file whose every byte was checked.</summary>
    private VideoUpload? Receipt => new[] { video?.Newest, video?.Shown }.FirstOrDefault(upload => upload is { CheckedAt: not null, State: MediaState.Processing or MediaState.Ready });

    private string ChooseKey => video switch
    {
        { Newest.State: MediaState.Rejected } => "Media.TryAnother",
        { Shown: not null } => "Media.Replace",
        _ => "Media.Choose",
    };

    public async ValueTask DisposeAsync()
    {
        live?.Dispose();
        await RunningScript.EndAsync(uploader, module, "dispose");
        self?.Dispose();
    }

    /// <summary>The script says that the upload has ended, well or not; the answer is whether the panel shows why.</summary>
    [JSInvokable]
    public async Task<bool> UploadEndedAsync(Guid? assetId)
    {
        await ReadAsync();
        return video?.Newest is { State: MediaState.Rejected or MediaState.Failed } bad && bad.Id == assetId;
    }

    protected override async Task OnParametersSetAsync()
    {
        actor = Actor.From((await Authentication).User);
        if (loadedFilm == FilmId) return;

        loadedFilm = FilmId;
        live?.Dispose();
        live = new LiveReads(Feed, FilmId, Clock, () => InvokeAsync(ReadAgainAsync));
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        module = await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Media/UploadPanel.razor.js");
        self = DotNetObjectReference.Create(this);
        var texts = ScriptTexts.ToDictionary(key => char.ToLowerInvariant(key[0]) + key[1..], key => T[$"Media.{key}"], StringComparer.Ordinal);
        uploader = await module.InvokeAsync<IJSObjectReference>("start", root, FilmId, MediaAsset.MostBytes, texts, self);
    }

    private async Task ReadAgainAsync()
    {
        try
        {
            await ReadAsync();
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private async Task ReadAsync()
    {
        if (actor is null) return;

        video = await Queries.FindAsync(actor, FilmId, CancellationToken.None);
        StateHasChanged();
        var state = video?.Newest?.State;
        var isNews = lastState is not null && lastState != state && state is MediaState.Ready or MediaState.Rejected or MediaState.Failed;
        lastState = state ?? MediaState.Uploading;
        if (isNews) await Changed.InvokeAsync();
    }
}
