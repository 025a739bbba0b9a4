using System.Buffers.Binary;
using System.Text;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;

namespace Showcase.Domain.Tests.Media.Structure;

public sealed class StructureWalkTests
{
    internal static readonly byte[] Ftyp = Box("ftyp", "isom0000"u8.ToArray());
    private static readonly byte[] Pictures = Box("mdat", new byte[9000]);

    [Fact]
    public async Task A_film_is_sound_wherever_its_index_stands()
    {
        Assert.Equal(StructureVerdict.Sound("mp4"), await WalkAsync([.. Ftyp, .. Movie("vide"), .. Pictures]));
        Assert.Equal(StructureVerdict.Sound("mp4"), await WalkAsync([.. Ftyp, .. Pictures, .. Movie("soun", "vide")]));
    }

    [Fact]
    public async Task A_film_that_was_cut_off_is_told_as_such()
    {
        byte[] indexFirst = [.. Ftyp, .. Movie("vide"), .. Pictures];

        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync(indexFirst[..^1])).Refusal);
        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync(indexFirst[..^8000])).Refusal);
        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync([.. indexFirst, 0, 0])).Refusal);
    }

    [Fact]
    public async Task A_recording_without_its_index_is_told_as_such() => Assert.Equal(MediaRefusals.NoIndex, (await WalkAsync([.. Ftyp, .. Pictures])).Refusal);

    [Fact]
    public async Task Sound_alone_is_no_film() => Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync([.. Ftyp, .. Movie("soun"), .. Pictures])).Refusal);

    [Fact]
    public async Task A_page_with_a_film_behind_it_is_no_film() =>
        Assert.Equal(MediaRefusals.NotVideo, (await WalkAsync([.. "<!DOCTYPE html><html>"u8, .. Ftyp, .. Movie("vide"), .. Pictures])).Refusal);

    [Fact]
    public async Task A_box_that_claims_an_absurd_length_is_refused()
    {
        var bomb = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bomb, 1);
        "moov"u8.CopyTo(bomb.AsSpan(4));
        BinaryPrimitives.WriteInt64BigEndian(bomb.AsSpan(8), 1L << 62);

        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync([.. Ftyp, .. bomb, .. new byte[5000]])).Refusal);
    }

    [Fact]
    public async Task A_million_empty_boxes_end_the_walk()
    {
        var file = new byte[8_000_000];
        Ftyp.CopyTo(file, 0);
        for (var at = Ftyp.Length; at + 8 <= file.Length; at += 8) Box("free", []).CopyTo(file, at);

        Assert.Equal(MediaRefusals.TooManyParts, (await WalkAsync(file)).Refusal);
    }

    [Fact]
    public async Task The_first_bytes_are_enough_to_refuse_and_never_to_refuse_a_film()
    {
        const int arrived = 5000;

        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync([.. Ftyp, .. Movie("soun"), .. Pictures], arrived)).Refusal);
        Assert.Equal(StructureVerdict.Sound("mp4"), await WalkAsync([.. Ftyp, .. Movie("vide"), .. Pictures], arrived));
        Assert.Equal(StructureVerdict.Unknown("mp4"), await WalkAsync([.. Ftyp, .. Pictures, .. Movie("vide")], arrived));
    }

    [Fact]
    public async Task Matroska_with_a_video_track_is_a_film_and_without_one_is_none()
    {
        Assert.Equal(StructureVerdict.Sound("matroska"), await WalkAsync(Mkv(2, 1)));
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Mkv(2))).Refusal);
        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync(Mkv(2, 1)[..^10])).Refusal);
    }

    [Fact]
    public async Task Tracks_inside_each_other_without_end_are_no_film()
    {
        var nested = Enumerable.Repeat<byte[]>([0xAE, 0xFE], 100_000).SelectMany(bytes => bytes).ToArray();

        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(MkvOf(nested))).Refusal);
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(MkvOf(Element([0xAE], Element([0xAE], Element([0x83], [1])))))).Refusal);
    }

    [Fact]
    public async Task A_track_ends_where_the_tracks_end()
    {
        byte[] endless = [0xAE, 0xFE, 0xD7, 0x81];

        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(MkvOf(endless, behind: [1, 0x83, 0x81, 1]))).Refusal);
    }

    [Fact]
    public async Task Noise_behind_any_beginning_ends_in_a_verdict()
    {
        byte[][] beginnings = [Ftyp, [.. Ftyp, .. Movie("vide")], Mkv(1)[..40], "RIFF0000AVI LIST"u8.ToArray(), [0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0D, 0x01, 0x02]];
        for (var seed = 0; seed < 200; seed++)
        {
            var noise = new byte[20_000];
            new Random(seed).NextBytes(noise);
            foreach (var beginning in beginnings) Assert.NotNull(await WalkAsync([.. beginning, .. noise]));
        }
    }

    private static Task<StructureVerdict> WalkAsync(byte[] file, int arrived = int.MaxValue) => new ArrivingFile(file, arrived).WalkAsync();

    internal static byte[] Movie(params string[] handlers) =>
        Box("moov", [.. Box("mvhd", new byte[100]), .. handlers.SelectMany(handler => Box("trak", [.. Box("tkhd", new byte[84]), .. Box("mdia", [.. Box("mdhd", new byte[24]), .. Handler(handler)])]))]);

    private static byte[] Handler(string type) => Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(type), .. new byte[13]]);

    internal static byte[] Box(string type, byte[] content)
    {
        var box = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(box, 4);
        content.CopyTo(box, 8);
        return box;
    }

    internal static byte[] Mkv(params byte[] trackTypes) =>
        MkvOf([.. trackTypes.SelectMany(type => Element([0xAE], [.. Element([0xD7], [1]), .. Element([0x83], [type])]))]);

    private static byte[] MkvOf(byte[] tracks, params byte[] behind) =>
    [
        .. Element([0x1A, 0x45, 0xDF, 0xA3], [.. Element([0x42, 0x82], "webm"u8.ToArray())]),
        .. Element([0x18, 0x53, 0x80, 0x67], [.. Element([0x15, 0x49, 0xA9, 0x66], new byte[30]), .. Element([0x16, 0x54, 0xAE, 0x6B], tracks), .. behind, .. Element([0x1F, 0x43, 0xB6, 0x75], new byte[6000])]),
    ];

    private static byte[] Element(byte[] id, byte[] content)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, content.Length);
        length[0] = 0x01;
        return [.. id, .. length, .. content];
    }
}
