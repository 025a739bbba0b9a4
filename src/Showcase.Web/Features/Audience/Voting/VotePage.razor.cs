using System.Globalization;
using Microsoft.AspNetCore.Components;
using Showcase.Domain.Audience;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Audience.Voting;

/// <summary>
/// Where an audience votes: a plain form without script, for phones in a dark hall. The one form carries the code along; each step is a whole page, so that a lost connection loses one tap.
/// </summary>
public sealed partial class VotePage
{
    private const string CodeField = "code";
    private const string StepField = "step";
    private const string FavouriteField = "favourite";

    private VoteSheet? sheet;
    private Dictionary<Guid, int> stars = [];
    private string typed = "";
    private string? problem;
    private bool hasVoted;

    [Inject]
    private VoteService Votes { get; set; } = default!;

    [Inject]
    private SiteTexts T { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    /// <summary>What a picture on a slip leads to.</summary>
    [SupplyParameterFromQuery(Name = CodeField)]
    private string? CodeInAddress { get; set; }

    private string From => VoteGuesses.From(Context.Connection.RemoteIpAddress);

    private IFormCollection? Form => Context.Request.HasFormContentType ? Context.Request.Form : null;

    protected override async Task OnInitializedAsync()
    {
        typed = (Form is { } form ? form[CodeField].ToString() : CodeInAddress) ?? "";
        if (typed.Length == 0) return;

        var opened = await Votes.OpenAsync(typed, From, Context.RequestAborted);
        if (!opened.Succeeded)
        {
            Refuse(opened.Refusal);
            return;
        }

        sheet = opened.Value;
        stars = sheet.Chosen.ToDictionary(choice => choice.SubmissionId, choice => choice.Stars);
    }

    private static string FieldOf(AudienceFilm film) => $"film-{film.SubmissionId:N}";

    private int StarsOf(AudienceFilm film) => stars.GetValueOrDefault(film.SubmissionId);

    private async Task SendAsync()
    {
        if (typed.Length == 0) problem = T["Audience.CodeMistyped"];
        if (sheet is null || Form is not { } form || form[StepField] != "vote") return;

        var choices = Read(sheet, form);
        stars = choices.DistinctBy(choice => choice.SubmissionId).ToDictionary(choice => choice.SubmissionId, choice => choice.Stars);
        var voted = await Votes.VoteAsync(sheet.Code, choices, From, Context.RequestAborted);
        if (!voted.Succeeded) Refuse(voted.Refusal);
        else hasVoted = true;
    }

    /// <summary>What was sent for the films that are shown; a number that is none is refused as one off the scale.</summary>
    private static List<AudienceChoice> Read(VoteSheet sheet, IFormCollection form)
    {
        if (sheet.Scale == AudienceScale.Favourite) return [.. form[FavouriteField].Where(value => !string.IsNullOrEmpty(value)).Select(value => new AudienceChoice(Guid.TryParse(value, out var id) ? id : Guid.Empty, 1))];

        return [.. sheet.Films
            .Select(film => (film.SubmissionId, Value: form[FieldOf(film)].ToString()))
            .Where(sent => sent.Value.Length > 0)
            .Select(sent => new AudienceChoice(sent.SubmissionId, int.TryParse(sent.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0))];
    }

    private void Refuse(Refusal refusal)
    {
        problem = T.Of(refusal);
        if (refusal == AudienceRefusals.TooManyTries) Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }
}
