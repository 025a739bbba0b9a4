using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>
/// A folder of tools whose ffmpeg is the real one and dies by SIGKILL in the middle of a chosen run: when so many frames, or some sound, have come out;
/// where nothing comes before the end, as with single pictures, when the film has been read into. The run is slowed down to the film's own pace, so that
/// no machine is too fast to be caught.
/// </summary>
internal sealed class MortalFfmpeg
{
    private const string Nobody = "nobody";

    private readonly string victim;

    public MortalFfmpeg(string folder)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        victim = Path.Combine(folder, "victim");
        File.CreateSymbolicLink(Path.Combine(folder, "ffprobe"), Sandbox.Find("ffprobe")!);
        var program = Path.Combine(folder, "ffmpeg");
        File.WriteAllText(program, Script(Sandbox.Find("ffmpeg")!));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Spare();
    }

    public string Folder { get; }

    /// <summary>A tool that runs it, shut in by this program or, where there is none of that name, by limits alone.</summary>
    public async Task<FfmpegTool> ToolAsync(string bubblewrap)
    {
        var tool = new FfmpegTool(Options.Create(OptionsWith(bubblewrap)), NullLoggerFactory.Instance);
        Assert.Equal(bubblewrap == "bwrap" ? HealthStatus.Healthy : HealthStatus.Degraded, (await tool.CheckHealthAsync(new HealthCheckContext())).Status);
        return tool;
    }

    public MediaOptions OptionsWith(string bubblewrap) => new() { FfmpegFolder = Folder, Bubblewrap = bubblewrap };

    /// <summary>Kills every run whose arguments contain this part, until it is told otherwise.</summary>
    public void KillIn(string part, int frames = 10) => File.WriteAllText(victim, string.Create(CultureInfo.InvariantCulture, $"{frames} {part}\n"));

    public void Spare() => KillIn(Nobody);

    // The shell becomes ffmpeg and keeps its number, so the signal hits ffmpeg itself, and whoever started it sees what it would have seen.
    private static string Script(string ffmpeg) =>
        $$"""
        #!/bin/sh
        read -r frames part <"${0%/*}/victim"
        case "$*" in
            *"$part"*.jpg)
                { until [ "$(sed -n 's/^rchar: //p' /proc/$$/io)" -gt 250000 ]; do [ -e /proc/$$ ] || exit; sleep 0.02; done; kill -9 $$; } &
                exec {{ffmpeg}} -readrate 0.1 "$@" ;;
            *"$part"*) ;;
            *) exec {{ffmpeg}} "$@" ;;
        esac
        pipe=$(mktemp -u)
        mkfifo "$pipe"
        {
            picture=
            while read -r line; do
                echo "$line"
                case "$line" in
                    frame=*) picture=yes; [ "${line#frame=}" -lt "$frames" ] || kill -9 $$ ;;
                    out_time_us=[1-9]*) [ "$picture" ] || kill -9 $$ ;;
                esac
            done
            rm "$pipe"
        } <"$pipe" &
        exec {{ffmpeg}} -readrate 1 -progress pipe:1 -stats_period 0.02 "$@" >"$pipe"

        """;
}
