namespace Showcase.Domain.Judging.Progress;

/// <summary>How a juror stands with a round's films; the worst first.</summary>
public enum Pace
{
    /// <summary>They left the panel with films unfinished: somebody else has to watch those.</summary>
    LeftPanel,

    /// <summary>The round closed before they had finished.</summary>
    Missed,

    Late,
    OnPace,

    /// <summary>The round does not take scores yet.</summary>
    NotOpen,
    Done,
    NothingGiven,
}

/// <summary>A film of a juror's that counts: not recused, and still judged or handed in.</summary>
/// <param name="Runtime">Of the film.</param>
/// <param name="GivenAt">When the juror was given it.</param>
/// <param name="IsFinished">Whether the card is handed in.</param>
public sealed record PaceFilm(TimeSpan Runtime, DateTimeOffset GivenAt, bool IsFinished);

/// <summary>
/// Whether a juror will be through by the deadline, by a straight line: of each film as many minutes are expected by now as of the time between being given it
/// (or the round's opening, where that is later) and the round's close has gone by. What is handed in counts with its whole length.
/// </summary>
/// <param name="State">Where they stand.</param>
/// <param name="Behind">How many minutes of film are missing to the line; nothing where they are ahead of it.</param>
public sealed record JurorPace(Pace State, TimeSpan Behind)
{
    /// <summary>On the last day, whatever is unfinished is late.</summary>
    public static readonly TimeSpan LastDay = TimeSpan.FromDays(1);

    /// <summary>
    /// Films are watched whole: nobody is late who is behind by less than the longest film that they have left, until the last day begins.
    /// </summary>
    public static JurorPace Of(IReadOnlyCollection<PaceFilm> films, JudgingWindow window, bool isOnPanel, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(films);
        ArgumentNullException.ThrowIfNull(window);
        if (films.Count == 0) return new JurorPace(Pace.NothingGiven, TimeSpan.Zero);

        var left = films.Where(film => !film.IsFinished).ToList();
        if (left.Count == 0) return new JurorPace(Pace.Done, TimeSpan.Zero);

        var expected = films.Aggregate(TimeSpan.Zero, (sum, film) => sum + (film.Runtime * ShareGone(film.GivenAt, window, now)));
        var finished = films.Where(film => film.IsFinished).Aggregate(TimeSpan.Zero, (sum, film) => sum + film.Runtime);
        var behind = expected > finished ? expected - finished : TimeSpan.Zero;
        return new JurorPace(StateOf(left, behind, window, isOnPanel, now), behind);
    }

    private static Pace StateOf(List<PaceFilm> left, TimeSpan behind, JudgingWindow window, bool isOnPanel, DateTimeOffset now)
    {
        if (!isOnPanel) return Pace.LeftPanel;
        if (window.IsOverAt(now)) return Pace.Missed;
        if (!window.IsOpenAt(now)) return Pace.NotOpen;
        return behind > left.Max(film => film.Runtime) || window.ClosesAt - now <= LastDay ? Pace.Late : Pace.OnPace;
    }

    /// <summary>Between 0 and 1.</summary>
    private static double ShareGone(DateTimeOffset givenAt, JudgingWindow window, DateTimeOffset now)
    {
        var begin = givenAt > window.OpensAt ? givenAt : window.OpensAt;
        if (now >= window.ClosesAt || begin >= window.ClosesAt) return now >= window.ClosesAt ? 1 : 0;
        return Math.Clamp((now - begin) / (window.ClosesAt - begin), 0, 1);
    }
}

/// <summary>How a film stands in a round; the worst first.</summary>
public enum FilmStanding
{
    /// <summary>Fewer jurors have it than reviews are wanted, those who recused themselves left out.</summary>
    NeedsJurors,

    /// <summary>Enough jurors have it, not all have handed in.</summary>
    Waiting,
    Complete,
}

/// <summary>How many reviews a film has of those that are wanted.</summary>
/// <param name="Wanted">What the round wants of each film; null where it does not say, and then it is what was given.</param>
/// <param name="Given">To how many jurors, without those who recused themselves.</param>
/// <param name="HandedIn">How many cards count.</param>
public sealed record FilmProgress(int? Wanted, int Given, int HandedIn)
{
    /// <summary>How many are still to come.</summary>
    public int Missing => Math.Max(0, (Wanted ?? Given) - HandedIn);

    public FilmStanding Standing =>
        Missing == 0 && Given > 0 ? FilmStanding.Complete
        : Given == 0 || Given < Wanted ? FilmStanding.NeedsJurors
        : FilmStanding.Waiting;
}
