namespace Showcase.Domain.Media.Descriptions;

/// <summary>Tells from a file's first bytes whether it can be a sound file at all. What it really holds, the probe tells.</summary>
public static class SoundFiles
{
    /// <summary>The format's short name, or null where the bytes begin none that sound is sent in.</summary>
    /// <param name="head">The first <see cref="Containers.HeadLength"/> bytes; of shorter files, all.</param>
    public static string? Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("fLaC"u8)) return "flac";
        if (head.StartsWith("OggS"u8)) return "ogg";
        if (head.StartsWith("ID3"u8)) return "mp3";
        if (head.Length < 12) return null;

        // EBU Tech 3306: RF64 is WAVE beyond 4 GB, which some editors write for shorter sound too.
        if (head[8..12].SequenceEqual("WAVE"u8)) return head.StartsWith("RIFF"u8) || head.StartsWith("RF64"u8) ? "wav" : null;
        if (head[4..8].SequenceEqual("ftyp"u8)) return "mp4";
        return IsFrame(head[0], head[1], head[2]) ? (head[1] & 0x06) == 0 ? "aac" : "mp3" : null;
    }

    /// <summary>
    /// Twelve bits of sync, as MPEG audio (ISO/IEC 11172-3) and ADTS (ISO/IEC 13818-7) begin a frame; a layer of 0 is ADTS's. Values
    /// that no frame may have keep random bytes out.
    /// </summary>
    private static bool IsFrame(byte sync, byte kind, byte rates)
    {
        if (sync != 0xFF || (kind & 0xE0) != 0xE0) return false;
        if ((kind & 0x06) == 0) return (kind & 0xF0) == 0xF0 && ((rates >> 2) & 0x0F) < 13;

        return (kind & 0x18) != 0x08 && rates >> 4 is not (0 or 15) && ((rates >> 2) & 0x03) != 3;
    }
}
