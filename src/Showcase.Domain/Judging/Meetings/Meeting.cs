namespace Showcase.Domain.Judging.Meetings;

public enum MeetingState
{
    Planned,
    Open,
    Closed,
}

/// <summary>How the talk about a film ended. All but the last propose a decision.</summary>
public enum MeetingOutcome
{
    Selected,
    Shortlisted,
    Waitlisted,
    Declined,
    Postponed,
}

/// <summary>
/// A meeting of a round's panel and the edition's organisers: an agenda of films, somebody who chairs it, and the film that they are at. Nothing of the agenda
/// or of the chair changes without the version, so that of two pages that steer one is told.
/// </summary>
public sealed class Meeting : AggregateRoot
{
    public const int NameLength = 120;

    private readonly List<MeetingItem> items = [];

    private Meeting()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid RoundId { get; private set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset StartsAt { get; private set; }

    public Guid ChairId { get; private set; }

    public MeetingState State { get; private set; }

    /// <summary>What the agenda was made by, or is to be made by.</summary>
    public AgendaRules Rules { get; private set; } = AgendaRules.Usual;

    /// <summary>The item that the meeting is at; null unless it is open.</summary>
    public Guid? CurrentItemId { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public IReadOnlyList<MeetingItem> Items => items;

    public MeetingItem? Current => items.Find(item => item.Id == CurrentItemId);

    /// <summary>The films in the order in which they come up.</summary>
    public IEnumerable<MeetingItem> Agenda => items.OrderBy(item => item.Position);

    public static Result<Meeting> Plan(JudgingRound round, MeetingDetails details)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(details);
        var meeting = new Meeting { EditionId = round.EditionId, RoundId = round.Id };
        var changed = meeting.Change(details);
        return changed.Succeeded ? meeting : changed.Refusal;
    }

    public Result Change(MeetingDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (State == MeetingState.Closed) return MeetingRefusals.IsClosed;
        if (Text.Check(details.Name, "Name", NameLength) is { } name) return name;

        (Name, StartsAt, ChairId) = (details.Name.Trim(), details.StartsAt, details.ChairId);
        return Result.Ok;
    }

    /// <summary>Replaces the agenda by films in the order in which they come up.</summary>
    public Result SetAgenda(AgendaRules rules, IReadOnlyCollection<AgendaFilm> films)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(films);
        if (State != MeetingState.Planned) return MeetingRefusals.AgendaFixed;
        if (rules.Check() is { } bad) return bad;
        if (films.Count > AgendaRules.MostOnAgenda) return MeetingRefusals.AgendaFull;

        Rules = rules;
        items.RemoveAll(item => films.All(film => film.SubmissionId != item.SubmissionId));
        foreach (var (film, position) in films.Select((film, position) => (film, position)))
        {
            var item = items.Find(known => known.SubmissionId == film.SubmissionId);
            if (item is null) items.Add(item = new MeetingItem(Id, film.SubmissionId));
            item.PutAt(position, film.Priority);
        }

        Touch();
        return Result.Ok;
    }

    /// <summary>Puts a film at the end of the agenda, by hand: then it has no priority.</summary>
    public Result Add(Guid submissionId)
    {
        if (State == MeetingState.Closed) return MeetingRefusals.IsClosed;
        if (items.Exists(item => item.SubmissionId == submissionId)) return MeetingRefusals.AlreadyOnAgenda;
        if (items.Count >= AgendaRules.MostOnAgenda) return MeetingRefusals.AgendaFull;

        var item = new MeetingItem(Id, submissionId);
        item.PutAt(items.Count == 0 ? 0 : items.Max(known => known.Position) + 1, priority: null);
        items.Add(item);
        Touch();
        return Result.Ok;
    }

    /// <summary>Takes a film off the agenda. What was minuted stays, and so does the film that the meeting is at.</summary>
    public Result Remove(Guid itemId)
    {
        if (State == MeetingState.Closed) return MeetingRefusals.IsClosed;
        if (items.Find(item => item.Id == itemId) is not { } found) return Refusals.NotFound;
        if (found.Outcome is not null || found.Id == CurrentItemId) return MeetingRefusals.ItemInUse;

        items.Remove(found);
        Touch();
        return Result.Ok;
    }

    /// <summary>Puts the films in another order; all of them are named, each once.</summary>
    public Result Arrange(IReadOnlyList<Guid> itemIds)
    {
        ArgumentNullException.ThrowIfNull(itemIds);
        if (State == MeetingState.Closed) return MeetingRefusals.IsClosed;
        if (itemIds.Count != items.Count || !itemIds.ToHashSet().SetEquals(items.Select(item => item.Id))) return Refusals.Conflict;

        foreach (var (id, position) in itemIds.Select((id, position) => (id, position)))
        {
            var item = items.Find(known => known.Id == id)!;
            item.PutAt(position, item.Priority);
        }

        Touch();
        return Result.Ok;
    }

    /// <summary>Opens the meeting at the first film.</summary>
    public Result Open(DateTimeOffset now)
    {
        if (State != MeetingState.Planned) return MeetingRefusals.NotPlanned;
        if (items.Count == 0) return MeetingRefusals.AgendaEmpty;

        (State, OpenedAt, CurrentItemId) = (MeetingState.Open, now, Agenda.First().Id);
        return Result.Ok;
    }

    public Result GoTo(Guid itemId)
    {
        if (State != MeetingState.Open) return MeetingRefusals.NotOpen;
        if (!items.Exists(item => item.Id == itemId)) return Refusals.NotFound;

        CurrentItemId = itemId;
        return Result.Ok;
    }

    /// <summary>Writes how the talk about the film that the meeting is at ended, and why. May be written anew while the meeting is open.</summary>
    public Result Minute(Guid itemId, MeetingOutcome outcome, string? reason, Guid by, DateTimeOffset now)
    {
        if (State != MeetingState.Open) return MeetingRefusals.NotOpen;
        if (Current is not { } item || item.Id != itemId) return MeetingRefusals.NotCurrent;
        if (Text.Check(reason, "Reason", MeetingItem.ReasonLength) is { } bad) return bad;

        item.Minute(outcome, reason!.Trim(), by, now);
        Touch();
        return Result.Ok;
    }

    /// <summary>Notes that the proposal of an item is staged as a decision.</summary>
    public Result Stage(Guid itemId, Guid by, DateTimeOffset now)
    {
        if (items.Find(item => item.Id == itemId) is not { } item) return Refusals.NotFound;
        if (item.Proposal is null) return MeetingRefusals.NothingToStage;

        item.Stage(by, now);
        Touch();
        return Result.Ok;
    }

    /// <summary>Ends the meeting. Films without an outcome were not talked about, and the minutes say so.</summary>
    public Result Close(DateTimeOffset now)
    {
        if (State != MeetingState.Open) return MeetingRefusals.NotOpen;

        (State, ClosedAt, CurrentItemId) = (MeetingState.Closed, now, null);
        return Result.Ok;
    }
}

public sealed record MeetingDetails(string Name, DateTimeOffset StartsAt, Guid ChairId);
