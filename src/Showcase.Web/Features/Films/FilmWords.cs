using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Films;

/// <summary>How a film is summed up in a line.</summary>
internal static class FilmWords
{
    public static string Initial(string title) => title.Length == 0 ? "" : char.ConvertFromUtf32(char.ConvertToUtf32(title, 0));

    public static string Facts(FilmCard film) => string.Join(", ", new[]
    {
        film.Runtime > TimeSpan.Zero ? Lengths.Text(film.Runtime) : null,
        film.Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Countries.Name(film.Country),
    }.Where(part => part is not null));

    /// <summary>A tool in a line: its name, model, where it was used and how much of the film.</summary>
    public static string Tool(SiteTexts texts, GenerationTool tool)
    {
        var uses = Enum.GetValues<ToolUse>().Where(use => use != ToolUse.None && tool.Uses.HasFlag(use)).Select(use => texts.Of("Films", use));
        var more = new[] { tool.Model, string.Join(", ", uses), tool.UsedFor, tool.Share is { } share ? texts["Films.ToolShareOf", share] : null };
        return string.Join(", ", more.Prepend(tool.Name).Where(part => !string.IsNullOrWhiteSpace(part)));
    }

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
