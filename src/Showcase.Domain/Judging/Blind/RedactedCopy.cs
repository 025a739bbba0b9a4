using System.Security.Cryptography;
using System.Text;

namespace Showcase.Domain.Judging.Blind;

/// <summary>What jurors read of an entry.</summary>
public enum JurorText
{
    Title,
    Logline,
    Synopsis,
    LongSynopsis,
    Statement,

    /// <summary>The answer to a question whose answers jurors read.</summary>
    Answer,

    /// <summary>A track of captions; it is covered by the mask and has no text of its own.</summary>
    Captions,
}

/// <summary>Which of an entry's texts. The source is the question or the track; empty for what the film has once.</summary>
public sealed record TextKey(JurorText Part, Guid SourceId)
{
    public TextKey(JurorText part)
        : this(part, Guid.Empty)
    {
    }
}

/// <summary>
/// The copy of one text of an entry that jurors of blind rounds read in its place, once an organiser has approved it. It belongs to the words it
/// was made from: when the artist changes them, or the names that must be covered in them change, it stands no longer, and jurors read what the
/// mask leaves of the new words until somebody has looked at them.
/// </summary>
public sealed class RedactedCopy : AggregateRoot
{
    public const int Length = 12_000;

    private RedactedCopy()
    {
    }

    public Guid SubmissionId { get; private set; }

    public JurorText Part { get; private set; }

    public Guid SourceId { get; private set; }

    /// <summary>As it was approved.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What somebody has typed and not approved; null where nobody has.</summary>
    public string? Draft { get; private set; }

    /// <summary>Of the words that the approved copy was made from; empty before the first approval.</summary>
    public string Fingerprint { get; private set; } = "";

    public DateTimeOffset? ApprovedAt { get; private set; }

    public Guid? ApprovedBy { get; private set; }

    public TextKey Key => new(Part, SourceId);

    public static RedactedCopy Of(Guid submissionId, TextKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new RedactedCopy { SubmissionId = submissionId, Part = key.Part, SourceId = key.SourceId };
    }

    /// <summary>Changes with the original, and with what the mask covers of it.</summary>
    public static string FingerprintOf(MaskedText masked)
    {
        ArgumentNullException.ThrowIfNull(masked);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{masked.Original}\0{masked.Text}")));
    }

    /// <summary>Of captions: a track never changes, and what is covered in it changes with the names.</summary>
    public static string FingerprintOf(Guid trackId, NameMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{trackId:N}\0{mask.Signature}")));
    }

    public bool Stands(string fingerprint) => ApprovedAt is not null && Fingerprint == fingerprint;

    public Result Keep(string? draft)
    {
        if (Domain.Text.Check(draft, nameof(Text), Length, required: false) is { } bad) return bad;

        Draft = draft ?? "";
        return Result.Ok;
    }

    /// <summary>An organiser has looked at what the mask covers of these captions.</summary>
    public void ApproveCaptions(string fingerprint, Guid by, DateTimeOffset now) => (Fingerprint, ApprovedAt, ApprovedBy) = (fingerprint, now, by);

    /// <summary>Refused where a name that the mask knows still stands in it, unless that is meant.</summary>
    public Result Approve(string? text, MaskedText original, NameMask mask, bool isMeant, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (Domain.Text.Check(text, nameof(Text), Length, required: false) is { } bad) return bad;

        var copy = mask.Cover(text ?? "");
        if (!isMeant && copy.Covered.Any()) return BlindRefusals.NamesLeft(string.Join(", ", copy.Covered.Select(copy.Words).Distinct(StringComparer.OrdinalIgnoreCase).Take(5)));

        (Text, Draft, Fingerprint, ApprovedAt, ApprovedBy) = (copy.Original.Trim(), null, FingerprintOf(original), now, by);
        return Result.Ok;
    }
}

public static class BlindRefusals
{
    /// <summary>The artist, or another organiser, was faster: what was looked at is not what stands there now.</summary>
    public static readonly Refusal OriginalChanged = new("Blind.OriginalChanged");

    public const string NamesLeftCode = "Blind.NamesLeft";

    public static Refusal NamesLeft(string names) => new(NamesLeftCode, names);
}
