using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Films;

/// <summary>How a film is summed up in a line.</summary>
internal static class FilmWords
{
    /// <summary>Where the label of a field is not called as the field is.</summary>
    private static readonly Dictionary<string, string> FieldKeys = new(StringComparer.Ordinal)
    {
        [nameof(FilmDetails.StatedRuntime)] = "Runtime",
        ["Profile.OriginalTitle"] = "OriginalTitle", ["Profile.Logline"] = "Logline", ["Profile.LongSynopsis"] = "LongSynopsis", ["Profile.Statement"] = "Statement",
        ["Profile.Biography"] = "Biography", ["Profile.CoCountries"] = "CoCountries", ["Profile.Subtitles"] = "Subtitles", ["Profile.CompletedOn"] = "CompletedOn",
        ["Profile.Premiere"] = "Premiere", ["Profile.ShootingFormat"] = "ShootingFormat", ["Profile.AspectRatio"] = "AspectRatio", ["Profile.Colour"] = "Colour",
        ["Profile.IsStudentFilm"] = "StudentFilm", ["Profile.IsFirstFilm"] = "FirstFilm", ["Profile.IsWithoutGeneration"] = "WithoutGeneration",
        ["Profile.HumanRoles"] = "HumanRoles", ["Profile.SourceLicences"] = "SourceLicences",
    };

    public static string Initial(string title) => title.Length == 0 ? "" : char.ConvertFromUtf32(char.ConvertToUtf32(title, 0));

    public static string Facts(FilmCard film) => string.Join(", ", new[]
    {
        film.Runtime > TimeSpan.Zero ? Lengths.Text(film.Runtime) : null,
        film.Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Countries.Name(film.Country),
    }.Where(part => part is not null));

    /// <summary>Who plays whom, in a line.</summary>
    public static string Cast(CastMember member) => member.Character.Length > 0 ? $"{member.Character}: {member.Actor}" : member.Actor;

    /// <summary>A tool in a line: its name, model, where it was used and how much of the film.</summary>
    public static string Tool(SiteTexts texts, GenerationTool tool)
    {
        var uses = Enum.GetValues<ToolUse>().Where(use => use != ToolUse.None && tool.Uses.HasFlag(use)).Select(use => texts.Of("Films", use));
        var more = new[] { tool.Model, string.Join(", ", uses), tool.UsedFor, tool.Share is { } share ? texts["Films.ToolShareOf", share] : null };
        return string.Join(", ", more.Prepend(tool.Name).Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    /// <summary>What the field of a film's record with that name is called on its page.</summary>
    public static string Field(SiteTexts texts, string name) => texts[$"Films.{FieldKeys.GetValueOrDefault(name, name)}"];

    /// <summary>What a field of a film's record says, to be read and not changed.</summary>
    public static string Said(SiteTexts texts, object? value) => value switch
    {
        null or "" => texts["Films.ClashEmpty"],
        string text => text,
        TimeSpan runtime => runtime > TimeSpan.Zero ? Lengths.Text(runtime) : texts["Films.ClashEmpty"],
        bool isSo => texts[isSo ? "Films.ClashYes" : "Films.ClashNo"],
        DateOnly day => day.ToString("D", System.Globalization.CultureInfo.CurrentCulture),
        Enum word => texts[$"Films.{word.GetType().Name}_{word}"],
        IEnumerable<Credit> credits => Lines(texts, credits.Select(credit => $"{credit.Role}: {credit.Name}")),
        IEnumerable<CastMember> cast => Lines(texts, cast.Select(Cast)),
        IEnumerable<GenerationTool> tools => Lines(texts, tools.Select(tool => Tool(texts, tool))),
        IEnumerable<PreviousScreening> shown => Lines(texts, shown.Select(each => string.Join(", ", new[] { each.Event, Countries.Name(each.Country), each.On?.ToString("d", System.Globalization.CultureInfo.CurrentCulture), each.Award }.Where(part => !string.IsNullOrEmpty(part))))),
        IEnumerable<FilmLink> links => Lines(texts, links.Select(link => $"{link.Label} {link.Address}".Trim())),
        IEnumerable<FilmRight> rights => Lines(texts, rights.Select(right => $"{texts.Of("Films", right.Kind)}: {right.What}")),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.CurrentCulture) ?? "",
    };

    private static string Lines(SiteTexts texts, IEnumerable<string> lines) => string.Join('\n', lines) is { Length: > 0 } text ? text : texts["Films.ClashEmpty"];

    /// <summary>The resource key of what stands for a video's state.</summary>
    public static string Video(MediaState? state) => state switch
    {
        null or MediaState.Expired => "Films.VideoNone",
        MediaState.Uploading => "Films.VideoUploading",
        MediaState.Uploaded or MediaState.Processing => "Films.VideoProcessing",
        MediaState.Ready => "Films.VideoReady",
        MediaState.Rejected => "Films.VideoRejected",
        _ => "Films.VideoFailed",
    };

    public static NoticeKind Kind(MediaState? state) => state switch
    {
        MediaState.Ready => NoticeKind.Good,
        MediaState.Rejected or MediaState.Failed => NoticeKind.Bad,
        MediaState.Uploading or MediaState.Uploaded or MediaState.Processing => NoticeKind.Info,
        _ => NoticeKind.Warn,
    };
}
