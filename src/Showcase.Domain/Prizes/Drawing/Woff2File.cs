using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Showcase.Domain.Prizes.Drawing;

/// <summary>The tables of a font in the Web Open Font Format 2.0 (W3C, 2024), unpacked; glyf and hmtx stay in the shape that the format gives them.</summary>
internal sealed class Woff2File
{
    /// <summary>Section 4.1: the tags that have a number.</summary>
    private const string KnownTags =
        "cmapheadhheahmtxmaxpnameOS/2postcvt fpgmglyflocaprepCFF VORGEBDTEBLCgasphdmxkernLTSHPCLTVDMXvheavmtxBASEGDEFGPOSGSUBEBSCJSTFMATHCBDTCBLCCOLRCPALSVG sbixacntavarbdatblocbslncvar" +
        "fdscfeatfmtxfvargvarhstyjustlcarmortmorxopbdproptrakZapfSilfGlatGlocFeatSill";

    private const uint Signature = 0x774F4632;
    private const int HeaderLength = 48;
    private const int AnyTag = 63;
    private const int Untransformed = 3;

    private readonly Dictionary<string, byte[]> tables = new(StringComparer.Ordinal);
    private readonly HashSet<string> transformed = new(StringComparer.Ordinal);

    public Woff2File(ReadOnlySpan<byte> file)
    {
        var reader = new FontReader(file);
        if (reader.UInt32() != Signature) throw new InvalidDataException("This is no WOFF2 file.");

        reader.At = 12;
        var count = reader.UInt16();
        reader.At = 20;
        var packedLength = (int)reader.UInt32();
        reader.At = HeaderLength;
        var directory = new (string Tag, int Length)[count];
        for (var table = 0; table < count; table++)
        {
            var flags = reader.Byte();
            var tag = (flags & AnyTag) == AnyTag ? reader.Tag() : KnownTags.Substring((flags & AnyTag) * 4, 4);
            var (version, length) = (flags >> 6, reader.Base128());
            var isTransformed = tag is "glyf" or "loca" ? version != Untransformed : version != 0;
            if (isTransformed)
            {
                length = reader.Base128();
                transformed.Add(tag);
            }

            directory[table] = (tag, length);
        }

        using var brotli = new BrotliStream(new MemoryStream(file.Slice(reader.At, packedLength).ToArray()), CompressionMode.Decompress);
        foreach (var (tag, length) in directory)
        {
            var content = new byte[length];
            brotli.ReadExactly(content);
            tables[tag] = content;
        }
    }

    public bool IsTransformed(string tag) => transformed.Contains(tag);

    public ReadOnlySpan<byte> Table(string tag) => tables.TryGetValue(tag, out var table) ? table : throw new InvalidDataException($"The font has no {tag}.");
}

/// <summary>Reads the numbers of a font file, which begin with their highest byte.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal ref struct FontReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int At { get; set; }

    public byte Byte() => bytes[At++];

    public ushort UInt16()
    {
        At += 2;
        return BinaryPrimitives.ReadUInt16BigEndian(bytes[(At - 2)..]);
    }

    public short Int16() => (short)UInt16();

    public uint UInt32()
    {
        At += 4;
        return BinaryPrimitives.ReadUInt32BigEndian(bytes[(At - 4)..]);
    }

    public string Tag()
    {
        At += 4;
        return Encoding.ASCII.GetString(bytes.Slice(At - 4, 4));
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        At += length;
        return bytes.Slice(At - length, length);
    }

    /// <summary>Section 4.1: seven bits a byte, the highest bit says that more follow.</summary>
    public int Base128()
    {
        var value = 0;
        for (var place = 0; place < 5; place++)
        {
            var next = Byte();
            value = checked((value << 7) | (next & 0x7F));
            if ((next & 0x80) == 0) return value;
        }

        throw new InvalidDataException("A number in the font has no end.");
    }

    /// <summary>Section 6.1.1: small numbers in one byte, others in two or three.</summary>
    public int Short255() => Byte() switch
    {
        253 => UInt16(),
        254 => Byte() + 506,
        255 => Byte() + 253,
        var small => small,
    };
}
