using System.Security.Cryptography;

namespace Showcase.Domain.Audience;

/// <summary>
/// What is printed on a slip of paper and typed on a phone in the dark: seven random signs and one that checks them, of an alphabet without pairs that look alike.
/// 29 is a prime, and the sign is chosen so that the sum of each sign's value times its place is divisible by it, as in ISBN-10 (ISO 2108): any one
/// wrong sign, and any two that changed places, are noticed without asking the store.
/// </summary>
public static class VoteCode
{
    /// <summary>Without 0, 1, I, L, O, S and U.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRTVWXYZ";

    public const int Length = 8;

    /// <summary>How many codes pass the check: 29 to the power of 7, about 17 thousand million.</summary>
    public const long Possible = 17_249_876_309;

    private const int TypedLength = 40;

    /// <summary>A new code, of a generator that nobody can foresee.</summary>
    public static string Make()
    {
        Span<char> signs = stackalloc char[Length];
        for (var place = 0; place < Length - 1; place++) signs[place] = Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)];
        signs[^1] = Check(signs[..^1]);
        return new string(signs);
    }

    /// <summary>The code that somebody typed, in whatever case and spacing; null where it cannot be one, so that the store need not be asked.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > TypedLength) return null;

        Span<char> signs = stackalloc char[Length];
        var length = 0;
        foreach (var sign in typed)
        {
            if (sign is ' ' or '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u00a0') continue;
            if (length == Length) return null;

            var upper = char.ToUpperInvariant(sign);
            if (!Alphabet.Contains(upper, StringComparison.Ordinal)) return null;
            signs[length++] = upper;
        }

        return length == Length && Check(signs[..^1]) == signs[^1] ? new string(signs) : null;
    }

    /// <summary>As it is printed: ABCD-EFGH.</summary>
    public static string Write(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return $"{code[..(Length / 2)]}-{code[(Length / 2)..]}";
    }

    /// <summary>The last sign's place is <see cref="Length"/>, whose inverse makes the sum divisible.</summary>
    private static char Check(ReadOnlySpan<char> signs)
    {
        var sum = 0;
        for (var place = 0; place < signs.Length; place++) sum += (place + 1) * Alphabet.IndexOf(signs[place], StringComparison.Ordinal);
        for (var value = 0; value < Alphabet.Length; value++)
        {
            if ((sum + (Length * value)) % Alphabet.Length == 0) return Alphabet[value];
        }

        throw new InvalidOperationException("The alphabet's length is not prime to the code's.");
    }
}
