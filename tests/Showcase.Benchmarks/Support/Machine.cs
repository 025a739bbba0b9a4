using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Showcase.Benchmarks.Support;

/// <summary>What this machine's kernel says of processes, and small errands.</summary>
internal static class Machine
{
    // The kernel counts in hundredths of a second on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    // From the kernel's prctl.h and wait.h.
    private const int SetChildSubreaper = 36;
    private const int WithoutHanging = 1;

    /// <summary>Processor seconds, user and system, of a process and all its children that live.</summary>
    public static double ProcessorSeconds(int id)
    {
        var seconds = 0.0;
        foreach (var each in Family(id))
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{each}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                seconds += (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
            }
            catch (IOException)
            {
                // It ended between the list and the look.
            }
        }

        return seconds;
    }

    /// <summary>Processor seconds, user and system, of this process's children that have ended, and of theirs, wherever a sandbox left them.</summary>
    public static double EndedProcessorSeconds()
    {
        // A sandbox ends before the process that it has shut in is waited for: such orphans come to us, and count once we have waited.
        while (Wait(-1, 0, WithoutHanging) > 0)
        {
        }

        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Makes orphans of this process's children its own.</summary>
    public static void AdoptOrphans()
    {
        if (Control(SetChildSubreaper, 1, 0, 0, 0) != 0) throw new InvalidOperationException("The kernel gives us no orphans.");
    }

    /// <summary>
    /// Takes that much memory and gives it back. A virtual machine hands what it does not use to its host; to have it again costs more than what is
    /// measured, and it is chance whom it meets.
    /// </summary>
    public static void TouchMemory(long bytes)
    {
        var memory = Marshal.AllocHGlobal((nint)bytes);
        for (nint at = 0; at < bytes; at += Environment.SystemPageSize) Marshal.WriteByte(memory + at, 1);
        Marshal.FreeHGlobal(memory);
    }

    /// <summary>Resident memory of a process in MiB.</summary>
    public static double ResidentMebibytes(int id) => Mebibytes($"{id}", "VmRSS:");

    /// <summary>From here on this process's peak is counted anew.</summary>
    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    /// <summary>The most resident memory that this process had, in MiB.</summary>
    public static double PeakMebibytes() => Mebibytes("self", "VmHWM:");

    public static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await errors}");
    }

    /// <summary>Runs it to the end: wall and processor seconds of it and its children.</summary>
    public static async Task<(double Wall, double Processor)> TimeAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", "TIMEFORMAT='%R %U %S'; time \"$@\" 2>/dev/null", "bash", program, .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        var times = (await process.StandardError.ReadToEndAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");

        var numbers = times.Select(time => double.Parse(time, CultureInfo.InvariantCulture)).ToList();
        return (numbers[0], numbers[1] + numbers[2]);
    }

    public static string ProjectFolder()
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(place.FullName, "Showcase.sln"))) place = place.Parent!;
        return Path.Combine(place.FullName, "tests", "Showcase.Benchmarks");
    }

    private static double Mebibytes(string process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static IEnumerable<int> Family(int id)
    {
        yield return id;
        var tasks = $"/proc/{id}/task/{id}/children";
        if (!File.Exists(tasks)) yield break;

        foreach (var child in File.ReadAllText(tasks).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var each in Family(int.Parse(child, CultureInfo.InvariantCulture))) yield return each;
        }
    }

    [DllImport("libc", EntryPoint = "prctl"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nint first, nint second, nint third, nint fourth);

    [DllImport("libc", EntryPoint = "waitpid"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Wait(int id, nint status, int options);
}
