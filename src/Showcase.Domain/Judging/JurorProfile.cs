using Showcase.Domain.Judging.Assigning;

namespace Showcase.Domain.Judging;

/// <summary>What a juror of an edition states: which languages they follow, what they need, how much they can watch, and what they like.</summary>
public sealed class JurorProfile : AggregateRoot
{
    public const int LanguagesLength = 200;
    public const int MostLanguages = 20;
    public const int LeastMinutes = 10;
    public const int MostMinutesOfAll = 60_000;
    public const int OrganisationLength = 120;
    public const int MostOrganisations = 12;
    public const int MostTopics = 200;
    public const int OrganisationsLength = MostOrganisations * (OrganisationLength + 1);
    public const int MostClosePeople = 40;
    public const int ClosePeopleLength = MostClosePeople * (OrganisationLength + 1);

    private readonly List<TopicWish> topics = [];

    private JurorProfile()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>ISO 639 codes, comma separated; empty where any film may be given.</summary>
    public string Languages { get; private set; } = "";

    /// <summary>Films with speech need captions in one of <see cref="Languages"/>.</summary>
    public bool NeedsCaptions { get; private set; }

    /// <summary>Of film in the whole edition; null where there is no limit.</summary>
    public int? MostMinutes { get; private set; }

    /// <summary>Schools, studios and employers, by which conflicts are found; one a line.</summary>
    public string Organisations { get; private set; } = "";

    /// <summary>People whose films they must not judge, by the names that credits would have: mentors, students, family, partners in work; one a line.</summary>
    public string ClosePeople { get; private set; } = "";

    public IReadOnlyList<TopicWish> Topics => topics;

    public DateTimeOffset StatedAt { get; private set; }

    public static JurorProfile For(Guid editionId, Guid userId) => new() { EditionId = editionId, UserId = userId };

    public static IReadOnlyList<string> Lines(string? names) =>
        (names ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public Result State(JurorStatement statement, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var languages = string.Join(',', statement.Languages.Distinct(StringComparer.Ordinal));
        if (statement.Languages.Count > MostLanguages || languages.Length > LanguagesLength) return Refusals.TooLong("Languages", LanguagesLength);
        if (statement.MostMinutes is < LeastMinutes or > MostMinutesOfAll) return Refusals.OutOfRange("MostMinutes", LeastMinutes, MostMinutesOfAll);

        var named = Lines(statement.Organisations).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (named.Count > MostOrganisations || named.Exists(name => name.Length > OrganisationLength)) return JudgingRefusals.OrganisationsTooMany;
        var close = Lines(statement.ClosePeople).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (close.Count > MostClosePeople || close.Exists(name => name.Length > OrganisationLength)) return JudgingRefusals.ClosePeopleTooMany;
        if (statement.Topics.Count > MostTopics) return JudgingRefusals.TopicsTooMany;

        (Languages, NeedsCaptions, MostMinutes, StatedAt) = (languages, statement.NeedsCaptions, statement.MostMinutes, now);
        (Organisations, ClosePeople) = (string.Join('\n', named), string.Join('\n', close));
        topics.Clear();
        topics.AddRange(statement.Topics.Where(topic => topic.Wish != Bid.Can).DistinctBy(topic => topic.Topic, StringComparer.Ordinal));
        Touch();
        return Result.Ok;
    }
}

/// <summary>A topic that a juror wants, or would rather not have. Whoever says nothing can.</summary>
public sealed record TopicWish(string Topic, Bid Wish);

/// <summary>What a juror entered.</summary>
public sealed record JurorStatement(
    IReadOnlyCollection<string> Languages, bool NeedsCaptions, int? MostMinutes, string? Organisations, string? ClosePeople, IReadOnlyCollection<TopicWish> Topics);
