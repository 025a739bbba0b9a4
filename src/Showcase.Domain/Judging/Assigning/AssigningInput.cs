namespace Showcase.Domain.Judging.Assigning;

/// <summary>What a juror says of a film before they are given it. That they may not judge it is a <see cref="JurorConflict"/>.</summary>
public enum Bid
{
    Want,
    Can,
    RatherNot,
}

/// <summary>Why a juror may not be given a film.</summary>
public enum PairObstacle
{
    Conflict,
    Recused,

    /// <summary>It is neither spoken nor subtitled in a language of theirs.</summary>
    Language,

    /// <summary>They need captions, and it has none in a language of theirs.</summary>
    Captions,

    /// <summary>It alone is longer than all that they can watch.</summary>
    TooLong,
}

/// <summary>A film that is up for judging. Languages are ISO 639 codes; topics are compared as they are.</summary>
public sealed record FilmFacts(Guid Id, int Seconds, IReadOnlyList<string> Spoken, IReadOnlyList<string> Subtitles, IReadOnlyList<string> Captions, IReadOnlyList<string> Topics);

/// <summary>A juror of the panel. Without languages they were not asked, and may be given any.</summary>
/// <param name="MostMinutes">Of film that they can watch in the edition; null where they set no limit.</param>
/// <param name="SecondsElsewhere">What they have of films that are not in the plan, in this round and in others.</param>
/// <param name="Topics">Which topics they want or would rather not have.</param>
public sealed record JurorFacts(
    Guid Id, IReadOnlyList<string> Languages, bool NeedsCaptions, int? MostMinutes, long SecondsElsewhere, IReadOnlyDictionary<string, Bid> Topics)
{
    /// <summary>How many films of this round they have that are not in the plan.</summary>
    public int FilmsElsewhere { get; init; }

    /// <summary>What the film's languages and captions stand in the way of; null where nothing.</summary>
    public PairObstacle? ObstacleOf(FilmFacts film)
    {
        ArgumentNullException.ThrowIfNull(film);
        if (film.Spoken.Count == 0) return null;

        if (NeedsCaptions && !(Languages.Count == 0 ? film.Captions.Count > 0 : Knows(film.Captions) > 0)) return PairObstacle.Captions;
        if (Languages.Count == 0 || Knows(film.Spoken) == film.Spoken.Count) return null;

        return Knows(film.Subtitles) + Knows(film.Captions) > 0 ? null : PairObstacle.Language;
    }

    private int Knows(IReadOnlyList<string> languages)
    {
        var known = 0;
        foreach (var language in languages)
        {
            if (Languages.Contains(language)) known++;
        }

        return known;
    }
}

public enum HeldState
{
    /// <summary>Given and not begun: it may be given to somebody else.</summary>
    Open,

    /// <summary>Something was written: it stays.</summary>
    Begun,

    Scored,

    Recused,
}

/// <summary>A film that a juror has in the round already.</summary>
public sealed record HeldPair(Guid FilmId, Guid JurorId, HeldState State);

/// <summary>All that a plan depends on. Conflicts are of jurors and films; a film and a juror of a held pair need not be among the others.</summary>
public sealed record AssigningInput(
    IReadOnlyList<FilmFacts> Films,
    IReadOnlyList<JurorFacts> Jurors,
    IReadOnlyDictionary<(Guid Film, Guid Juror), Bid> Bids,
    IReadOnlySet<(Guid Film, Guid Juror)> Conflicts,
    IReadOnlyList<HeldPair> Held);

public enum AssigningMode
{
    /// <summary>What is given stays; only what is missing is added.</summary>
    EnsureMinimum,

    /// <summary>What nobody has begun may move: because a juror left, a conflict came up or a limit changed. As little as possible moves.</summary>
    Adjust,
}

public enum LoadBalance
{
    /// <summary>Bids alone decide.</summary>
    Off,

    /// <summary>A juror with five films fewer gets one that they say nothing of before another gets one that they want.</summary>
    Fair,

    /// <summary>Loads are as even as limits allow, whatever the bids.</summary>
    Even,
}

public sealed record PlanSettings(int ReviewsPerFilm, int? MostFilms, AssigningMode Mode, LoadBalance Balance)
{
    public const int MostReviews = 20;
    public const int MostFilmsOfJuror = 5_000;

    public Refusal? Check() =>
        ReviewsPerFilm is < 1 or > MostReviews ? Refusals.OutOfRange("ReviewsPerFilm", 1, MostReviews)
        : MostFilms is < 1 or > MostFilmsOfJuror ? Refusals.OutOfRange("MostFilms", 1, MostFilmsOfJuror)
        : null;
}

/// <summary>What pairs cost, in points; fewer are better.</summary>
public static class PairPoints
{
    public const int Unsaid = 40;

    /// <summary>A pair that exists and may stay: worth more than any wish, so that bids that change afterwards move no work.</summary>
    public const int Kept = -1_000;

    private const int EachTopic = 10;
    private const int MostTopics = 2;

    public static int Of(Bid? bid) => bid switch { Bid.Want => 0, Bid.Can => 20, Bid.RatherNot => 100, _ => Unsaid };

    /// <summary>A wanted topic takes points off, an unwanted one costs twice that; two of each count at most.</summary>
    public static int OfTopics(FilmFacts film, JurorFacts juror)
    {
        ArgumentNullException.ThrowIfNull(film);
        ArgumentNullException.ThrowIfNull(juror);
        if (juror.Topics.Count == 0) return 0;

        var (wanted, unwanted) = (0, 0);
        foreach (var topic in film.Topics)
        {
            if (!juror.Topics.TryGetValue(topic, out var wish)) continue;
            if (wish == Bid.Want) wanted++;
            else if (wish == Bid.RatherNot) unwanted++;
        }

        return EachTopic * ((2 * Math.Min(unwanted, MostTopics)) - Math.Min(wanted, MostTopics));
    }

    public static int Of(LoadBalance balance) => balance switch { LoadBalance.Off => 0, LoadBalance.Fair => 8, _ => 400 };
}
