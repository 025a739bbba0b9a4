namespace Showcase.Domain.Accounts;

/// <summary>What a person may say of themselves, and need not. It is read in totals only.</summary>
public enum Gender
{
    Woman,
    Man,

    /// <summary>Non-binary, or in words of their own.</summary>
    Other,
    PreferNotToSay,
}

/// <summary>
/// Totals of what people said of themselves that tell nothing of one of them: none at all below <see cref="FewestPeople"/> who said something, and every count rounded to
/// the nearest <see cref="Step"/>, so that adding one film to a list shows nobody. Rounding to five is the standard rounding methodology of HESA, the statistics
/// agency of British universities.
/// </summary>
public static class GenderTotals
{
    public const int FewestPeople = 10;
    public const int Step = 5;

    /// <param name="said">One answer a person; null where they said nothing.</param>
    /// <returns>Rounded counts, "nothing said" and "prefer not to say" as one; null where too few said something.</returns>
    public static IReadOnlyDictionary<Gender, int>? Of(IReadOnlyCollection<Gender?> said)
    {
        ArgumentNullException.ThrowIfNull(said);
        var counts = said.Select(answer => answer ?? Gender.PreferNotToSay).CountBy(answer => answer).ToDictionary();
        if (said.Count - counts.GetValueOrDefault(Gender.PreferNotToSay) < FewestPeople) return null;

        return counts.ToDictionary(row => row.Key, row => Step * (int)Math.Round(row.Value / (double)Step, MidpointRounding.AwayFromZero));
    }
}
