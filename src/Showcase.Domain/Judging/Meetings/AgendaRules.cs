namespace Showcase.Domain.Judging.Meetings;

/// <summary>What an agenda is made by, as the organiser chooses it.</summary>
/// <param name="Slots">How many films there is room for: the cut lies below the film with that rank.</param>
/// <param name="MostFilms">The agenda takes no more films than this.</param>
/// <param name="LeastPercent">It takes none whose priority is lower than this, in per cent.</param>
/// <param name="Stretch">
/// How many films, neighbours by priority, may change places so that fewer people leave the room; with 1 the order is that of the priorities.
/// </param>
public sealed record AgendaRules(int Slots, int MostFilms, int LeastPercent, int Stretch)
{
    public const int MostSlots = 10_000;

    /// <summary>So many films fit into no meeting, and into some days of meetings.</summary>
    public const int MostOnAgenda = 500;

    /// <summary>Within a stretch the best order is found by looking at all sets of films, of which there are 2^stretch.</summary>
    public const int LongestStretch = 12;

    public static readonly AgendaRules Usual = new(Slots: 20, MostFilms: 30, LeastPercent: 0, Stretch: 8);

    public Refusal? Check()
    {
        if (Slots is < 1 or > MostSlots) return Refusals.OutOfRange("Slots", 1, MostSlots);
        if (MostFilms is < 1 or > MostOnAgenda) return Refusals.OutOfRange("AgendaFilms", 1, MostOnAgenda);
        if (LeastPercent is < 0 or > 100) return Refusals.OutOfRange("LeastPercent", 0, 100);
        return Stretch is < 1 or > LongestStretch ? Refusals.OutOfRange("Stretch", 1, LongestStretch) : null;
    }
}
