using System.Globalization;
using System.Text;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Hears what a tool says, and keeps no more of it than is wanted, however much that is: a decoder that a film has taken over must not fill this
/// process's memory. ffprobe is alive while it says anything; ffmpeg, while its place in the film grows, because its clock ticks whatever happens.
/// </summary>
internal sealed class ToolEars(ToolRun run)
{
    // Time, size and flags of each frame of the longest film are 40 million characters.
    private const int MostOutput = 64 * 1024 * 1024;
    private const int MostLine = 1000;
    private const int PieceLength = 16 * 1024;

    public required Action Alive { get; init; }

    /// <summary>There was more than is kept.</summary>
    public required Action Full { get; init; }

    /// <summary>What ffprobe answers; ffmpeg's words about its progress are for <see cref="ToolRun.Progress"/> alone.</summary>
    public Task<string> HearAsync(StreamReader output) => run.IsFfmpeg ? FollowAsync(output) : KeepAsync(output);

    /// <summary>The end of its complaints.</summary>
    public async Task<string> HearErrorsAsync(StreamReader errors)
    {
        var (tail, piece) = (new StringBuilder(), new char[PieceLength]);
        while (await errors.ReadAsync(piece) is var count and > 0)
        {
            tail.Append(piece, 0, count);
            if (tail.Length > (2 * run.KeptErrors) + PieceLength) tail.Remove(0, tail.Length - run.KeptErrors);
        }

        var begin = Math.Max(0, tail.Length - run.KeptErrors);
        return tail.ToString(begin, tail.Length - begin).Trim();
    }

    private async Task<string> KeepAsync(StreamReader output)
    {
        var (kept, piece) = (new StringBuilder(), new char[PieceLength]);
        while (await output.ReadAsync(piece) is var count and > 0)
        {
            Alive();
            if (kept.Length + count > MostOutput)
            {
                Full();
                return "";
            }

            kept.Append(piece, 0, count);
        }

        return kept.ToString();
    }

    /// <summary>Any number that grows, of frames or of microseconds, says that it is alive.</summary>
    private async Task<string> FollowAsync(StreamReader output)
    {
        var (frames, microseconds) = (0L, 0L);
        var (line, piece) = (new StringBuilder(), new char[PieceLength]);
        while (await output.ReadAsync(piece) is var count and > 0)
        {
            foreach (var sign in piece.AsSpan(0, count))
            {
                if (sign != '\n')
                {
                    if (line.Length < MostLine) line.Append(sign);
                    continue;
                }

                var said = line.ToString();
                line.Clear();
                if (!Grows(said, "frame=", ref frames) && !Grows(said, "out_time_us=", ref microseconds)) continue;

                Alive();
                run.Progress(run.FrameRate > 0 ? TimeSpan.FromSeconds(frames / run.FrameRate) : TimeSpan.FromMicroseconds(microseconds));
            }
        }

        return "";
    }

    private static bool Grows(string line, string name, ref long number)
    {
        if (!line.StartsWith(name, StringComparison.Ordinal) || !long.TryParse(line.AsSpan(name.Length), NumberStyles.Integer, CultureInfo.InvariantCulture, out var now) || now <= number) return false;

        number = now;
        return true;
    }
}
