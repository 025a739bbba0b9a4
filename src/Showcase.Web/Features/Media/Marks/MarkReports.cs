using System.Text;
using System.Text.Json;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Marks;

/// <summary>
/// What the server that burns marks ahead last said of it, for those who look from any server, and their wish that it try again. Both lie
/// where the copies are, so that what is said of them needs no rows either.
/// </summary>
public sealed class MarkReports(IMediaStorage storage)
{
    private const string Report = $"{MediaPaths.Renditions}/marks/report.json";
    private const string Wish = $"{MediaPaths.Renditions}/marks/again";

    internal async Task<MarkReport?> ReadAsync(CancellationToken token)
    {
        await using var content = await storage.OpenAsync(Report, 0, null, token);
        return content is null ? null : await JsonSerializer.DeserializeAsync<MarkReport>(content, cancellationToken: token);
    }

    internal Task SayAsync(MarkReport report, CancellationToken token) => WriteAsync(Report, JsonSerializer.Serialize(report), token);

    internal Task AskAgainAsync(CancellationToken token) => WriteAsync($"{Wish}/asked.txt", "again", token);

    /// <summary>Whether somebody wished it since this was asked last.</summary>
    internal async Task<bool> TakeWishAsync(CancellationToken token)
    {
        if (await storage.LengthAsync($"{Wish}/asked.txt", token) is null) return false;

        await storage.DeleteAsync(Wish, token);
        return true;
    }

    private async Task WriteAsync(string path, string text, CancellationToken token)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await storage.WriteAsync(path, content, token);
    }
}

/// <param name="At">When it was said. It is said anew when something changes.</param>
/// <param name="Awaited">Copies that jurors wait for.</param>
/// <param name="Made">How many of these are whole.</param>
/// <param name="UnderWay">The one that is being made; null where none is.</param>
/// <param name="IsWaiting">Films wait to be processed, which comes first.</param>
/// <param name="Failures">Those that will be tried again later.</param>
internal sealed record MarkReport(DateTimeOffset At, int Awaited, int Made, MarkProgress? UnderWay, bool IsWaiting, IReadOnlyList<MarkFailure> Failures);

/// <summary>A copy that is being made, and how many of its segments are there.</summary>
internal sealed record MarkProgress(Guid AssetId, Guid JurorId, int Segments, int Of);

/// <summary>A copy that could not be made, how often, when it is tried again, and what went wrong.</summary>
internal sealed record MarkFailure(Guid AssetId, Guid JurorId, int Attempts, DateTimeOffset NotBefore, string Complaint);
