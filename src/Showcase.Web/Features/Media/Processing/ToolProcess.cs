using System.ComponentModel;
using System.Diagnostics;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// A tool from its start to its end, which always comes: it is killed where it gives no sign of life for as long as it may, where it goes over
/// a limit, and where it is no longer wanted. It dies with this process.
/// </summary>
internal static class ToolProcess
{
    private const int Killed = 128 + 9;

    // What was killed is gone at once, unless the disk holds it; a child that it left behind may hold its pipes for ever.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public static async Task<ToolOutcome> RunAsync(IReadOnlyList<string> command, ToolRun run, TimeSpan patience, CancellationToken token)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        using var process = await ChildLauncher.StartAsync(start);
        process.StandardInput.Close();
        using var stalled = new CancellationTokenSource(patience);
        using var over = new CancellationTokenSource(run.Limits.Wall);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token, stalled.Token, over.Token);
        var limit = $"took longer than {run.Limits.Wall}";
        var ears = new ToolEars(run)
        {
            Alive = () => stalled.CancelAfter(patience),
            Full = () =>
            {
                limit = "said more than is kept of it";
                over.Cancel();
            },
        };
        var (output, errors) = (ears.HearAsync(process.StandardOutput), ears.HearErrorsAsync(process.StandardError));
        var end = Task.WhenAll(output, errors, process.WaitForExitAsync(CancellationToken.None));
        string? why = null;
        try
        {
            await end.WaitAsync(ending.Token);
        }
        catch (OperationCanceledException)
        {
            why = stalled.IsCancellationRequested ? $"gave no sign of life for {patience}" : limit;
            Kill(process);
            await Task.WhenAny(end, Task.Delay(Grace, CancellationToken.None));
        }

        token.ThrowIfCancellationRequested();
        var exitCode = process.HasExited ? process.ExitCode : Killed;
        var (said, complaints) = (await SoFarAsync(output), await SoFarAsync(errors));
        if (why is null) return ToolOutcome.Of(exitCode, said, complaints);

        return new ToolOutcome(stalled.IsCancellationRequested ? ToolEnd.Stalled : ToolEnd.OverLimit, exitCode, said, $"{run.Program} {why} and was ended. {complaints}");
    }

    private static async Task<string> SoFarAsync(Task<string> said) => said.IsCompletedSuccessfully ? await said : "";

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
