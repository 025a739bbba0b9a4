using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Forms.Files;

/// <summary>Deletes files that no answer names: of entries and accounts that are gone, and of uploads that ended with their server. May run as often as it likes.</summary>
public sealed partial class AnswerFileSweep(IDbContextFactory<ShowcaseDbContext> contexts, IMediaStorage storage, DataFolder data, TimeProvider clock, ILogger<AnswerFileSweep> log)
{
    // Files come before their row: those of an upload that goes on are younger.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public async Task SweepAsync(CancellationToken token)
    {
        var before = clock.GetUtcNow() - Grace;
        SweepArrivals(before);
        var found = new HashSet<Guid>();
        await foreach (var name in storage.ListAsync(MediaPaths.Answers, token))
        {
            if (MediaPaths.AnswerFileOf(name) is { } id && PictureAge.Of(id) < before) found.Add(id);
        }

        await using var db = await contexts.CreateDbContextAsync(token);
        foreach (var some in found.Chunk(200))
        {
            var named = await db.Answers.Where(answer => answer.File != null && some.Contains(answer.File.FileId)).Select(answer => answer.File!.FileId).ToListAsync(token);
            foreach (var id in some.Except(named))
            {
                await storage.DeleteAsync(MediaPaths.AnswerFolder(id), token);
                LogSwept(id);
            }
        }
    }

    /// <summary>What was on its way when a server ended.</summary>
    private void SweepArrivals(DateTimeOffset before)
    {
        var folder = data.Path(AnswerFileService.Arrivals);
        if (!Directory.Exists(folder)) return;

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (Guid.TryParseExact(Path.GetFileName(file), "N", out var id) && PictureAge.Of(id) < before) File.Delete(file);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "File of an answer {FileId} swept")]
    private partial void LogSwept(Guid fileId);
}
