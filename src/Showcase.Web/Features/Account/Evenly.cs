namespace Showcase.Web.Features.Account;

/// <summary>How fast an answer comes must not tell whether an address has an account: work behind it that takes less than this takes as long.</summary>
internal static class Evenly
{
    // Longer than it takes to write a mail.
    private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(400);

    public static async Task DoAsync(Func<Task> work, TimeProvider clock, CancellationToken token)
    {
        // First, because a store may work in this thread, without letting go of it.
        var even = Task.Delay(Time, clock, token);
        await Task.WhenAll(work(), even);
    }
}
