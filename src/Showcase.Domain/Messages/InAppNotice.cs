namespace Showcase.Domain.Messages;

/// <summary>What a notice in the workspace tells of.</summary>
public enum NoticeTopic
{
    /// <summary>An organisers' decision on an entry was applied.</summary>
    Decided,

    /// <summary>The other side wrote in an entry's thread.</summary>
    Wrote,

    /// <summary>Organisers ask for information.</summary>
    Asked,

    /// <summary>Processing refused a film's file.</summary>
    FilmRejected,

    /// <summary>An artist replaced the file of a film that was sent in.</summary>
    FilmReplaced,

    /// <summary>The same, to a juror who has the film to judge; the title is the one that this juror reads.</summary>
    JudgedFilmReplaced,

    /// <summary>An entry that was sent in lacks an answer that is needed by now.</summary>
    AnswersNeeded,

    /// <summary>What was measured of a file after it was sent in breaks a rule of the call.</summary>
    RuleBroken,

    /// <summary>Somebody who was invited to an edition accepted.</summary>
    InvitationAccepted,

    /// <summary>An online payment was booked.</summary>
    PaymentBooked,

    /// <summary>A message to many waits for somebody to release it.</summary>
    ReviewWaits,

    /// <summary>The jury's comments on a declined film came after the letter.</summary>
    CommentsCame,
}

/// <summary>A line in somebody's list of news, written in the transaction of what it tells of. It is kept for <see cref="Kept"/>.</summary>
public sealed class InAppNotice : Entity
{
    public const int AboutLength = 300;
    public const int LinkLength = 300;

    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private InAppNotice()
    {
    }

    /// <param name="userId">Whom it tells.</param>
    /// <param name="topic">What happened.</param>
    /// <param name="about">Whom or what it is about: a film's title, a name. It is shown as text.</param>
    /// <param name="link">The page to go to, as a path of this site.</param>
    /// <param name="now">When it happened.</param>
    public InAppNotice(Guid userId, NoticeTopic topic, string about, string link, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(about);
        (UserId, Topic, Link, At) = (userId, topic, link, now);
        About = about.Length > AboutLength ? about[..AboutLength] : about;
    }

    public Guid UserId { get; private set; }

    public NoticeTopic Topic { get; private set; }

    public string About { get; private set; } = "";

    public string Link { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }
}
