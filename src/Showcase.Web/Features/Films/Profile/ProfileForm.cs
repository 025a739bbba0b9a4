using Showcase.Domain.Films;

namespace Showcase.Web.Features.Films.Profile;

/// <summary>What stands in the fields of a film's profile.</summary>
public sealed class ProfileForm
{
    public FilmProfile Said { get; set; } = new();

    public List<string> CoCountries { get; } = [];

    public List<string> Subtitles { get; } = [];

    public List<ToolRow> Tools { get; } = [];

    public List<ScreeningRow> Screenings { get; } = [];

    public List<LinkRow> Links { get; } = [];

    public List<RightRow> Rights { get; } = [];

    public static ProfileForm From(FilmDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var form = new ProfileForm { Said = details.Profile };
        form.CoCountries.AddRange(Languages.Split(details.Profile.CoCountries));
        form.Subtitles.AddRange(Languages.Split(details.Profile.Subtitles));
        form.Tools.AddRange(details.Tools.Select(ToolRow.Of));
        form.Screenings.AddRange(details.Screenings.Select(ScreeningRow.Of));
        form.Links.AddRange(details.Links.Select(LinkRow.Of));
        form.Rights.AddRange(details.Rights.Select(RightRow.Of));
        return form;
    }

    /// <summary>These details with what stands here.</summary>
    public FilmDetails Onto(FilmDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return details with
        {
            Profile = Said with { CoCountries = string.Join(',', CoCountries), Subtitles = string.Join(',', Subtitles) },
            Tools = [.. Tools.Where(row => row.IsComplete).Select(row => row.ToTool())],
            Screenings = [.. Screenings.Where(row => row.IsComplete).Select(row => row.ToScreening())],
            Links = [.. Links.Where(row => row.IsComplete).Select(row => row.ToLink())],
            Rights = [.. Rights.Where(row => row.IsComplete).Select(row => row.ToRight())],
        };
    }

    /// <summary>What of the screen is not in the details yet: resource keys.</summary>
    public IEnumerable<string> HeldBack()
    {
        if (IsHeld(Tools)) yield return "Films.HeldTool";
        if (IsHeld(Screenings)) yield return "Films.HeldScreening";
        if (IsHeld(Links)) yield return "Films.HeldLink";
        if (IsHeld(Rights)) yield return "Films.HeldRight";
    }

    private static bool IsHeld(IEnumerable<EditorRow> rows) => rows.Any(row => row is { IsComplete: false, IsEmpty: false });
}
