using System.Security.Cryptography;
using Showcase.Domain.Accounts;

namespace Showcase.Domain.Fees;

public enum EntryCodeState
{
    Active,
    UsedUp,
    Expired,
    Ended,
}

/// <summary>
/// A word that takes something off a call's fee, opens the call once more to whoever holds it, excuses them from its rules, or more than
/// one of these. It is kept readable, so that organisers can send it again, and it is never deleted: the ledger names it.
/// </summary>
public sealed class EntryCode : AggregateRoot
{
    public const int LeastLength = 4;
    public const int MostLength = 32;
    public const int NoteLength = 200;
    public const int MostUsesOfOne = 100_000;

    /// <summary>Letters and digits that nobody mistakes for one another.</summary>
    private const string Signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private EntryCode()
    {
    }

    public Guid CallId { get; private set; }

    /// <summary>As it is kept and compared: in capitals.</summary>
    public string Word { get; private set; } = "";

    /// <summary>Whom or what it is for; organisers read it.</summary>
    public string Note { get; private set; } = "";

    /// <summary>0 to 100.</summary>
    public int PercentOff { get; private set; }

    /// <summary>Whether its holder may send in after the deadline, or to a call that was closed.</summary>
    public bool Reopens { get; private set; }

    /// <summary>Whether an entry is taken with it although it does not meet the call's rules; <see cref="Note"/> is the reason.</summary>
    public bool ExcusesRules { get; private set; }

    /// <summary>The address of the one account that it is for, in small letters; null where it is for whoever holds it, empty where that account is gone.</summary>
    public string? BoundTo { get; private set; }

    /// <summary>How many entries it may be used for; null is without limit.</summary>
    public int? MostUses { get; private set; }

    /// <summary>How many entries it was used for. The store counts, in the transaction that sends the entry in.</summary>
    public int Uses { get; private set; }

    /// <summary>The last moment of it; null is until it is ended.</summary>
    public DateTimeOffset? Until { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Guid CreatedBy { get; private set; }

    public static Result<EntryCode> Create(Guid callId, EntryCodeDetails details, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(details);
        var word = string.IsNullOrWhiteSpace(details.Word) ? Generate() : Normalise(details.Word);
        if (word.Length is < LeastLength or > MostLength || !word.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')) return EntryCodeRefusals.WordInvalid;
        if (Text.Check(details.Note, "Note", NoteLength, required: details.ExcusesRules) is { } badNote) return badNote;
        if (details.PercentOff is < 0 or > 100) return Refusals.OutOfRange("PercentOff", 0, 100);
        if (details is { PercentOff: 0, Reopens: false, ExcusesRules: false }) return EntryCodeRefusals.DoesNothing;
        if (details.MostUses is < 1 or > MostUsesOfOne) return Refusals.OutOfRange("MostUses", 1, MostUsesOfOne);
        if (!string.IsNullOrWhiteSpace(details.BoundTo) && !EmailAddress.IsOne(details.BoundTo)) return EntryCodeRefusals.BoundInvalid;
        if (details.Until <= now) return EntryCodeRefusals.UntilPassed;
        if (details.Reopens && details.Until is null) return EntryCodeRefusals.ReopensForever;

        return new EntryCode
        {
            CallId = callId, Word = word, Note = details.Note?.Trim() ?? "", PercentOff = details.PercentOff, Reopens = details.Reopens,
            ExcusesRules = details.ExcusesRules, BoundTo = Holder(details.BoundTo), MostUses = details.MostUses, Until = details.Until, CreatedBy = by,
        };
    }

    /// <summary>How a typed code is compared: without spaces around and within, in capitals.</summary>
    public static string Normalise(string? typed) => string.Concat((typed ?? "").Where(sign => !char.IsWhiteSpace(sign))).ToUpperInvariant();

    public EntryCodeState StateAt(DateTimeOffset now)
    {
        if (EndedAt is not null) return EntryCodeState.Ended;
        if (now > Until) return EntryCodeState.Expired;
        return Uses >= MostUses ? EntryCodeState.UsedUp : EntryCodeState.Active;
    }

    /// <summary>
    /// Why it is of no use for an entry in that call at that moment; null where it is. <paramref name="holder"/> is the confirmed address of the artist's account.
    /// </summary>
    public Refusal? Refuse(Guid callId, string? holder, DateTimeOffset now)
    {
        if (callId != CallId) return EntryCodeRefusals.OtherCall;
        if (BoundTo is not null && Holder(holder) != BoundTo) return EntryCodeRefusals.Bound;
        return StateAt(now) switch
        {
            EntryCodeState.Ended => EntryCodeRefusals.Ended,
            EntryCodeState.Expired => EntryCodeRefusals.Expired,
            EntryCodeState.UsedUp => EntryCodeRefusals.UsedUp,
            _ => null,
        };
    }

    /// <summary>What so many percent take off a fee, in the smallest coin; part of a coin goes to the artist.</summary>
    public static long Off(long fee, int percent) => ((fee * percent) + 99) / 100;

    public void End(DateTimeOffset now) => EndedAt ??= now;

    /// <summary>How addresses of accounts are compared.</summary>
    public static string? Holder(string? address) => string.IsNullOrWhiteSpace(address) ? null : address.Trim().ToLowerInvariant();

    /// <summary>Ten signs, fifty bits: such as 7KQ2M-X9PTA.</summary>
    private static string Generate()
    {
        var signs = RandomNumberGenerator.GetString(Signs, 10);
        return $"{signs[..5]}-{signs[5..]}";
    }
}

/// <summary>What an organiser says of a code; without a <see cref="Word"/> one is made.</summary>
public sealed record EntryCodeDetails(string? Word, string? Note, int PercentOff, bool Reopens, int? MostUses, DateTimeOffset? Until, bool ExcusesRules = false, string? BoundTo = null);

public static class EntryCodeRefusals
{
    public static readonly Refusal WordInvalid = new("Fees.WordInvalid", EntryCode.LeastLength, EntryCode.MostLength);
    public static readonly Refusal WordTaken = new("Fees.WordTaken");
    public static readonly Refusal DoesNothing = new("Fees.CodeDoesNothing");
    public static readonly Refusal UntilPassed = new("Fees.UntilPassed");
    public static readonly Refusal ReopensForever = new("Fees.ReopensForever");
    public static readonly Refusal Unknown = new("Fees.CodeUnknown");
    public static readonly Refusal Bound = new("Fees.CodeBound");
    public static readonly Refusal BoundInvalid = new("Fees.BoundInvalid");
    public static readonly Refusal ForDraft = new("Fees.CodeForDraft");
    public static readonly Refusal OtherCall = new("Fees.CodeOtherCall");
    public static readonly Refusal Ended = new("Fees.CodeEnded");
    public static readonly Refusal Expired = new("Fees.CodeExpired");
    public static readonly Refusal UsedUp = new("Fees.CodeUsedUp");
    public static readonly Refusal TooManyTries = new("Fees.TooManyTries");
}
