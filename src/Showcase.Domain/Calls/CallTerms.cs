namespace Showcase.Domain.Calls;

/// <summary>
/// One version of what artists and festival agree on when an entry is sent in. It is never changed: other words are the next version, and
/// every version stays, because entries were sent in under it.
/// </summary>
public sealed class CallTerms : Entity
{
    private CallTerms()
    {
    }

    public Guid CallId { get; private set; }

    /// <summary>From 1; the highest one is what artists accept now.</summary>
    public int Number { get; private set; }

    public TermsWording Wording { get; private set; } = TermsWording.Empty;

    public DateTimeOffset PublishedAt { get; private set; }

    public Guid PublishedBy { get; private set; }

    /// <summary>Since when nobody is asked to accept it any more, and no other version either; null while it holds.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public Guid? WithdrawnBy { get; private set; }

    /// <summary>The version behind <paramref name="before"/>, or the call's first one.</summary>
    public static Result<CallTerms> Next(Guid callId, CallTerms? before, TermsWording wording, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(wording);
        var tidied = wording.Tidied();
        if (tidied.Check() is { } bad) return bad;
        if (before is { WithdrawnAt: null } && before.Wording.Equals(tidied)) return TermsRefusals.Unchanged;

        return new CallTerms { CallId = callId, Number = (before?.Number ?? 0) + 1, Wording = tidied, PublishedBy = by, PublishedAt = now };
    }

    /// <summary>From now on the call has no terms, until others are published. Entries that were sent in under them keep them.</summary>
    public Result Withdraw(Guid by, DateTimeOffset now)
    {
        if (WithdrawnAt is not null) return TermsRefusals.WithdrawnAlready;

        (WithdrawnAt, WithdrawnBy) = (now, by);
        return Result.Ok;
    }

    /// <summary>The same words as the first version of another call.</summary>
    public CallTerms CopyTo(Guid otherCallId, Guid by, DateTimeOffset now) => new() { CallId = otherCallId, Number = 1, Wording = Wording, PublishedBy = by, PublishedAt = now };
}

/// <summary>What terms say.</summary>
/// <param name="ArtistKeeps">What the artist keeps, a plain sentence each.</param>
/// <param name="FestivalMay">What the festival may do, a plain sentence each.</param>
/// <param name="Text">All the rest, in Markdown; may be empty.</param>
public sealed record TermsWording(IReadOnlyList<string> ArtistKeeps, IReadOnlyList<string> FestivalMay, string Text)
{
    public const int MostLines = 20;
    public const int LineLength = 300;
    public const int TextLength = 20_000;

    public static readonly TermsWording Empty = new([], [], "");

    /// <summary>Both lists are needed: who reads only them must learn what is given and what is not.</summary>
    public Refusal? Check()
    {
        if (ArtistKeeps.Count == 0 || FestivalMay.Count == 0) return TermsRefusals.ListEmpty;
        if (ArtistKeeps.Count > MostLines || FestivalMay.Count > MostLines) return TermsRefusals.TooManyLines;
        if (ArtistKeeps.Concat(FestivalMay).Any(line => line.Length > LineLength)) return Refusals.TooLong("Line", LineLength);
        return Domain.Text.Check(Text, "Text", TextLength, required: false);
    }

    /// <summary>The same without blanks around lines and without empty ones.</summary>
    public TermsWording Tidied() => new(Tidied(ArtistKeeps), Tidied(FestivalMay), (Text ?? "").Trim());

    public bool Equals(TermsWording? other) =>
        other is not null && Text == other.Text && ArtistKeeps.SequenceEqual(other.ArtistKeeps) && FestivalMay.SequenceEqual(other.FestivalMay);

    public override int GetHashCode() => HashCode.Combine(Text, ArtistKeeps.Count, FestivalMay.Count);

    private static string[] Tidied(IReadOnlyList<string> lines) => [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0)];
}

public static class TermsRefusals
{
    public static readonly Refusal ListEmpty = new("Eligibility.TermsListEmpty");
    public static readonly Refusal TooManyLines = new("Eligibility.TermsTooManyLines", TermsWording.MostLines);
    public static readonly Refusal Unchanged = new("Eligibility.TermsUnchanged");

    public static readonly Refusal WithdrawnAlready = new("Eligibility.TermsWithdrawnAlready");

    /// <summary>The artist has accepted none of them.</summary>
    public static readonly Refusal NotAccepted = new("Eligibility.TermsNotAccepted");

    /// <summary>What the artist has accepted is not what the terms say by now.</summary>
    public static readonly Refusal Changed = new("Eligibility.TermsChanged");
}
