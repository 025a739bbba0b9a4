using System.ComponentModel.DataAnnotations;

namespace Showcase.Web.Features.Media;

/// <summary>Section <c>Media</c>.</summary>
public sealed class MediaOptions
{
    public const string Section = "Media";

    /// <summary>Base64 of at least 32 random bytes that sign upload and playback addresses. Empty: a key is made in the data folder. Servers that share the work must share it.</summary>
    public string? SigningKey { get; set; }

    /// <summary>The folder of ffmpeg and ffprobe; empty: the system's search path.</summary>
    public string? FfmpegFolder { get; set; }

    /// <summary>The program that shuts ffmpeg off from files and network: a name on the system's search path, or a file.</summary>
    public string Bubblewrap { get; set; } = "bwrap";

    /// <summary>How long ffmpeg or ffprobe may go without a sign of life before it is ended.</summary>
    [Range(1, 3600)]
    public int StallSeconds { get; set; } = 60;

    /// <summary>Whether this process does the processing; another one may.</summary>
    public bool Process { get; set; } = true;

    /// <summary>Whether this process burns the marks of assigned jurors in before they watch. Without it each is burnt in when it is asked for.</summary>
    public bool MarkAhead { get; set; } = true;

    /// <summary>How long a worker that no longer reports is taken to be alive.</summary>
    [Range(2, 600)]
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>How often workers look for what is due without being woken.</summary>
    [Range(1, 600)]
    public int PollSeconds { get; set; } = 10;

    /// <summary>What one person's films, unfinished uploads included, may take together; decimal gigabytes.</summary>
    [Range(1, 1_000_000)]
    public double PersonGigabytes { get; set; } = 200;

    /// <summary>What uploads leave free on the disk, for the database and what processing makes; decimal gigabytes.</summary>
    [Range(0, 1_000_000)]
    public double ReserveGigabytes { get; set; } = 5;

    /// <summary>Uploads that nobody goes on with are dropped after these days.</summary>
    [Range(1, 90)]
    public int AbandonedAfterDays { get; set; } = 7;

    internal TimeSpan Patience => TimeSpan.FromSeconds(StallSeconds);

    public ClamdOptions Clamd { get; set; } = new();
}

/// <summary>Section <c>Media:Clamd</c>: a ClamAV daemon that sees every upload before it is played.</summary>
public sealed class ClamdOptions
{
    /// <summary><c>host:port</c>, or the path of its Unix socket; empty: nothing is scanned.</summary>
    public string? Address { get; set; }

    /// <summary>What the daemon takes of a file, its own <c>StreamMaxLength</c>; decimal megabytes. What lies behind is not scanned.</summary>
    [Range(1, 4_000)]
    public double MostMegabytes { get; set; } = 25;
}
