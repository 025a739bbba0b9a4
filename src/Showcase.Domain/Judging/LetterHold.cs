namespace Showcase.Domain.Judging;

/// <summary>How long letters wait after their decisions were applied: <see cref="Time"/>, zero for not at all, null until an organiser lets them go.</summary>
public sealed record LetterHold(TimeSpan? Time)
{
    /// <summary>Longer waits are what <see cref="UntilReleased"/> is for.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(7);

    public static readonly LetterHold AtOnce = new(TimeSpan.Zero);
    public static readonly LetterHold Usual = new(TimeSpan.FromMinutes(30));
    public static readonly LetterHold UntilReleased = new((TimeSpan?)null);

    public bool IsOff => Time == TimeSpan.Zero;

    public Refusal? Check() => Time is { } time && (time < TimeSpan.Zero || time > Most) ? LetterRefusals.HoldOutOfRange : null;
}
