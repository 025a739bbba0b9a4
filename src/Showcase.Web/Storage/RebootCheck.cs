using Microsoft.Win32.SafeHandles;
using Showcase.Domain.Media;

namespace Showcase.Web.Storage;

/// <summary>
/// A block's mark may reach the disk before its bytes: after a power cut the record calls whole what is zeros. So a mark of another
/// start of the machine counts only once its block was read back. It is then a mark of this start, or struck out, one block at a time: who
/// breaks off loses nothing of what was read, and who asks meanwhile reads nothing twice.
/// </summary>
internal sealed class RebootCheck(BlocksUnderWay underWay) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    // One for everybody: whose turn it is has it.
    private readonly byte[] buffer = new byte[256 * 1024];

    /// <summary>The marks of the blocks of an object that are whole and have their bytes, by index.</summary>
    public async Task<Dictionary<int, BlockMark>> WholeAsync(string path, string file, CancellationToken token)
    {
        var record = new BlockRecord(file);
        var marks = record.Read();

        // A file that was committed was on the disk before it had its name.
        if (marks.Values.All(mark => mark.IsOfThisBoot) || File.Exists(file)) return marks;

        await ReadBackAsync(path, file + LocalDiskStorage.Part, record, marks.Where(block => !block.Value.IsOfThisBoot).Select(block => block.Key), token);
        return record.Read().Where(block => block.Value.IsOfThisBoot).ToDictionary();
    }

    private async Task ReadBackAsync(string path, string file, BlockRecord record, IEnumerable<int> indexes, CancellationToken token)
    {
        using var marks = record.Open(FileMode.Open);
        using var part = File.Exists(file) ? File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;
        foreach (var index in indexes)
        {
            await turn.WaitAsync(token);
            try
            {
                // A block that is being received is left to its sender, and counts once it is whole again.
                using var mine = underWay.TryBegin(path, index);
                if (mine is not null) await ReadBackAsync(part, marks, index, token);
            }
            finally
            {
                turn.Release();
            }
        }
    }

    private async Task ReadBackAsync(SafeFileHandle? part, SafeFileHandle marks, int index, CancellationToken token)
    {
        // It may have been sent again, or read back for somebody else, since the record was looked at.
        var mark = BlockRecord.Read(marks, index);
        if (mark.Length <= 0 || mark.IsOfThisBoot) return;

        if (part is not null && await IsWholeAsync(part, mark, token)) BlockRecord.Mark(marks, index, mark with { Boot = MachineBoot.Id });
        else BlockRecord.Strike(marks, index);
    }

    /// <summary>What the disk cannot give back is lost as well.</summary>
    private async Task<bool> IsWholeAsync(SafeFileHandle part, BlockMark mark, CancellationToken token)
    {
        try
        {
            return await HasBytesAsync(part, mark, token);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<bool> HasBytesAsync(SafeFileHandle part, BlockMark mark, CancellationToken token)
    {
        if (mark.Offset < 0 || mark.Offset > RandomAccess.GetLength(part) - mark.Length) return false;

        var crc = new Crc64();
        for (var left = mark.Length; left > 0;)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(buffer.Length, left));
            var read = await RandomAccess.ReadAsync(part, piece, mark.Offset + mark.Length - left, token);
            if (read == 0) return false;

            crc.Append(piece.Span[..read]);
            left -= read;
        }

        return crc.Value == mark.Checksum;
    }

    public void Dispose() => turn.Dispose();
}
