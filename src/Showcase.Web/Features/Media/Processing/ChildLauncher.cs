using System.Collections.Concurrent;
using System.Diagnostics;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Starts child processes from one thread that lives as long as this process. Linux ends a child "with its parent" when the thread
/// that started it ends: started from the thread pool, a transcode would die when its thread was no longer needed there.
/// </summary>
internal static class ChildLauncher
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Wanted = [];
    private static readonly Lazy<Thread> Launcher = new(Begin);

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        _ = Launcher.Value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Wanted.Add((start, started));
        return started.Task;
    }

    private static Thread Begin()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = "child launcher" };
        thread.Start();
        return thread;
    }

    private static void Work()
    {
        foreach (var (start, started) in Wanted.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
#pragma warning disable CA1031 // Whatever went wrong belongs to the caller; this thread goes on.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                started.SetException(failure);
            }
        }
    }
}
