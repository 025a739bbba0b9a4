using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain;
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
    private Kept? kept;
    private FilmForm? form;
    private Guid loaded;
    private Guid version;

    /// <summary>What the store held when it was read or written last, and the fields that somebody else and this page changed since.</summary>
    private FilmDetails stored = default!;
    private IReadOnlyList<Clash> clashes = [];
    private IReadOnlyList<FilmEntry> entries = [];
    private FilmVersions? file;
    private FilmPeople? people;
    private CoAuthorRole role;
    private DateTimeOffset? savedAt;
    private string? unsaved;
    private bool isSaving;
    private bool hasNews;
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

    /// <summary>Reads the form once a film; later reads are merged into what is being typed.</summary>
    protected override async Task LoadAsync()
    {
        Watch(FilmId);
        if (loaded != FilmId)
        {
            if (autosave is not null) await autosave.FlushAsync();
            await ReadAsync();
        }

        await ReadEntriesAsync();
    }

    /// <summary>A co-author or the processing changed something.</summary>
    protected override async Task RefreshAsync()
    {
        await ReadEntriesAsync();
        if (people is null) form = null;
        else if (isSaving) hasNews = true;
        else await MergeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && autosave is not null) _ = autosave.DisposeAsync().AsTask();
        base.Dispose(disposing);
    }

    private async Task ReadAsync()
    {
        var film = await Queries.FindMineAsync(Actor, FilmId, Token);
        loaded = FilmId;
        (form, version) = film is null ? (null, Guid.Empty) : (FilmForm.From(film.Details), film.Version);
        (savedAt, unsaved, clashes) = (null, null, []);
        hasVideo = film is { HasVideo: true };
        if (film is not null) stored = film.Details;
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
        if (!IsReadOnly) autosave!.Touch();
    }

    private async Task SaveAsync()
    {
        if (form is null) return;

        var reached = kept?.Reached ?? 0;
        isSaving = true;
        try
        {
            var saved = await WriteAsync();
            if (saved == Refusals.Conflict && await MergeAsync()) saved = await WriteAsync();
            unsaved = saved is null ? null : T.Of(saved);
            if (saved is null) kept?.Confirm(reached, form.HeldBack().Any() || clashes.Count > 0);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            // The text is on the screen still; the next keystroke tries again.
            unsaved = T["Films.StoreUnreachable"];
        }
        finally
        {
            isSaving = false;
        }

        if (hasNews)
        {
            hasNews = false;
            await MergeAsync();
        }

        StateHasChanged();
    }

    /// <summary>Writes what is on the screen, but for what is not decided yet: there the store keeps what it has.</summary>
    private async Task<Refusal?> WriteAsync()
    {
        var details = clashes.Aggregate(form!.ToDetails(), (all, clash) => ThreeWay.With(all, clash.Field, clash.Theirs));
        var saved = await Films.ChangeAsync(Actor, loaded, version, details, CancellationToken.None);
        if (saved.Succeeded) (version, stored, savedAt) = (saved.Value, details, Clock.GetUtcNow());
        return saved.Refusal;
    }

    /// <summary>Takes up what somebody else changed; false where there is no such film any more.</summary>
    private async Task<bool> MergeAsync()
    {
        var wasSaving = isSaving;
        if (form is null || await Queries.FindMineAsync(Actor, loaded, CancellationToken.None) is not { } now) return false;

        hasVideo = now.HasVideo;
        if (now.Version == version) return true;

        // A save that began meanwhile may have been what was read.
        if (isSaving != wasSaving)
        {
            hasNews = true;
            return true;
        }

        var mine = form.ToDetails();
        var merged = ThreeWay.Merge(stored, mine, now.Details);
        var open = clashes.Where(old => merged.Clashes.All(clash => clash.Field != old.Field)).Select(old => old with { Mine = ThreeWay.Get(mine, old.Field) });
        clashes = [.. merged.Clashes, .. open];
        form.Take(clashes.Aggregate(merged.Value, (all, clash) => ThreeWay.With(all, clash.Field, clash.Mine)));
        (version, stored) = (now.Version, now.Details);
        return true;
    }

    /// <summary>What is asked about, with what stands on the screen by now.</summary>
    private IReadOnlyList<Clash> Asked()
    {
        if (clashes.Count == 0) return clashes;

        var mine = form!.ToDetails();
        return [.. clashes.Select(clash => clash with { Mine = ThreeWay.Get(mine, clash.Field) })];
    }

    private Task KeepMineAsync(Clash clash) => DecideAsync(clash);

    private Task TakeTheirsAsync(Clash clash)
    {
        form!.Take(ThreeWay.With(form.ToDetails(), clash.Field, clash.Theirs));
        return DecideAsync(clash);
    }

    private async Task DecideAsync(Clash clash)
    {
        clashes = [.. clashes.Where(other => other.Field != clash.Field)];
        autosave!.Touch();
        await autosave.FlushAsync();
    }

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
