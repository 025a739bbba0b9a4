namespace Showcase.Domain.Films;

/// <summary>
/// Another file for a film that was sent in. Until it plays and is found fit, the file before is what everybody sees; afterwards that one
/// stays as an earlier version. What became of it never changes again.
/// </summary>
public sealed class VideoReplacement : Entity
{
    public const int RefusalLength = 60;

    private VideoReplacement()
    {
    }

    public Guid FilmId { get; private set; }

    /// <summary>The new file.</summary>
    public Guid NewId { get; private set; }

    /// <summary>The file whose place it took; null while it waits, and where there was none.</summary>
    public Guid? OldId { get; private set; }

    /// <summary>Who sent it.</summary>
    public Guid SentBy { get; private set; }

    /// <summary>When its last byte had come: the moment that the call's rule is held against.</summary>
    public DateTimeOffset ArrivedAt { get; private set; }

    /// <summary>Since when it is the film; null while it waits, and where it was refused.</summary>
    public DateTimeOffset? ShownAt { get; private set; }

    /// <summary>Why it did not become the film: the code of a refusal, which is a resource key.</summary>
    public string? RefusedFor { get; private set; }

    public bool IsWaiting => ShownAt is null && RefusedFor is null;

    public static VideoReplacement Of(Guid filmId, Guid newId, Guid sentBy, DateTimeOffset arrivedAt) =>
        new() { FilmId = filmId, NewId = newId, SentBy = sentBy, ArrivedAt = arrivedAt };

    /// <summary>The film shows it from now on, in place of <paramref name="oldId"/>.</summary>
    public void Show(Guid? oldId, DateTimeOffset now)
    {
        if (IsWaiting) (OldId, ShownAt) = (oldId, now);
    }

    public void Refuse(Refusal reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (IsWaiting) RefusedFor = reason.Code;
    }
}
