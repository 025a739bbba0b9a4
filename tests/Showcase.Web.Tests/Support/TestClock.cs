namespace Showcase.Web.Tests.Support;

/// <summary>A clock that stands still until the test moves it.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private DateTimeOffset now = now;
    private TimeSpan passed;

    public TestClock()
        : this(Start)
    {
    }

    public override DateTimeOffset GetUtcNow() => now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => passed.Ticks;

    public void Advance(TimeSpan time) => (now, passed) = (now + time, passed + time);

    /// <summary>Somebody sets it to another time: none passes.</summary>
    public void Move(TimeSpan by) => now += by;
}
