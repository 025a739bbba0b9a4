using Showcase.Domain.Films;

namespace Showcase.Web.Features.Films;

/// <summary>A first title, from what a file is called.</summary>
internal static class FilmTitles
{
    private static readonly char[] Separators = [' ', '_', '.', '\t'];

    /// <summary>The name without folders and extension, with spaces for what stands for them.</summary>
    public static string OfFile(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = name.LastIndexOf('.');
        var title = string.Join(' ', (dot > 0 ? name[..dot] : name).Split(Separators, StringSplitOptions.RemoveEmptyEntries));
        if (title.Length == 0) return fileName.Length is > 0 and <= Film.TitleLength ? fileName : "Film";

        return title.Length > Film.TitleLength ? title[..Film.TitleLength].TrimEnd() : title;
    }
}
