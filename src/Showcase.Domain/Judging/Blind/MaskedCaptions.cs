using System.Text;

namespace Showcase.Domain.Judging.Blind;

/// <summary>A WebVTT file of ours with the makers' names covered in what its cues say; times and settings stay as they are.</summary>
/// <param name="Text">The file that jurors are sent.</param>
/// <param name="Marked">The cues in which something was covered, or is doubtful.</param>
public sealed record MaskedCaptions(string Text, IReadOnlyList<MaskedCue> Marked)
{
    public static MaskedCaptions Of(string webVtt, NameMask mask)
    {
        ArgumentNullException.ThrowIfNull(webVtt);
        ArgumentNullException.ThrowIfNull(mask);
        var file = new StringBuilder(webVtt.Length);
        var marked = new List<MaskedCue>();
        foreach (var block in webVtt.Split("\n\n"))
        {
            if (file.Length > 0) file.Append("\n\n");
            var end = block.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0 || !block.AsSpan(0, end).Contains("-->", StringComparison.Ordinal))
            {
                file.Append(block);
                continue;
            }

            var words = mask.Cover(block[(end + 1)..]);
            if (words.Spans.Count > 0) marked.Add(new MaskedCue(block[..block.IndexOf(' ', StringComparison.Ordinal)], words));
            file.Append(block, 0, end + 1).Append(words.Text);
        }

        return new MaskedCaptions(file.ToString(), marked);
    }
}

/// <param name="From">When it comes, as WebVTT writes it.</param>
/// <param name="Words">What it says.</param>
public sealed record MaskedCue(string From, MaskedText Words);
