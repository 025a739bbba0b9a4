using System.Globalization;
using Microsoft.AspNetCore.Components;
using Showcase.Domain.Films;
using Showcase.Web.Features.Films.Profile;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Films;

/// <summary>
/// What stands in the fields of a film's page. A draft saves itself while it is typed, so what is half typed (a credit without its
/// name, a runtime that is no length) waits on the screen and holds nothing else back.
/// </summary>
public sealed class FilmForm
{
    private TimeSpan lastRuntime;

    public string Title { get; set; } = "";

    public string Synopsis { get; set; } = "";

    public string Runtime { get; set; } = "";

    public string Year { get; set; } = "";

    public string Country { get; set; } = "";

    public List<string> Languages { get; } = [];

    public List<CreditRow> Credits { get; } = [];

    public ProfileForm Profile { get; private init; } = new();

    public bool IsRuntimeReadable => string.IsNullOrWhiteSpace(Runtime) || Lengths.Parse(Runtime) <= TimeSpan.FromHours(8);

    public static FilmForm From(FilmDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var form = new FilmForm
        {
            Title = details.Title,
            Synopsis = details.Synopsis ?? "",
            Runtime = details.StatedRuntime > TimeSpan.Zero ? Lengths.Text(details.StatedRuntime) : "",
            Year = details.Year.ToString(CultureInfo.InvariantCulture),
            Country = details.Country,
            Profile = ProfileForm.From(details),
            lastRuntime = details.StatedRuntime,
        };
        form.Languages.AddRange(Films.Languages.Split(details.Languages));
        form.Credits.AddRange(details.Credits.Select(credit => new CreditRow { Role = credit.Role, Name = credit.Name }));
        return form;
    }

    public FilmDetails ToDetails()
    {
        if (string.IsNullOrWhiteSpace(Runtime)) lastRuntime = TimeSpan.Zero;
        else if (IsRuntimeReadable) lastRuntime = Lengths.Parse(Runtime)!.Value;

        return Profile.Onto(new FilmDetails(
            Title,
            Synopsis,
            lastRuntime,
            int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0,
            Country,
            string.Join(',', Languages),
            [.. Credits.Where(row => row.IsComplete).Select(row => new Credit(row.Role.Trim(), row.Name.Trim()))],
            []));
    }

    /// <summary>Shows those details instead. What is the same already stays as it is typed, half typed lines included.</summary>
    public void Take(FilmDetails now)
    {
        ArgumentNullException.ThrowIfNull(now);
        var shown = ToDetails();
        if (now.Title != shown.Title) Title = now.Title;
        if ((now.Synopsis ?? "") != Synopsis) Synopsis = now.Synopsis ?? "";
        if (now.StatedRuntime != shown.StatedRuntime) (lastRuntime, Runtime) = (now.StatedRuntime, now.StatedRuntime > TimeSpan.Zero ? Lengths.Text(now.StatedRuntime) : "");
        if (now.Year != shown.Year) Year = now.Year.ToString(CultureInfo.InvariantCulture);
        if (now.Country != shown.Country) Country = now.Country;
        if (now.Languages != shown.Languages) Replace(Languages, Films.Languages.Split(now.Languages), _ => false);
        if (!now.Credits.SequenceEqual(shown.Credits)) Replace(Credits, now.Credits.Select(credit => new CreditRow { Role = credit.Role, Name = credit.Name }), row => !row.IsComplete);
        Profile.Take(now, shown);
    }

    /// <summary>Other lines in place of these, but for those that are to stay: they come last.</summary>
    internal static void Replace<T>(List<T> lines, IEnumerable<T> others, Predicate<T> stays)
    {
        lines.RemoveAll(line => !stays(line));
        lines.InsertRange(0, others);
    }

    /// <summary>What of the screen is not in the details yet: resource keys.</summary>
    public IEnumerable<string> HeldBack()
    {
        if (!IsRuntimeReadable) yield return "Films.HeldRuntime";
        if (Credits.Exists(row => row is { IsComplete: false, IsEmpty: false })) yield return "Films.HeldCredit";
        foreach (var held in Profile.HeldBack()) yield return held;
    }
}

/// <summary>A line of the credits as it is typed.</summary>
public sealed class CreditRow
{
    public string Role { get; set; } = "";

    public string Name { get; set; } = "";

    public bool IsEmpty => string.IsNullOrWhiteSpace(Role) && string.IsNullOrWhiteSpace(Name);

    public bool IsComplete => !string.IsNullOrWhiteSpace(Role) && !string.IsNullOrWhiteSpace(Name);

    internal ElementReference RoleInput { get; set; }

    internal ElementReference UpButton { get; set; }

    internal ElementReference DownButton { get; set; }

    internal ElementReference RemoveButton { get; set; }
}
