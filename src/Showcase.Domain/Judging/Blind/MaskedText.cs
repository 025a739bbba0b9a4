namespace Showcase.Domain.Judging.Blind;

/// <summary>Why a stretch of a text was marked.</summary>
public enum MaskKind
{
    /// <summary>The name of a maker: a person in any of the ways in which names are written, or a company.</summary>
    Name,

    /// <summary>A maker's surname by itself.</summary>
    Surname,
    Email,
    Link,

    /// <summary>A name on a network, with its @.</summary>
    Handle,

    /// <summary>Words that an organiser had covered besides.</summary>
    Added,

    /// <summary>A name of a maker that is an ordinary word as well, so it was left: somebody should look.</summary>
    Doubt,
}

/// <summary>A text as its author wrote it, and as those read it who are not told the author.</summary>
public sealed record MaskedText(string Original, string Text, IReadOnlyList<MaskedSpan> Spans)
{
    public IEnumerable<MaskedSpan> Covered => Spans.Where(span => span.IsCovered);

    public string Words(MaskedSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        return Original.Substring(span.From, span.Length);
    }

    /// <summary>The original in pieces, in order: plain ones have no kind.</summary>
    public IEnumerable<(string Words, MaskKind? Kind)> Pieces()
    {
        var at = 0;
        foreach (var span in Spans)
        {
            if (span.From > at) yield return (Original[at..span.From], null);
            yield return (Words(span), span.Kind);
            at = span.From + span.Length;
        }

        if (at < Original.Length) yield return (Original[at..], null);
    }
}

/// <summary>A stretch of the original, counted in its characters.</summary>
public sealed record MaskedSpan(int From, int Length, MaskKind Kind)
{
    public bool IsCovered => Kind != MaskKind.Doubt;
}
