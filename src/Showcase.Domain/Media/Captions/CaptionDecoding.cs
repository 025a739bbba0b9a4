using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Showcase.Domain.Media.Captions;

/// <summary>Makes text of a caption file's bytes, without guessing.</summary>
internal static class CaptionDecoding
{
    public static Result<string> Decode(ReadOnlySpan<byte> content)
    {
        var text = content switch
        {
            [0xFF, 0xFE, .. var little] => Encoding.Unicode.GetString(little),
            [0xFE, 0xFF, .. var big] => Encoding.BigEndianUnicode.GetString(big),
            _ => null,
        };
        if (text is not null) return Checked(text);

        ReadOnlySpan<byte> rest = content is [0xEF, 0xBB, 0xBF, .. var marked] ? marked : content;
        var signs = new char[rest.Length];
        if (Utf8.ToUtf16(rest, signs, out var read, out var written, replaceInvalidSequences: false) == OperationStatus.Done) return Checked(new string(signs, 0, written));

        // Captions in an older encoding, or no captions at all?
        return rest.IndexOf("-->"u8) >= 0 && !rest.Contains((byte)0) ? CaptionRefusals.NotUtf8(rest[..read].Count((byte)'\n') + 1) : CaptionRefusals.NotCaptions;
    }

    /// <summary>No text has zeros in it; other files do.</summary>
    private static Result<string> Checked(string text) => text.Contains('\0', StringComparison.Ordinal) ? CaptionRefusals.NotCaptions : text;
}
