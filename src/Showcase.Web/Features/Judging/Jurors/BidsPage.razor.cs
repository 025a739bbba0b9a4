using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Showcase.Domain;
using Showcase.Domain.Judging.Assigning;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Judging.Conflicts;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Jurors;

/// <summary>A juror says of each film whether they want it. Each word is saved at once; the row stays where it is until the page is left.</summary>
public sealed partial class BidsPage : EditionPage
{
    private const string Conflict = "Conflict";
    private static readonly string[] Choices = [nameof(Bid.Want), nameof(Bid.Can), nameof(Bid.RatherNot), Conflict];

    private readonly ElementReference[] places = new ElementReference[Paged<BidRow>.Size];
    private List<BidRow> rows = [];
    private BidList? list;
    private string words = "";
    private string said = "";
    private string? shownWords;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [Inject]
    private JurorQueries Jurors { get; set; } = default!;

    [Inject]
    private BidService Bids { get; set; } = default!;

    [Inject]
    private ConflictService Conflicts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int Page => Math.Max(0, (PageNumber ?? 1) - 1);

    private BidShow Shown => Enum.TryParse<BidShow>(Show, out var show) ? show : BidShow.All;

    protected override async Task LoadAsync()
    {
        if (shownWords != Words) (words, shownWords) = (Words ?? "", Words);
        list = await Jurors.BidsAsync(Actor, Scope.Id, Words, Shown, Page, Token);
        rows = [.. list.Films.Rows];
    }

    private static bool IsChosen(BidRow row, string choice) => row.IsConflict ? choice == Conflict : row.Bid?.ToString() == choice;

    private IEnumerable<string> Facts(BidRow row)
    {
        yield return row.Category;
        yield return Lengths.Text(row.Runtime);
        yield return Countries.Name(row.Country);
        yield return row.Languages.Length == 0 ? T["Judging.NoSpeech"] : Languages.Names(row.Languages);
    }

    private void Search() => Go(words, Show);

    private void Go(string search, string? show) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["q"] = string.IsNullOrWhiteSpace(search) ? null : search,
        ["show"] = show is null or nameof(BidShow.All) ? null : show,
        ["page"] = null,
    }));

    private async Task PressAsync(int place, KeyboardEventArgs press)
    {
        if (press.CtrlKey || press.MetaKey || press.AltKey || press.Repeat) return;

        switch (press.Key)
        {
            case "j": await FocusAsync(place + 1); break;
            case "k": await FocusAsync(place - 1); break;
            case "w": await ChooseAndGoOnAsync(place, nameof(Bid.Want)); break;
            case "c": await ChooseAndGoOnAsync(place, nameof(Bid.Can)); break;
            case "r": await ChooseAndGoOnAsync(place, nameof(Bid.RatherNot)); break;
            case "x": await ChooseAndGoOnAsync(place, Conflict); break;
            case "u": await ChooseAsync(place, null); break;
        }
    }

    private async Task ChooseAndGoOnAsync(int place, string choice)
    {
        if (await ChooseAsync(place, choice)) await FocusAsync(place + 1);
    }

    private async Task FocusAsync(int place)
    {
        if (place >= 0 && place < rows.Count) await places[place].FocusAsync();
    }

    private async Task<bool> ChooseAsync(int place, string? choice)
    {
        var row = rows[place];
        if (row.IsGiven || (row.IsConflict && !row.MayTakeBack)) return false;

        Problem = null;
        var (bid, isConflict) = (Enum.TryParse<Bid>(choice, out var value) ? value : (Bid?)null, choice == Conflict);
        var done = isConflict
            ? await Conflicts.DeclareAsync(Actor, Scope.Id, row.SubmissionId, reason: null, CancellationToken.None)
            : row.IsConflict ? await Conflicts.TakeBackAsync(Actor, Scope.Id, row.SubmissionId, CancellationToken.None) : Result.Ok;
        if (done.Succeeded && !isConflict) done = await Bids.BidAsync(Actor, Scope.Id, row.SubmissionId, bid, CancellationToken.None);
        if (!done.Succeeded)
        {
            Problem = T.Of(done.Refusal);
            return false;
        }

        // The list may have been read anew meanwhile.
        if (rows.FindIndex(now => now.SubmissionId == row.SubmissionId) is >= 0 and var at) rows[at] = row with { Bid = isConflict ? row.Bid : bid, IsConflict = isConflict, MayTakeBack = isConflict };
        if (list is not null && row.Bid is null && !row.IsConflict && choice is not null) list = list with { Said = list.Said + 1 };
        if (list is not null && (row.Bid is not null || row.IsConflict) && choice is null) list = list with { Said = list.Said - 1 };
        said = T["Judging.BidSaved", row.Title, choice is null ? T["Judging.BidChoice_None"] : T[$"Judging.BidChoice_{choice}"]];
        return true;
    }
}
