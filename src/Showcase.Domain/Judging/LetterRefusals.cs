namespace Showcase.Domain.Judging;

public static class LetterRefusals
{
    public static readonly Refusal HoldOutOfRange = new("Letters.HoldOutOfRange", (int)LetterHold.Most.TotalDays);

    /// <summary>The film's decision is applied already and waits with its letter.</summary>
    public static readonly Refusal WaitsForRelease = new("Letters.WaitsForRelease");

    /// <summary>Letters of the batch have left: what artists may have read cannot be taken back.</summary>
    public static readonly Refusal HaveLeft = new("Letters.HaveLeft");

    public static readonly Refusal UndoneAlready = new("Letters.UndoneAlready");

    public static readonly Refusal NotAsked = new("Packets.NotAsked");
    public static readonly Refusal PacketNamesJuror = new("Packets.NamesJuror");
    public static readonly Refusal PacketSourcesChanged = new("Packets.SourcesChanged");
    public static readonly Refusal PacketSent = new("Packets.Sent");
    public static readonly Refusal WishTooLate = new("Packets.WishTooLate");
    public static readonly Refusal NotOffered = new("Packets.NotOffered");
}
