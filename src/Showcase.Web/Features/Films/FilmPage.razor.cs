using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Films.CoAuthors;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Versions;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Films;

/// <summary>A film's record, which saves itself. What was typed stays on the screen whatever becomes of the save.</summary>
public sealed partial class FilmPage : WorkspacePage
{
    private Autosave? autosave;
    private FilmForm? form;
    private Guid loaded;
    private Guid version;
    private IReadOnlyList<FilmEntry> entries = [];
    private FilmVersions? file;
    private FilmPeople? people;
    private CoAuthorRole role;
    private DateTimeOffset? savedAt;
    private string? unsaved;
    private bool isStale;
    private bool hasVideo;

    [Parameter]
    public Guid FilmId { get; set; }

    [Inject]
    private FilmService Films { get; set; } = default!;

    [Inject]
    private FilmQueries Queries { get; set; } = default!;

    [Inject]
    private CoAuthorQueries CoAuthors { get; set; } = default!;

    [Inject]
    private VersionQueries Versions { get; set; } = default!;

    [Inject]
    private PlaybackGrants Grants { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool IsReadOnly => role == CoAuthorRole.View;

    private bool CanDelete => role == CoAuthorRole.Own && entries.All(entry => entry.State == SubmissionState.Draft);

    private string? Remark => form is null ? null : string.Join(' ', form.HeldBack().Select(key => T[key]));

    protected override void OnInitialized() => autosave = new Autosave(Clock, () => InvokeAsync(SaveAsync));

    /// <summary>Reads the form once a film: reading it again would wipe what is being typed.</summary>
    protected override async Task LoadAsync()
    {
        if (loaded != FilmId)
        {
            if (autosave is not null) await autosave.FlushAsync();
            await ReadAsync();
        }

        await ReadEntriesAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && autosave is not null) _ = autosave.DisposeAsync().AsTask();
        base.Dispose(disposing);
    }

    private async Task ReadAsync()
    {
        loaded = FilmId;
        var film = await Queries.FindMineAsync(Actor, FilmId, Token);
        (form, version) = film is null ? (null, Guid.Empty) : (FilmForm.From(film.Details), film.Version);
        (savedAt, unsaved, isStale) = (null, null, false);
        hasVideo = film is { HasVideo: true };
    }

    /// <summary>Once there is a video, sending the film in is what comes next; until then, the upload is.</summary>
    private async Task VideoChangedAsync()
    {
        hasVideo = await Queries.FindMineAsync(Actor, FilmId, Token) is { HasVideo: true };
        await ReadEntriesAsync();
    }

    private async Task ReadEntriesAsync()
    {
        entries = await Queries.EntriesAsync(Actor, FilmId, Token);
        file = await Versions.FindAsync(Actor, FilmId, Token);
        people = await CoAuthors.ListAsync(Actor, FilmId, Token);
        role = people?.Role ?? CoAuthorRole.View;
    }

    /// <summary>Whoever has just left has nothing to see here.</summary>
    private async Task PeopleChangedAsync()
    {
        await ReadEntriesAsync();
        if (people is null) Leave("/workspace/films");
    }

    private void Touch()
    {
        if (!isStale && !IsReadOnly) autosave!.Touch();
    }

    private async Task SaveAsync()
    {
        if (form is null || isStale) return;

        try
        {
            var saved = await Films.ChangeAsync(Actor, loaded, version, form.ToDetails(), CancellationToken.None);
            if (saved.Succeeded) (version, savedAt, unsaved) = (saved.Value, Clock.GetUtcNow(), null);
            else (unsaved, isStale) = (T.Of(saved.Refusal), saved.Refusal == Refusals.Conflict);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            // The text is on the screen still; the next keystroke tries again.
            unsaved = T["Films.StoreUnreachable"];
        }

        StateHasChanged();
    }

    private async Task SaveMineAsync()
    {
        if (await Queries.FindMineAsync(Actor, FilmId, Token) is not { } now) return;

        (version, isStale) = (now.Version, false);
        await SaveAsync();
    }

    private Task TakeTheirsAsync() => ReadAsync();

    private async Task DeleteAsync()
    {
        if (autosave is not null) await autosave.FlushAsync();
        await DoAsync(async () =>
        {
            var deleted = await Films.DeleteAsync(Actor, FilmId, CancellationToken.None);
            if (deleted.Succeeded) Leave("/workspace/films");
            return deleted;
        });
    }
}
