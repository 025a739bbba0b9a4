using System.Security.Cryptography;
using System.Text;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Judging;

/// <summary>What a juror wrote for the artist on a card that was handed in, or what an organiser had let out of it.</summary>
public sealed record PacketSource(Guid ScorecardId, string Text);

/// <summary>
/// What the jury says to the artist of a film that is declined, as an organiser approved it; it goes along with the letter, or after it. It belongs
/// to the comments that it was made from: when a juror changes one, nothing goes until somebody has looked again.
/// </summary>
public sealed class CommentPacket : AggregateRoot
{
    public const int Length = 12_000;

    private CommentPacket()
    {
    }

    public Guid SubmissionId { get; private set; }

    public Guid EditionId { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Of the comments that it was made from.</summary>
    public string Fingerprint { get; private set; } = "";

    public Guid ApprovedBy { get; private set; }

    public DateTimeOffset ApprovedAt { get; private set; }

    /// <summary>Since when the artist reads it; null before that.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    public static CommentPacket Of(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return new CommentPacket { SubmissionId = submission.Id, EditionId = submission.EditionId };
    }

    /// <summary>What an organiser begins with: the comments one below the other, the jurors' names covered in each.</summary>
    public static string Suggest(IEnumerable<PacketSource> sources, NameMask mask)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(mask);
        return string.Join("\n\n", sources.Select(source => mask.Cover(source.Text).Text.Trim()));
    }

    /// <summary>Changes with the words of any comment, and when one comes or goes.</summary>
    public static string FingerprintOf(IEnumerable<PacketSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var all = string.Join('\0', sources.OrderBy(source => source.ScorecardId).Select(source => $"{source.ScorecardId:N} {source.Text}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <summary>Whether it was approved over just these comments.</summary>
    public bool Stands(string fingerprint) => Fingerprint == fingerprint;

    /// <summary>
    /// Refused where a juror's whole name stands in it; where a surname, an address or a link does, unless that is <paramref name="isMeant"/>:
    /// a surname may be an ordinary word.
    /// </summary>
    /// <param name="text">What the artist will read.</param>
    /// <param name="fingerprint">Of the comments that the organiser saw.</param>
    /// <param name="mask">Knows the names of the edition's jurors.</param>
    /// <param name="isMeant">The organiser was asked and stays with it.</param>
    /// <param name="by">Who approves.</param>
    /// <param name="now">When.</param>
    public Result Approve(string? text, string fingerprint, NameMask mask, bool isMeant, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (SentAt is not null) return LetterRefusals.PacketSent;
        if (Domain.Text.Check(text, "Packet", Length) is { } bad) return bad;

        var read = mask.Cover(text!);
        if (read.Covered.Any(span => span.Kind is MaskKind.Name or MaskKind.Added)) return LetterRefusals.PacketNamesJuror;
        if (!isMeant && read.Covered.Any()) return BlindRefusals.NamesLeft(string.Join(", ", read.Covered.Select(read.Words).Distinct(StringComparer.OrdinalIgnoreCase).Take(5)));

        (Text, Fingerprint, ApprovedBy, ApprovedAt) = (text!.Trim(), fingerprint, by, now);
        return Result.Ok;
    }

    public void Send(DateTimeOffset now) => SentAt ??= now;
}
