using Showcase.Domain.Audience;

namespace Showcase.Web.Features.Audience;

/// <summary>A screening and its ballot, where there is one. IsClosed: a film of it is closed to the actor, and so is the ballot. StartsAt is null where the screening left the schedule.</summary>
public sealed record ScreeningBallot(Guid ScreeningId, string Title, string Place, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, int Films, bool IsClosed)
{
    public Guid? BallotId { get; init; }

    public DateTimeOffset? OpensAt { get; init; }

    public DateTimeOffset? ClosesAt { get; init; }

    public bool IsPublished { get; init; }

    public int Codes { get; init; }
}

/// <summary>A ballot as organisers see it; Codes are those that are not void.</summary>
public sealed record BallotView(Guid Id, Guid Version, string Title, AudienceScale Scale, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, DateTimeOffset? PublishedAt, int Votes, int Codes)
{
    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public int? Seats { get; init; }

    public IReadOnlyList<SheetRow> Sheets { get; init; } = [];

    /// <summary>The best first.</summary>
    public IReadOnlyList<FilmCount> Films { get; init; } = [];
}

/// <summary>One printing of codes, and how many of them have voted.</summary>
public sealed record SheetRow(int Number, int Codes, int Used, bool IsVoid);

/// <summary>What is printed.</summary>
public sealed record PrintedSheet(string Title, AudienceScale Scale, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, IReadOnlyList<string> Codes);

/// <summary>A film over all its screenings.</summary>
public sealed record StandingRow(AudienceFilm Film, int Votes, double Mean, double Score);

/// <summary>What everybody reads of a ballot.</summary>
public sealed record PublishedBallot(string Title, AudienceScale Scale, int Voters, IReadOnlyList<PublishedFilm> Films);

public sealed record PublishedFilm(Guid FilmId, string Title, string Artist, int Votes, double? Mean);
