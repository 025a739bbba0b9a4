using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Forms.Files;

/// <summary>
/// Takes the files that artists answer with, and takes them back, for as long as their question can be answered. A file is read whole before it is
/// kept: what it is decides its content. Somebody else's entry does not exist for them.
/// </summary>
public sealed partial class AnswerFileService(
    IDbContextFactory<ShowcaseDbContext> contexts, IMediaStorage storage, UploadRoom room, IEnumerable<IFileInspector> inspectors, DataFolder data, ChangeFeed feed, TimeProvider clock,
    ILogger<AnswerFileService> log) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    internal const string Arrivals = "answers";

    // Each holds a file in memory. Who sends slowly holds none: a file is taken in on the disk.
    private readonly SemaphoreSlim places = new(4);

    public void Dispose() => places.Dispose();

    /// <summary>Answers with a file, in the place of the one before. One that is refused, or breaks off, leaves nothing.</summary>
    public async Task<Result> AddAsync(Actor actor, Guid submissionId, Guid questionId, AnswerUpload upload, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(upload);
        if (await RefusalAtDoorAsync(actor, submissionId, questionId, upload, token) is { } closed) return closed;

        var folder = Directory.CreateDirectory(data.Path(Arrivals)).FullName;
        await using var arrival = new FileStream(
            Path.Combine(folder, Guid.CreateVersion7().ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        if (!await ReceiveAsync(upload, arrival, token)) return AnswerFileRefusals.Incomplete;

        await places.WaitAsync(token);
        try
        {
            var file = new byte[upload.Size];
            arrival.Position = 0;
            await arrival.ReadExactlyAsync(file, token);
            var format = AnswerFileSigns.Read(file);
            if (!format.Succeeded) return format.Refusal;
            if (await InspectAsync(file, token) is { } found) return found;

            return await KeepAsync(actor, submissionId, questionId, upload.Name, file, format.Value, token);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Takes the file back; the question is not answered then.</summary>
    public async Task<Result> RemoveAsync(Actor actor, Guid submissionId, Guid questionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        await using var turn = await db.QueueForSendingAsync(submissionId, token);
        var place = await PlaceAsync(db, actor, submissionId, questionId, token);
        if (!place.Succeeded) return place.Refusal;

        var (entry, question) = place.Value;
        if (question.Closed(entry.State, clock.GetUtcNow()) is { } closed) return closed;
        if (entry.State != SubmissionState.Draft && question.Rules.Demands(clock.GetUtcNow())) return AnswerFileRefusals.Missing;
        if (await db.Answers.SingleOrDefaultAsync(answer => answer.SubmissionId == submissionId && answer.QuestionId == questionId, token) is not { File: { } gone } given) return Result.Ok;

        db.Answers.Remove(given);
        await db.SaveChangesAsync(token);
        await turn.CommitAsync(token);
        await DropAsync(gone.FileId);
        Tell(entry, questionId, actor);
        return Result.Ok;
    }

    /// <summary>Whether as much has come as was said, and no more.</summary>
    private static async Task<bool> ReceiveAsync(AnswerUpload upload, FileStream arrival, CancellationToken token)
    {
        var (buffer, length) = (new byte[BufferSize], 0L);
        for (int read; (read = await upload.Content.ReadAsync(buffer, token)) > 0;)
        {
            if ((length += read) > upload.Size) return false;

            await arrival.WriteAsync(buffer.AsMemory(0, read), token);
        }

        return length == upload.Size;
    }

    private Task DropAsync(Guid fileId) => storage.DeleteAsync(MediaPaths.AnswerFolder(fileId), CancellationToken.None);

    private async Task<Result> KeepAsync(Actor actor, Guid submissionId, Guid questionId, string name, byte[] file, AnswerFileFormat format, CancellationToken token)
    {
        var stored = new AnswerFile(Guid.CreateVersion7(), format, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
        var isKept = false;
        try
        {
            await using (var content = new MemoryStream(file, writable: false)) await storage.WriteAsync(MediaPaths.AnswerFile(stored.FileId), content, token);
            var kept = await AnswerAsync(actor, submissionId, questionId, AnswerFile.NameOf(name, format), stored);
            isKept = kept.Succeeded;
            return kept;
        }
        finally
        {
            if (!isKept) await DropAsync(stored.FileId);
        }
    }

    /// <summary>
    /// In the queue of what is sent in for the artist: an entry that goes out at that moment goes with the file or without it, never with half of it. The
    /// entry keeps its version, so that a letter that is typed meanwhile saves itself as before.
    /// </summary>
    private async Task<Result> AnswerAsync(Actor actor, Guid submissionId, Guid questionId, string name, AnswerFile file)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var turn = await db.QueueForSendingAsync(submissionId, CancellationToken.None);
        var place = await PlaceAsync(db, actor, submissionId, questionId, CancellationToken.None);
        if (!place.Succeeded) return place.Refusal;

        var ((entry, question), now) = (place.Value, clock.GetUtcNow());
        var given = new GivenAnswer(name, question.Version, file);
        if ((question.Closed(entry.State, now) ?? question.Problem(given, now)) is { } refusal) return refusal;

        var answer = await db.Answers.SingleOrDefaultAsync(a => a.SubmissionId == submissionId && a.QuestionId == questionId, CancellationToken.None);
        var before = answer?.File;
        if (answer is null) db.Answers.Add(answer = new Answer(submissionId, questionId, question.Version, name, now));
        answer.Change(given, now);
        await db.SaveChangesAsync(CancellationToken.None);
        await turn.CommitAsync(CancellationToken.None);
        if (before is not null) await DropAsync(before.FileId);
        Tell(entry, questionId, actor);
        return Result.Ok;
    }

    /// <summary>Everything that can be refused before the first byte.</summary>
    private async Task<Refusal?> RefusalAtDoorAsync(Actor actor, Guid submissionId, Guid questionId, AnswerUpload upload, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var place = await PlaceAsync(db, actor, submissionId, questionId, token);
        if (!place.Succeeded) return place.Refusal;

        var (entry, question) = place.Value;
        if (question.Closed(entry.State, clock.GetUtcNow()) is { } closed) return closed;
        if (upload.Size == 0) return AnswerFileRefusals.Empty;
        if (upload.Size > question.MostBytes) return AnswerFileRefusals.TooLarge((int)(question.MostBytes / 1_000_000));

        return await room.RefusalOfSmallAsync(db, entry.ArtistId, upload.Size, token);
    }

    private static async Task<Result<Place>> PlaceAsync(ShowcaseDbContext db, Actor actor, Guid submissionId, Guid questionId, CancellationToken token)
    {
        var entry = await db.EntriesOf(actor, CoAuthorRole.Edit).AsNoTracking().SingleOrDefaultAsync(s => s.Id == submissionId, token);
        if (entry is null) return Refusals.NotFound;

        var asked = (await db.QuestionnaireAsync(entry.CategoryId, token)).AskedOf(entry.CategoryId, await db.GivenAnswersAsync(submissionId, token));
        if (asked.FirstOrDefault(question => question.Id == questionId) is not { } found) return Refusals.NotFound;

        return found.Wording.Kind == QuestionKind.File ? new Place(entry, found) : AnswerFileRefusals.NotAsked;
    }

    /// <summary>Shows the file to what looks for malware. It fails closed.</summary>
    private async Task<Refusal?> InspectAsync(byte[] file, CancellationToken token)
    {
        try
        {
            foreach (var inspector in inspectors)
            {
                await using var inspection = await inspector.BeginAsync(file.Length, digest: null, token);
                if (inspection is null) continue;

                await inspection.TakeAsync(file, token);
                var seen = await inspection.EndAsync(token);
                if (!seen.Succeeded) return seen.Refusal;
            }

            return null;
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            LogScannerAway(failure);
            return AnswerFileRefusals.ScannerAway;
        }
    }

    private void Tell(Submission entry, Guid questionId, Actor actor)
    {
        LogChanged(questionId, entry.Id, actor.UserId);
        feed.Tell(entry.FilmId);
        if (entry.State != SubmissionState.Draft) feed.Tell(entry.EditionId);
    }

    [LoggerMessage(LogLevel.Information, "File for question {QuestionId} of submission {SubmissionId} changed by {UserId}")]
    private partial void LogChanged(Guid questionId, Guid submissionId, Guid userId);

    [LoggerMessage(LogLevel.Error, "A file that answers a question could not be scanned")]
    private partial void LogScannerAway(Exception failure);

    private sealed record Place(Submission Entry, AskedQuestion Question);
}

/// <summary>A file on its way: its name is shown, never used as a path.</summary>
public sealed record AnswerUpload(string Name, long Size, Stream Content);
