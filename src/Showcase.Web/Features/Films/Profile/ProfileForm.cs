using Showcase.Domain.Films;

namespace Showcase.Web.Features.Films.Profile;

/// <summary>What stands in the fields of a film's profile.</summary>
public sealed class ProfileForm
{
    public FilmProfile Said { get; set; } = new();

    public List<string> CoCountries { get; } = [];

    public List<string> Subtitles { get; } = [];

    public List<CastRow> Cast { get; } = [];

    public List<ToolRow> Tools { get; } = [];

    public List<ScreeningRow> Screenings { get; } = [];

    public List<LinkRow> Links { get; } = [];

    public List<RightRow> Rights { get; } = [];

    /// <summary>The listed tool for whose sake it is not saved that no part was generated; null where nothing speaks against it.</summary>
    public string? Contradiction => Said.IsWithoutGeneration ? Tools.Where(row => row.IsComplete).Select(row => row.ToTool()).FirstOrDefault(tool => tool.IsGenerator)?.Name : null;

    public static ProfileForm From(FilmDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var form = new ProfileForm { Said = details.Profile };
        form.CoCountries.AddRange(Languages.Split(details.Profile.CoCountries));
        form.Subtitles.AddRange(Languages.Split(details.Profile.Subtitles));
        form.Cast.AddRange(details.Cast.Select(CastRow.Of));
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
            Cast = [.. Cast.Where(row => row.IsComplete).Select(row => row.ToMember())],
            Profile = Said with { IsWithoutGeneration = Said.IsWithoutGeneration && Contradiction is null, CoCountries = string.Join(',', CoCountries), Subtitles = string.Join(',', Subtitles) },
            Tools = [.. Tools.Where(row => row.IsComplete).Select(row => row.ToTool())],
            Screenings = [.. Screenings.Where(row => row.IsComplete).Select(row => row.ToScreening())],
            Links = [.. Links.Where(row => row.IsComplete).Select(row => row.ToLink())],
            Rights = [.. Rights.Where(row => row.IsComplete).Select(row => row.ToRight())],
        };
    }

    /// <summary>Shows the profile of those details where it differs from what is shown.</summary>
    public void Take(FilmDetails now, FilmDetails shown)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(shown);
        // What is held back stays as it is shown.
        Said = now.Profile with { IsWithoutGeneration = now.Profile.IsWithoutGeneration || Contradiction is not null };
        if (now.Profile.CoCountries != shown.Profile.CoCountries) FilmForm.Replace(CoCountries, Languages.Split(now.Profile.CoCountries), _ => false);
        if (now.Profile.Subtitles != shown.Profile.Subtitles) FilmForm.Replace(Subtitles, Languages.Split(now.Profile.Subtitles), _ => false);
        if (!now.Cast.SequenceEqual(shown.Cast)) FilmForm.Replace(Cast, now.Cast.Select(CastRow.Of), IsHalfTyped);
        if (!now.Tools.SequenceEqual(shown.Tools)) FilmForm.Replace(Tools, now.Tools.Select(ToolRow.Of), IsHalfTyped);
        if (!now.Screenings.SequenceEqual(shown.Screenings)) FilmForm.Replace(Screenings, now.Screenings.Select(ScreeningRow.Of), IsHalfTyped);
        if (!now.Links.SequenceEqual(shown.Links)) FilmForm.Replace(Links, now.Links.Select(LinkRow.Of), IsHalfTyped);
        if (!now.Rights.SequenceEqual(shown.Rights)) FilmForm.Replace(Rights, now.Rights.Select(RightRow.Of), IsHalfTyped);
    }

    /// <summary>What of the screen is not in the details yet: resource keys.</summary>
    public IEnumerable<string> HeldBack()
    {
        if (IsHeld(Cast)) yield return "Films.HeldCast";
        if (Contradiction is not null) yield return "Films.HeldWithout";
        if (IsHeld(Tools)) yield return "Films.HeldTool";
        if (IsHeld(Screenings)) yield return "Films.HeldScreening";
        if (IsHeld(Links)) yield return "Films.HeldLink";
        if (IsHeld(Rights)) yield return "Films.HeldRight";
    }

    private static bool IsHalfTyped(EditorRow row) => !row.IsComplete;

    private static bool IsHeld(IEnumerable<EditorRow> rows) => rows.Any(row => row is { IsComplete: false, IsEmpty: false });
}
