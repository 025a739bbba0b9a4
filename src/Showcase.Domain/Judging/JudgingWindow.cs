namespace Showcase.Domain.Judging;

/// <summary>When a round takes scores. Both ends belong to it; the server's clock decides.</summary>
public sealed record JudgingWindow(DateTimeOffset OpensAt, DateTimeOffset ClosesAt)
{
    public bool IsOpenAt(DateTimeOffset now) => now >= OpensAt && now <= ClosesAt;

    public bool IsOverAt(DateTimeOffset now) => now > ClosesAt;
}
