using Showcase.Domain.Media.Structure;

namespace Showcase.Domain.Tests.Media.Structure;

/// <summary>A file of which the first bytes have arrived, what its structure tells, and how much was read for that.</summary>
internal sealed class ArrivingFile(byte[] file, int arrived = int.MaxValue)
{
    public int Reads { get; private set; }

    public long BytesRead { get; private set; }

    public Task<StructureVerdict> WalkAsync() => StructureWalk.WalkAsync(file.Length, (at, buffer) =>
    {
        var there = (int)Math.Clamp(Math.Min(file.Length, arrived) - at, 0, buffer.Length);
        file.AsSpan((int)at, there).CopyTo(buffer.Span);
        (Reads, BytesRead) = (Reads + 1, BytesRead + there);
        return ValueTask.FromResult(there);
    });

    /// <summary>Changes and cuts the file in a thousand ways: each ends in a verdict, and soon.</summary>
    public static async Task SurviveDamageAsync(byte[] file, int headLength)
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var damaged = file.ToArray();
            for (var change = random.Next(1, 12); change > 0; change--)
            {
                var at = random.Next(random.Next(2) == 0 ? 32 : headLength);
                damaged[at] = random.Next(4) switch { 0 => 0x00, 1 => 0xFF, 2 => (byte)(damaged[at] ^ (1 << random.Next(8))), _ => (byte)random.Next(256) };
            }

            var arriving = new ArrivingFile(random.Next(3) == 0 ? damaged[..random.Next(1, damaged.Length)] : damaged, random.Next(3) == 0 ? random.Next(damaged.Length) : int.MaxValue);
            Assert.NotNull(await arriving.WalkAsync());
            Assert.InRange(arriving.Reads, 1, 2000);
            Assert.InRange(arriving.BytesRead, 0, 4_000_000);
        }
    }
}
