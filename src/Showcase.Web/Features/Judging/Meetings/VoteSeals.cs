using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Showcase.Domain.Judging.Meetings;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>
/// Seals what a secret vote must not say: the counts while it is open, and what a juror's receipt knows. The keys are the site's and not in the database.
/// </summary>
public sealed class VoteSeals(IDataProtectionProvider protection)
{
    private const int IdLength = 16;
    private const int NumberLength = 32;

    private readonly IDataProtector boxes = protection.CreateProtector("Showcase.Meetings.Box");
    private readonly IDataProtector receipts = protection.CreateProtector("Showcase.Meetings.Receipt");

    internal string Seal(Guid voteId, VoteCounts counts) => WebEncoders.Base64UrlEncode(BoxOf(voteId).Protect(counts.ToBytes()));

    internal VoteCounts Open(Guid voteId, string box) => VoteCounts.From(BoxOf(voteId).Unprotect(WebEncoders.Base64UrlDecode(box)));

    /// <summary>A receipt for the juror's browser, and the digest of its random number for the store.</summary>
    internal (string Receipt, string Digest) Write(Guid voteId, Guid jurorId, int option)
    {
        var number = RandomNumberGenerator.GetBytes(NumberLength);
        var content = new byte[IdLength + IdLength + sizeof(int) + NumberLength];
        voteId.TryWriteBytes(content);
        jurorId.TryWriteBytes(content.AsSpan(IdLength));
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(IdLength * 2), option);
        number.CopyTo(content, (IdLength * 2) + sizeof(int));
        return (WebEncoders.Base64UrlEncode(receipts.Protect(content)), DigestOf(number));
    }

    /// <summary>What the juror chose before; null where the receipt is not of this vote, not theirs, made up, or used already.</summary>
    internal int? Read(string? receipt, Guid voteId, VoteTaken taken)
    {
        try
        {
            if (string.IsNullOrEmpty(receipt)) return null;

            var content = receipts.Unprotect(WebEncoders.Base64UrlDecode(receipt));
            var isOfThis = new Guid(content.AsSpan(0, IdLength)) == voteId && new Guid(content.AsSpan(IdLength, IdLength)) == taken.JurorId;
            var isLast = DigestOf(content.AsSpan((IdLength * 2) + sizeof(int))) == taken.ReceiptDigest;
            return isOfThis && isLast ? BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(IdLength * 2)) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector BoxOf(Guid voteId) => boxes.CreateProtector(voteId.ToString("N"));

    private static string DigestOf(ReadOnlySpan<byte> number) => Convert.ToHexStringLower(SHA256.HashData(number));
}
