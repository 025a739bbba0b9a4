using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Showcase.Domain.Media;
using Showcase.Web.Connections;

namespace Showcase.Web.Storage;

/// <summary>Brings blocks from connections to the disk, few at a time however many arrive.</summary>
internal sealed class BlockWriter : IDisposable
{
    private const int AtHand = 32 * 1024;

    private readonly DirectBuffers buffers = new();
    private readonly SemaphoreSlim writers = new(4 * Environment.ProcessorCount);
    private readonly SemaphoreSlim flushes = new(1, 1);

    /// <summary>Writes as it reads: a block is never held in memory. True where its bytes are on the disk, and in no cache.</summary>
    public async Task<bool> ReceiveAsync(PipeReader content, SafeFileHandle part, MediaBlock block, string checksum, CancellationToken token)
    {
        using var direct = DirectBlock.TryBegin(part, block, buffers, (content as PlacedReader)?.Place);
        var crc = new Crc64();
        long written = 0;
        for (var isOver = false; !isOver;)
        {
            direct?.Expect(block.Length - written);
            var read = await content.ReadAsync(token);
            try
            {
                isOver = read.IsCompleted;
                if (written + read.Buffer.Length > block.Length) throw new BlockDamagedException("The block is longer than it says.");

                var at = block.Offset + written;
                foreach (var piece in read.Buffer) await SumAsync(piece, crc, direct, token);
                if (direct is null) await WriteAsync(() => RandomAccess.Write(part, PiecesOf(read.Buffer), at), token);
                written += read.Buffer.Length;
            }
            finally
            {
                // Else the server could not read what is still to come, and would hang up on whoever sends it, instead of answering.
                content.AdvanceTo(read.Buffer.End);
            }
        }

        if (written != block.Length) throw new BlockDamagedException("The block is shorter than it says.");
        if (crc.Text != checksum) throw new BlockDamagedException("The block's checksum is another.");
        if (direct is null) return false;

        await WriteAsync(direct.Write, token);
        return true;
    }

    /// <summary>What was just summed is copied while the processor still has it at hand.</summary>
    private async ValueTask SumAsync(ReadOnlyMemory<byte> piece, Crc64 crc, DirectBlock? direct, CancellationToken token)
    {
        for (; !piece.IsEmpty; piece = piece[Math.Min(AtHand, piece.Length)..])
        {
            var next = piece[..Math.Min(AtHand, piece.Length)];
            crc.Append(next.Span);
            if (direct is null) continue;

            for (var left = direct.Gather(next); direct.IsFull; left = direct.Gather(left)) await WriteAsync(direct.Write, token);
        }
    }

    private static List<ReadOnlyMemory<byte>> PiecesOf(ReadOnlySequence<byte> bytes)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        foreach (var piece in bytes) pieces.Add(piece);
        return pieces;
    }

    /// <summary>The disk is faster than a thread's way there and back, so writes are synchronous, and few at a time.</summary>
    private async Task WriteAsync(Action write, CancellationToken token)
    {
        await writers.WaitAsync(token);
        try
        {
            write();
        }
        finally
        {
            writers.Release();
        }
    }

    /// <summary>The disk works while blocks arrive, so that little is left for commit. Where another file is being written out, this one waits for its next turn.</summary>
    public async Task FlushAsync(SafeFileHandle part, CancellationToken token)
    {
        if (!await flushes.WaitAsync(TimeSpan.Zero, token)) return;

        try
        {
            await Task.Run(() => RandomAccess.FlushToDisk(part), token);
        }
        finally
        {
            flushes.Release();
        }
    }

    public void Dispose()
    {
        writers.Dispose();
        flushes.Dispose();
    }
}
