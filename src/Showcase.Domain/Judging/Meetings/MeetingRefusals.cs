namespace Showcase.Domain.Judging.Meetings;

public static class MeetingRefusals
{
    public static readonly Refusal NothingToDiscuss = new("Meetings.NothingToDiscuss");
    public static readonly Refusal AgendaEmpty = new("Meetings.AgendaEmpty");
    public static readonly Refusal AgendaFull = new("Meetings.AgendaFull", AgendaRules.MostOnAgenda);
    public static readonly Refusal AgendaFixed = new("Meetings.AgendaFixed");
    public static readonly Refusal AlreadyOnAgenda = new("Meetings.AlreadyOnAgenda");
    public static readonly Refusal NotOfRound = new("Meetings.NotOfRound");
    public static readonly Refusal ItemInUse = new("Meetings.ItemInUse");
    public static readonly Refusal NotPlanned = new("Meetings.NotPlanned");
    public static readonly Refusal NotOpen = new("Meetings.NotOpen");
    public static readonly Refusal IsClosed = new("Meetings.IsClosed");
    public static readonly Refusal NotCurrent = new("Meetings.NotCurrent");
    public static readonly Refusal NotChair = new("Meetings.NotChair");
    public static readonly Refusal ChairNotInRoom = new("Meetings.ChairNotInRoom");
    public static readonly Refusal LeaveTheRoom = new("Meetings.LeaveTheRoom");
    public static readonly Refusal NothingToStage = new("Meetings.NothingToStage");

    public static readonly Refusal VoteIsOpen = new("Meetings.VoteIsOpen");
    public static readonly Refusal VoteIsClosed = new("Meetings.VoteIsClosed");
    public static readonly Refusal VoteOptionUnknown = new("Meetings.VoteOptionUnknown");
    public static readonly Refusal NoScaleToVote = new("Meetings.NoScaleToVote");
    public static readonly Refusal NoVote = new("Meetings.NoVote");
    public static readonly Refusal NotPresent = new("Meetings.NotPresent");
    public static readonly Refusal VotedAlready = new("Meetings.VotedAlready");
    public static readonly Refusal ReceiptUnknown = new("Meetings.ReceiptUnknown");
}
