using System.Buffers.Binary;

namespace Showcase.Domain.Media;

/// <summary>
/// CRC-64/NVME, the checksum that Azure Storage checks too (header <c>x-ms-content-crc64</c>): reflected polynomial
/// 0x9A6C9329AC4BC9B5, all ones before and after. Reads eight bytes a step from eight tables ("slicing by 8").
/// </summary>
public sealed class Crc64
{
    private const ulong Polynomial = 0x9A6C_9329_AC4B_C9B5;
    private const int Slices = 8;

    private static readonly ulong[] Tables = MakeTables();

    private ulong state = ulong.MaxValue;

    public ulong Value => ~state;

    /// <summary>The value as the header carries it: base64 of its eight bytes, least significant first.</summary>
    public string Text => TextOf(Value);

    public static string TextOf(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Convert.ToBase64String(bytes);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = state;
        while (bytes.Length >= sizeof(ulong))
        {
            var next = crc ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = 0;
            for (var slice = 0; slice < Slices; slice++) crc ^= Tables[((Slices - 1 - slice) << 8) + (int)((next >> (8 * slice)) & 0xFF)];
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes) crc = (crc >> 8) ^ Tables[(int)((crc ^ one) & 0xFF)];
        state = crc;
    }

    private static ulong[] MakeTables()
    {
        var tables = new ulong[Slices << 8];
        for (var index = 0; index < 256; index++)
        {
            var crc = (ulong)index;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            tables[index] = crc;
        }

        for (var index = 256; index < tables.Length; index++) tables[index] = (tables[index - 256] >> 8) ^ tables[(int)(tables[index - 256] & 0xFF)];
        return tables;
    }
}
