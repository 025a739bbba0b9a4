using System.Buffers.Binary;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;

namespace Showcase.Domain.Tests.Media.Structure;

public sealed class MxfTests
{
    private const byte Open = 0x01;
    private const byte Closed = 0x04;
    private const byte Track = 0x3B;
    private const byte Picture = 0x28;
    private const byte Wave = 0x48;
    private const int Head = 4096;

    [Theory]
    [InlineData(0x27)]
    [InlineData(Picture)]
    [InlineData(0x29)]
    [InlineData(0x51)]
    [InlineData(0x5F)]
    [InlineData(0x7E)]
    [InlineData(0x81)]
    public async Task A_film_has_a_picture(byte descriptor) => Assert.Equal(StructureVerdict.Sound("mxf"), await WalkAsync(File(Closed, Track, Wave, descriptor)));

    [Fact]
    public async Task Sound_alone_is_refused_by_the_header_and_a_film_never()
    {
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(File(Closed, Track, 0x42, 0x47, Wave, 0x5E), Head)).Refusal);
        Assert.Equal(StructureVerdict.Unknown("mxf"), await WalkAsync(File(Closed, Track, Wave, Picture), Head));
        Assert.Equal(StructureVerdict.Unknown("mxf"), await WalkAsync(File(Closed, [.. Enumerable.Repeat(Track, 60), Wave]), Head));
    }

    [Fact]
    public async Task A_descriptor_of_somebodys_own_may_be_a_picture_and_one_of_data_or_of_several_is_none()
    {
        var own = Part(Key(2, 0x53, 0x0E, 0x04, 0x01, 0x01, 0x01, 0x01, 0x01), 90);

        Assert.Equal(StructureVerdict.Sound("mxf"), await WalkAsync(Written(Closed, [.. Set(Wave, 90), .. own], 100)));
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(File(Closed, 0x2F, 0x37, Track, 0x44, Wave, 0x5C, 0x6B))).Refusal);
    }

    [Fact]
    public async Task What_lies_far_behind_the_beginning_is_for_the_probe_to_tell() =>
        Assert.Equal(StructureVerdict.Sound("mxf"), await WalkAsync(Written(Closed, [.. Set(Wave, 90), .. Set(Track, 9_000_000), .. Set(Track, 9_000_000), .. Set(Track, 90)], 100)));

    [Fact]
    public async Task What_describes_neither_is_for_the_probe_to_tell() => Assert.Null((await WalkAsync(File(Closed, Track, 0x43))).Refusal);

    [Fact]
    public async Task A_file_that_was_cut_off_is_told_as_such()
    {
        var file = File(Closed, Track, Picture);

        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync(file[..(file.Length * 6 / 10)], Head)).Refusal);
        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync(file[..^1])).Refusal);
        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync(file[..^180])).Refusal);
    }

    [Fact]
    public async Task A_header_that_was_never_closed_may_not_know_its_footer_nor_all_its_tracks()
    {
        Assert.Equal(StructureVerdict.Sound("mxf"), await WalkAsync(File(Open, Track, Picture)));
        Assert.Equal(StructureVerdict.Sound("mxf"), await WalkAsync(File(Open, Track, Wave)));
    }

    [Fact]
    public async Task A_part_of_any_other_kind_at_the_beginning_is_no_file() =>
        Assert.Equal(MediaRefusals.NotVideo, (await WalkAsync([.. Pack(kind: 3, Closed, 0, 0, 0), .. new byte[5000]])).Refusal);

    [Fact]
    public async Task Before_it_is_sent_its_first_and_its_last_piece_are_asked_for()
    {
        var (asked, refusal) = await SkeletonTests.LookAsync(Written(Closed, [.. Set(Track, 90), .. Set(Wave, 90), .. Set(Picture, 90)], 200_000));

        Assert.Null(refusal);
        Assert.Equal([0L, 12L * Skeleton.PieceLength], asked);
    }

    [Fact]
    public async Task A_header_of_empty_parts_without_end_ends_the_walk()
    {
        byte[] file = [.. Pack(kind: 2, Closed, 0, long.MaxValue, 0), .. Enumerable.Repeat(Set(Track, 0), 300_000).SelectMany(set => set)];

        Assert.Equal(MediaRefusals.TooManyParts, (await WalkAsync(file)).Refusal);
    }

    [Fact]
    public async Task Damage_anywhere_ends_in_a_verdict() => await ArrivingFile.SurviveDamageAsync(File(Closed, Track, Track, 0x2F, Wave), 1000);

    private static Task<StructureVerdict> WalkAsync(byte[] file, int arrived = int.MaxValue) => new ArrivingFile(file, arrived).WalkAsync();

    /// <summary>A header with these sets, essence, and a footer with an index. An open header says nothing of the footer.</summary>
    private static byte[] File(byte status, params byte[] sets) => Written(status, [.. sets.SelectMany(kind => Set(kind, 90))], 20_000);

    private static byte[] Written(byte status, byte[] sets, int essenceLength)
    {
        byte[] filler = Part([0x06, 0x0E, 0x2B, 0x34, 0x01, 0x01, 0x01, 0x02, 0x03, 0x01, 0x02, 0x10, 0x01, 0x00, 0x00, 0x00], 150);
        byte[] metadata = [.. Part(Key(2, 0x05, 0x0D, 0x01, 0x02, 0x01, 0x01, 0x05, 0x01), 180), .. sets];
        var essence = Part(Key(1, 0x02, 0x0D, 0x01, 0x03, 0x01, 0x15, 0x01, 0x05), essenceLength);
        var index = Part(Key(2, 0x53, 0x0D, 0x01, 0x02, 0x01, 0x01, 0x10, 0x01), 80);
        var footerAt = Pack(2, status, 0, 0, 0).Length + filler.Length + metadata.Length + essence.Length;
        return
        [
            .. Pack(2, status, status == Closed ? footerAt : 0, metadata.Length, 0), .. filler, .. metadata, .. essence,
            .. Pack(4, Closed, footerAt, 0, index.Length), .. index,
        ];
    }

    private static byte[] Pack(byte kind, byte status, long footerAt, long metadataLength, long indexLength)
    {
        var pack = Part(Key(2, 0x05, 0x0D, 0x01, 0x02, 0x01, 0x01, kind, status), 88);
        BinaryPrimitives.WriteInt64BigEndian(pack.AsSpan(20 + 24), footerAt);
        BinaryPrimitives.WriteInt64BigEndian(pack.AsSpan(20 + 32), metadataLength);
        BinaryPrimitives.WriteInt64BigEndian(pack.AsSpan(20 + 40), indexLength);
        return pack;
    }

    private static byte[] Set(byte kind, int length) => Part(Key(2, 0x53, 0x0D, 0x01, 0x01, 0x01, 0x01, 0x01, kind), length);

    private static byte[] Key(byte registry, byte coding, params byte[] item) => [0x06, 0x0E, 0x2B, 0x34, registry, coding, 0x01, 0x01, .. item, 0x00];

    private static byte[] Part(byte[] key, int length) => [.. key, 0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. new byte[length]];
}
