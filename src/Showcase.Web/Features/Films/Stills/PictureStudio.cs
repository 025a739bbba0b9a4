using System.Security.Cryptography;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Pictures;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Films.Stills;

/// <summary>
/// Makes pictures of files that artists sent, shut in as films are. What is kept and served was encoded here: whatever else a file was, a page, an
/// archive, a program, ends here.
/// </summary>
public sealed class PictureStudio(FfmpegTool ffmpeg, IMediaStorage storage, DataFolder data) : IDisposable
{
    private const string Source = "source";
    private const string Tables = "pictures";

    // Each holds a file and its pixels in memory.
    private readonly SemaphoreSlim places = new(2);

    public bool IsOpen => ffmpeg.IsAvailable;

    public void Dispose() => places.Dispose();

    /// <summary>A folder of one upload's own; gone when it is disposed of.</summary>
    internal WorkTable Table() => new(Directory.CreateDirectory(data.Path($"{Tables}/{Guid.CreateVersion7():N}")).FullName);

    /// <summary>Removes what uploads left behind that ended with their server.</summary>
    internal void Sweep(DateTimeOffset before)
    {
        var folder = data.Path(Tables);
        if (!Directory.Exists(folder)) return;

        foreach (var table in Directory.EnumerateDirectories(folder))
        {
            if (Guid.TryParseExact(Path.GetFileName(table), "N", out var id) && PictureAge.Of(id) < before) Directory.Delete(table, recursive: true);
        }
    }

    /// <summary>Reads what came onto the table and makes its sizes there.</summary>
    internal async Task<Result<PictureFile>> DevelopAsync(WorkTable table, CancellationToken token)
    {
        await places.WaitAsync(token);
        try
        {
            var file = await File.ReadAllBytesAsync(table.Arrival, token);
            var read = PictureHeader.Read(file);
            if (!read.Succeeded) return read.Refusal;

            var header = read.Value;
            var sizes = PictureSize.Of(PictureSize.Stills, header.Width);
            if (!await RunAsync(PictureArguments.Sizes(table.Arrival, header, sizes, table.Made), table, sizes, token)) return StillRefusals.Undecodable;

            return new PictureFile(Convert.ToHexStringLower(SHA256.HashData(file)), header.Width, header.Height, table.Weigh(sizes));
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Cuts the poster from a picture that is kept, and keeps its sizes under a name of their own.</summary>
    internal async Task<Result<Poster>> CutAsync(Picture picture, PosterCrop crop, CancellationToken token)
    {
        using var table = Table();
        var largest = picture.Sizes[^1];
        await using (var kept = await storage.OpenAsync(MediaPaths.Picture(picture.Id, largest.Name), 0, null, token))
        {
            // Somebody has removed it meanwhile.
            if (kept is null) return Refusals.NotFound;

            await using var copy = File.Create(table.Arrival);
            await kept.CopyToAsync(copy, token);
        }

        var cut = CutOf(crop, largest.Width, PictureArguments.HeightOf(largest.Width, picture.Width, picture.Height));
        var sizes = PictureSize.Of(PictureSize.Posters, cut.Width);
        await places.WaitAsync(token);
        try
        {
            if (!await RunAsync(PictureArguments.Cut(table.Arrival, cut, sizes, table.Made), table, sizes, token)) return StillRefusals.Undecodable;
        }
        finally
        {
            places.Release();
        }

        var poster = new Poster(Guid.CreateVersion7(), picture.Id, crop.X, crop.Y, crop.Width, cut.Width, table.Weigh(sizes));
        await KeepAsync(table, poster.FilesId, sizes, token);
        return poster;
    }

    internal async Task KeepAsync(WorkTable table, Guid id, IReadOnlyList<PictureSize> sizes, CancellationToken token)
    {
        foreach (var size in sizes)
        {
            await using var content = File.OpenRead(PictureArguments.FileOf(table.Made, size));
            await storage.WriteAsync(MediaPaths.Picture(id, size.Name), content, token);
        }
    }

    internal Task DropAsync(Guid id, CancellationToken token) => storage.DeleteAsync(MediaPaths.Picture(id), token);

    private static PictureCut CutOf(PosterCrop crop, int width, int height)
    {
        var wide = Math.Clamp((int)Math.Round(crop.Width * width), 1, width);
        var high = Math.Clamp((int)Math.Round(wide / PosterCrop.Shape), 1, height);
        return new PictureCut(Math.Clamp((int)Math.Round(crop.X * width), 0, width - wide), Math.Clamp((int)Math.Round(crop.Y * height), 0, height - high), wide, high);
    }

    private async Task<bool> RunAsync(IReadOnlyList<string> arguments, WorkTable table, IReadOnlyList<PictureSize> sizes, CancellationToken token)
    {
        var outcome = await ffmpeg.RunAsync(new ToolRun("ffmpeg", arguments, ToolLimits.Picture) { Reads = [table.Arrival], Writes = table.Made }, token);
        if (outcome.End is ToolEnd.Hindered or ToolEnd.Stalled) throw new ToolFailedException(outcome);

        return outcome.End == ToolEnd.Done && sizes.All(size => new FileInfo(PictureArguments.FileOf(table.Made, size)) is { Exists: true, Length: > 0 });
    }

    /// <summary>Where one file is worked on.</summary>
    internal sealed class WorkTable : IDisposable
    {
        private readonly string folder;

        public WorkTable(string folder)
        {
            this.folder = folder;
            Made = Directory.CreateDirectory(Path.Combine(folder, "made")).FullName;
        }

        /// <summary>The file as it came.</summary>
        public string Arrival => Path.Combine(folder, Source);

        /// <summary>Where its sizes are made.</summary>
        public string Made { get; }

        public long Weigh(IReadOnlyList<PictureSize> sizes) => sizes.Sum(size => new FileInfo(PictureArguments.FileOf(Made, size)).Length);

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Ids of version 7 begin with the milliseconds since 1970 (RFC 9562, section 5.7).</summary>
internal static class PictureAge
{
    public static DateTimeOffset Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds((System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16) & 0xFFFF_FFFF_FFFF);
    }
}
