using System.Globalization;
using Microsoft.AspNetCore.Components;
using Showcase.Domain.Programmes;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Programmes;

public sealed partial class SchedulePage
{
    private const int MostDays = 16;

    private readonly PlaceForm form = new();
    private ScheduleBoard? board;
    private DayBoard? picture;
    private Guid? selected;
    private string releaseName = "";

    /// <summary>The day in the address, so that it can be bookmarked and gone back to.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    private string? Day { get; set; }

    private CultureInfo Culture => CultureInfo.GetCultureInfo(Scope.Locale);

    private DateOnly Current => DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : FirstDay;

    private DateOnly FirstDay => board!.Content.Screenings.Count > 0 ? DayOf(board.Content.Screenings[0].StartsAt) : Scope.StartsOn;

    private IReadOnlyList<DateOnly> Days
    {
        get
        {
            var inEdition = Enumerable.Range(0, Math.Min(MostDays, Scope.EndsOn.DayNumber - Scope.StartsOn.DayNumber + 1)).Select(Scope.StartsOn.AddDays);
            return [.. inEdition.Concat(board!.Content.Screenings.Select(s => DayOf(s.StartsAt))).Append(Current).Distinct().Order()];
        }
    }

    private int Clashes => board!.Warnings.Values.Count(warnings => warnings.Any(warning => warning.IsClash));

    private int Doubts => board!.Warnings.Values.Count(warnings => warnings.Count > 0 && !warnings.Any(warning => warning.IsClash));

    private IReadOnlyList<ReleasedProgramme> Unscheduled =>
        [.. board!.Content.Programmes.Where(p => p.Films.Count > 0 && board.Content.Screenings.All(s => s.ProgrammeId != p.Id))];

    private ReleasedScreening? Chosen => board!.Content.Screenings.FirstOrDefault(screening => screening.Id == selected);

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        await RefreshAsync();
        if (board is null) return;

        if (releaseName.Length == 0) releaseName = T["Programmes.ReleaseNumber", (board.Released?.Number ?? 0) + 1];
        if (form.SpaceId == Guid.Empty && board.Content.Spaces.Count > 0) form.SpaceId = board.Content.Spaces[0].Id;
        if (Chosen is null) form.Day = Current;
    }

    protected override async Task RefreshAsync()
    {
        board = await Schedules.BoardAsync(Actor, Scope.Id, Token);
        if (board is not null) picture = new DayBoard(board, Scope, Current);
    }

    private static int Minutes(ReleasedProgramme programme) => (int)Math.Ceiling(programme.RunningTime.TotalMinutes);

    private DateOnly DayOf(DateTimeOffset moment) => FestivalDay.Of(moment, Scope.TimeZone);

    private string DayText(DateOnly day) => day.ToString("dddd d MMMM", Culture);

    private string Address(DateOnly day) => $"/workspace/{Edition}/schedule?day={day:yyyy-MM-dd}";

    private int CountOn(DateOnly day) => board!.Content.Screenings.Count(screening => DayOf(screening.StartsAt) == day);

    private string NameOf(Guid programmeId) => board!.Content.Programmes.First(programme => programme.Id == programmeId).Name;

    private void Choose(Guid id)
    {
        selected = id;
        if (Chosen is not { } screening) return;

        var local = Scope.ToLocal(screening.StartsAt);
        (form.SpaceId, form.Day, form.Time) = (screening.SpaceId, DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    private void ChooseProgramme(Guid id) => (selected, form.ProgrammeId, form.Day) = (null, id, Current);

    private void Unchoose() => selected = null;

    private Task PlaceAsync()
    {
        var start = Scope.AtLocal(form.Day.ToDateTime(form.Time));
        return Chosen is { } screening ? MoveAsync(screening.Id, form.SpaceId, start, board!.Version) : PlaceAsync(form.ProgrammeId, form.SpaceId, start, board!.Version);
    }

    private Task DropAsync(TimelineDrop drop) =>
        drop.FromTray ? PlaceAsync(drop.Id, drop.SpaceId, drop.Start, drop.Version) : MoveAsync(drop.Id, drop.SpaceId, drop.Start, drop.Version);

    private Task NudgeAsync(TimelineNudge nudge)
    {
        if (board!.Content.Screenings.FirstOrDefault(s => s.Id == nudge.ScreeningId) is not { } screening) return Task.CompletedTask;

        var spaces = board.Content.Spaces;
        var lane = spaces.Select(space => space.Id).ToList().IndexOf(screening.SpaceId) + nudge.Lanes;
        return lane < 0 || lane >= spaces.Count ? Task.CompletedTask : MoveAsync(screening.Id, spaces[lane].Id, screening.StartsAt.AddMinutes(nudge.Minutes), board.Version);
    }

    private Task PlaceAsync(Guid programmeId, Guid spaceId, DateTimeOffset start, Guid? version) =>
        ShowAsync(() => Service.PlaceAsync(Actor, Scope.Id, version, programmeId, spaceId, start, CancellationToken.None));

    private Task MoveAsync(Guid screeningId, Guid spaceId, DateTimeOffset start, Guid? version) =>
        ShowAsync(() => Service.MoveAsync(Actor, Scope.Id, version, screeningId, spaceId, start, CancellationToken.None));

    private async Task ShowAsync(Func<Task<Result<Placement>>> act)
    {
        Result<Placement>? placed = null;
        if (!await DoAsync(async () => placed = await act()))
        {
            if (placed?.Refusal == Refusals.Conflict) Problem = T["Programmes.ColleagueWasFaster"];
            await LoadAsync();
            return;
        }

        var (screening, warnings) = placed!.Value;
        Choose(screening.Id);
        var space = board!.Content.Spaces.First(s => s.Id == screening.SpaceId);
        var where = T["Programmes.Placed", NameOf(screening.ProgrammeId), Scope.ToLocal(screening.StartsAt).ToString("HH:mm", CultureInfo.InvariantCulture), $"{space.Venue}, {space.Name}"];
        Done = warnings.Count == 0 ? where : $"{where} {string.Join(" ", warnings.Select(warning => WarningText.Of(T, warning) + "."))}";
        if (DayOf(screening.StartsAt) != Current) Navigation.NavigateTo(Address(DayOf(screening.StartsAt)), replace: true);
    }

    private async Task TakeOutAsync(Guid screeningId)
    {
        var name = NameOf(board!.Content.Screenings.First(screening => screening.Id == screeningId).ProgrammeId);
        if (await DoAsync(() => Service.RemoveAsync(Actor, Scope.Id, board.Version, screeningId, CancellationToken.None), T["Programmes.TakenOut", name])) selected = null;
    }

    private async Task ReleaseAsync()
    {
        var name = releaseName;
        releaseName = "";
        if (!await DoAsync(async () => await Service.ReleaseAsync(Actor, Scope.Id, board!.Version, name, CancellationToken.None), T["Programmes.ReleaseDone"])) releaseName = name;
    }

    private sealed class PlaceForm
    {
        public Guid ProgrammeId { get; set; }

        public Guid SpaceId { get; set; }

        public DateOnly Day { get; set; }

        public TimeOnly Time { get; set; } = new(19, 0);
    }
}
