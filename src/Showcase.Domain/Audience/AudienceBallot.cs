namespace Showcase.Domain.Audience;

/// <summary>How an audience votes.</summary>
public enum AudienceScale
{
    /// <summary>One to five for each film; films may be left out.</summary>
    Stars,

    /// <summary>One film of the programme.</summary>
    Favourite,
}

/// <summary>A film on a ballot, as it was called when the ballot was made.</summary>
public sealed record AudienceFilm(Guid SubmissionId, string Title, string Artist);

/// <summary>When and how one votes.</summary>
public sealed record BallotDetails(AudienceScale Scale, DateTimeOffset OpensAt, DateTimeOffset ClosesAt);

/// <summary>
/// The audience's vote on the films of one screening. It keeps what it asks about, so that a schedule that changes later changes no ballot. Votes are on
/// <see cref="BallotCode"/>; of those who vote nothing is known.
/// </summary>
public sealed class AudienceBallot : AggregateRoot
{
    public const int TitleLength = 160;
    public const int MostStars = 5;

    /// <summary>On all sheets of a screening together, void ones included.</summary>
    public const int MostCodes = 3_000;

    public static readonly TimeSpan OpensBeforeEnd = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan ClosesAfterEnd = TimeSpan.FromMinutes(60);
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(14);

    private AudienceBallot()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid ScreeningId { get; private set; }

    /// <summary>The programme's name.</summary>
    public string Title { get; private set; } = "";

    public AudienceScale Scale { get; private set; }

    public DateTimeOffset OpensAt { get; private set; }

    public DateTimeOffset ClosesAt { get; private set; }

    /// <summary>In running order.</summary>
    public IReadOnlyList<AudienceFilm> Films { get; private set; } = [];

    public DateTimeOffset? PublishedAt { get; private set; }

    public Guid? PublishedBy { get; private set; }

    public bool IsPublished => PublishedAt is not null;

    /// <summary>From ten minutes before a screening's end to an hour after it.</summary>
    public static BallotDetails UsualFor(DateTimeOffset screeningEndsAt) => new(AudienceScale.Stars, screeningEndsAt - OpensBeforeEnd, screeningEndsAt + ClosesAfterEnd);

    public static Result<AudienceBallot> Create(Guid editionId, Guid screeningId, string title, IReadOnlyList<AudienceFilm> films, BallotDetails details)
    {
        ArgumentNullException.ThrowIfNull(films);
        if (films.Count == 0) return AudienceRefusals.NoFilms;

        var ballot = new AudienceBallot { EditionId = editionId, ScreeningId = screeningId, Title = title, Films = [.. films] };
        var changed = ballot.Change(details, hasVotes: false);
        return changed.Succeeded ? ballot : changed.Refusal;
    }

    /// <summary>Changes how and when one votes. The scale stays once somebody has voted, and nothing changes once the result is out.</summary>
    public Result Change(BallotDetails details, bool hasVotes)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (IsPublished) return AudienceRefusals.IsOut;
        if (details.ClosesAt <= details.OpensAt) return AudienceRefusals.ClosesBeforeItOpens;
        if (details.ClosesAt - details.OpensAt > LongestWindow) return AudienceRefusals.WindowTooLong;
        if (hasVotes && details.Scale != Scale) return AudienceRefusals.ScaleInUse;

        (Scale, OpensAt, ClosesAt) = (details.Scale, details.OpensAt, details.ClosesAt);
        return Result.Ok;
    }

    /// <summary>Why nobody can vote now; null where one can. The server's clock decides; both ends belong to the window.</summary>
    public Refusal? CheckOpen(DateTimeOffset now) =>
        now < OpensAt ? AudienceRefusals.NotOpenYet : now > ClosesAt || IsPublished ? AudienceRefusals.Over : null;

    /// <summary>Lets everybody read the result; only once nobody can vote any more.</summary>
    public Result Publish(Guid by, DateTimeOffset now)
    {
        if (IsPublished) return Result.Ok;
        if (now <= ClosesAt) return AudienceRefusals.StillOpen;

        (PublishedAt, PublishedBy) = (now, by);
        return Result.Ok;
    }

    public void Hide() => (PublishedAt, PublishedBy) = (null, null);

    /// <summary>What stands against a vote: films that are not on the ballot, one twice, stars off the scale, none or more than one favourite.</summary>
    public Refusal? Check(IReadOnlyCollection<AudienceChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Count == 0) return AudienceRefusals.NothingChosen;
        if (choices.Any(choice => Films.All(film => film.SubmissionId != choice.SubmissionId))) return AudienceRefusals.NotOnBallot;
        if (choices.DistinctBy(choice => choice.SubmissionId).Count() < choices.Count) return AudienceRefusals.NotOnBallot;
        if (Scale == AudienceScale.Favourite) return choices.Count == 1 && choices.First().Stars == 1 ? null : AudienceRefusals.OneFavourite;
        return choices.Any(choice => choice.Stars is < 1 or > MostStars) ? AudienceRefusals.StarsOutOfRange : null;
    }
}

