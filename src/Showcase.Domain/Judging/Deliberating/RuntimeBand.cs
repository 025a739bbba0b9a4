namespace Showcase.Domain.Judging.Deliberating;

/// <summary>Lengths in which programmers of shorts think.</summary>
public enum RuntimeBand
{
    /// <summary>Up to 5 minutes.</summary>
    To5,
    To10,
    To20,
    To40,
    Longer,
}

public static class RuntimeBands
{
    /// <summary>A film of exactly five minutes is one of up to five.</summary>
    public static RuntimeBand Of(TimeSpan runtime) => runtime.TotalMinutes switch
    {
        <= 5 => RuntimeBand.To5,
        <= 10 => RuntimeBand.To10,
        <= 20 => RuntimeBand.To20,
        <= 40 => RuntimeBand.To40,
        _ => RuntimeBand.Longer,
    };
}