/// <summary>What a voter gave one film: stars, or 1 for the favourite.</summary>
public sealed record AudienceChoice(Guid SubmissionId, int Stars);

/// <summary>
/// A code on paper and the vote that was given with it: one row, so that however often and from how many phones it is used, it holds one vote. No moment,
/// address or name is kept with it; a version would be a moment, too, and one row needs none.
/// </summary>
public sealed class BallotCode : Entity
{
    private BallotCode()
    {
    }

    public Guid BallotId { get; private set; }

    /// <summary>Of all ballots of the installation no two codes are the same.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Which printing it belongs to, from 1.</summary>
    public int Sheet { get; private set; }

    /// <summary>Lost or left over: it opens nothing, and a vote that was given with it does not count.</summary>
    public bool IsVoid { get; private set; }

    /// <summary>Empty while nobody has voted with it.</summary>
    public IReadOnlyList<AudienceChoice> Choices { get; private set; } = [];

    public static BallotCode New(Guid ballotId, int sheet) => new() { BallotId = ballotId, Code = VoteCode.Make(), Sheet = sheet };

    /// <summary>Votes, or votes otherwise: the last one counts.</summary>
    public Result Vote(AudienceBallot ballot, IReadOnlyCollection<AudienceChoice> choices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        ArgumentNullException.ThrowIfNull(choices);
        if (ballot.Id != BallotId || IsVoid) return AudienceRefusals.CodeUnknown;
        if (ballot.CheckOpen(now) is { } closed) return closed;
        if (ballot.Check(choices) is { } unfit) return unfit;

        Choices = [.. choices.OrderBy(choice => choice.SubmissionId)];
        return Result.Ok;
    }

    public void Cancel() => IsVoid = true;
}

public static class AudienceRefusals
{
    public static readonly Refusal NoFilms = new("Audience.NoFilms");
    public static readonly Refusal BallotExists = new("Audience.BallotExists");
    public static readonly Refusal IsOut = new("Audience.IsOut");
    public static readonly Refusal ClosesBeforeItOpens = new("Audience.ClosesBeforeItOpens");
    public static readonly Refusal WindowTooLong = new("Audience.WindowTooLong", (int)AudienceBallot.LongestWindow.TotalDays);
    public static readonly Refusal ScaleInUse = new("Audience.ScaleInUse");
    public static readonly Refusal NotOpenYet = new("Audience.NotOpenYet");
    public static readonly Refusal Over = new("Audience.Over");
    public static readonly Refusal StillOpen = new("Audience.StillOpen");
    public static readonly Refusal NothingChosen = new("Audience.NothingChosen");
    public static readonly Refusal NotOnBallot = new("Audience.NotOnBallot");
    public static readonly Refusal OneFavourite = new("Audience.OneFavourite");
    public static readonly Refusal StarsOutOfRange = new("Audience.StarsOutOfRange", AudienceBallot.MostStars);
    public static readonly Refusal CodeUnknown = new("Audience.CodeUnknown");
    public static readonly Refusal CodeMistyped = new("Audience.CodeMistyped");
    public static readonly Refusal TooManyTries = new("Audience.TooManyTries");
    public static readonly Refusal TooManyCodes = new("Audience.TooManyCodes", AudienceBallot.MostCodes);
    public static readonly Refusal HasVotes = new("Audience.HasVotes");
    public static readonly Refusal ClosedToYou = new("Audience.ClosedToYou");
}
