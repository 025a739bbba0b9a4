using System.Buffers.Binary;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;

namespace Showcase.Domain.Tests.Media.Structure;

public sealed class TransportStreamTests
{
    private const int Head = 4096;
    private const byte Mpeg2Video = 0x02;
    private const byte H264 = 0x1B;
    private const byte Mp3 = 0x03;
    private const byte Aac = 0x0F;
    private const byte Ac3 = 0x81;

    [Fact]
    public async Task It_may_end_anywhere_and_must_keep_its_step()
    {
        var file = Stream(Programmes((1, 0x100)), Streams(0x100, 1, H264, Aac));

        Assert.Equal(StructureVerdict.Sound("mpegts"), await WalkAsync(file[..^100]));
        Array.Clear(file, 100_000, 80_000);
        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync(file)).Refusal);
    }

    [Theory]
    [InlineData(188)]
    [InlineData(192)]
    public async Task Sound_alone_is_refused_by_the_head_and_a_film_never(int packet)
    {
        var sound = Stamped(Stream(Programmes((1, 0x100)), Streams(0x100, 1, Mp3, Aac, Ac3)), packet);
        var film = Stamped(Stream(Programmes((1, 0x100)), Streams(0x100, 1, Aac, H264)), packet);

        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(sound, Head)).Refusal);
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(sound)).Refusal);
        Assert.Equal(StructureVerdict.Unknown("mpegts"), await WalkAsync(film, Head));
        Assert.Equal(StructureVerdict.Sound("mpegts"), await WalkAsync(film));
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(Mpeg2Video)]
    [InlineData(0x06)]
    [InlineData(0x10)]
    [InlineData(0x20)]
    [InlineData(0x21)]
    [InlineData(0x24)]
    [InlineData(0x33)]
    [InlineData(0x42)]
    [InlineData(0x80)]
    [InlineData(0xD1)]
    [InlineData(0xDB)]
    [InlineData(0xEA)]
    public async Task Whatever_may_be_pictures_is_let_through(byte type) =>
        Assert.Equal(StructureVerdict.Sound("mpegts"), await WalkAsync(Stream(Programmes((1, 0x100)), Streams(0x100, 1, Aac, type))));

    [Fact]
    public async Task One_programme_with_pictures_is_enough_and_all_are_waited_for()
    {
        var list = Programmes((0, 0x10), (1, 0x100), (2, 0x200));

        Assert.Null((await WalkAsync(Stream(list, Streams(0x100, 1, Aac), Streams(0x200, 2, Mpeg2Video)))).Refusal);
        Assert.Null((await WalkAsync(Stream(list, Streams(0x100, 1, Aac)))).Refusal);
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Stream(list, Streams(0x100, 1, Aac), Streams(0x200, 2, Mp3)))).Refusal);
    }

    [Fact]
    public async Task A_list_in_two_parts_is_known_with_both()
    {
        byte[][] parts = [Programmes(part: 0, lastPart: 1, (1, 0x100)), Programmes(part: 1, lastPart: 1, (2, 0x200))];

        Assert.Null((await WalkAsync(Stream(parts[0], Streams(0x100, 1, Aac)))).Refusal);
        Assert.Null((await WalkAsync(Stream([.. parts[0], .. parts[1]], Streams(0x100, 1, Aac)))).Refusal);
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Stream([.. parts[0], .. parts[1]], Streams(0x100, 1, Aac), Streams(0x200, 2, Aac)))).Refusal);
    }

    [Fact]
    public async Task A_table_goes_over_several_packets_and_begins_behind_the_end_of_another()
    {
        var sounds = Enumerable.Repeat(Aac, 90).ToArray();

        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Stream(Programmes((1, 0x100)), Streams(0x100, 1, sounds)))).Refusal);
        Assert.Null((await WalkAsync(Stream(Programmes((1, 0x100)), Streams(0x100, 1, [.. sounds, H264])))).Refusal);

        var table = Table(0x02, 1, [0xE1, 0x01, 0xF0, 0x00, Aac, 0xE1, 0x01, 0xF0, 0x00]);
        byte[] behind = [.. Packet(0x100, isStart: true, [3, 1, 2, 3, .. table[..9]]), .. Packet(0x100, isStart: false, table[9..])];
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Stream(Programmes((1, 0x100)), behind))).Refusal);
    }

    [Fact]
    public async Task What_is_announced_for_later_does_not_count()
    {
        var next = Packet(0x100, isStart: true, [0, .. Table(0x02, 1, [0xE1, 0x01, 0xF0, 0x00, Aac, 0xE1, 0x01, 0xF0, 0x00], isCurrent: false)]);

        Assert.Null((await WalkAsync(Stream(Programmes((1, 0x100)), next))).Refusal);
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Stream(Programmes((1, 0x100)), next, Streams(0x100, 1, Aac)))).Refusal);
    }

    [Fact]
    public async Task Sound_that_is_announced_first_may_be_followed_by_a_picture_and_said_twice_it_is_alone()
    {
        var (list, sound, film) = (Programmes((1, 0x100)), Streams(0x100, 1, Aac), Streams(0x100, 1, Aac, H264));
        var between = new byte[188 * 30].Steps();

        Assert.Equal(StructureVerdict.Sound("mpegts"), await WalkAsync(Once(list, sound, between, film)));
        Assert.Equal(StructureVerdict.Sound("mpegts"), await WalkAsync(Once(list, sound)));
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Once(list, sound, between, sound))).Refusal);
    }

    [Fact]
    public async Task A_time_stamp_that_looks_like_a_packets_beginning_is_none()
    {
        var film = Stamped(Stream(Programmes((1, 0x100)), Streams(0x100, 1, H264)), 192);
        film[188] = 0x47;

        Assert.Equal(StructureVerdict.Sound("mpegts"), await WalkAsync(film));
    }

    [Fact]
    public async Task Before_it_is_sent_only_its_tables_are_asked_for()
    {
        var more = new byte[188 * 10_000].Steps();

        var (film, none) = await SkeletonTests.LookAsync([.. Stream(Programmes((1, 0x100)), Streams(0x100, 1, Aac, H264)), .. more]);
        var (sound, noVideo) = await SkeletonTests.LookAsync([.. Stream(Programmes((1, 0x100)), Streams(0x100, 1, Aac)), .. more]);
        var (silent, nothing) = await SkeletonTests.LookAsync(more);

        Assert.Null(none);
        Assert.Equal(MediaRefusals.NoVideo, noVideo);
        Assert.Null(nothing);
        Assert.Equal((1, 1, 3), (film.Count, sound.Count, silent.Count));
    }

    [Fact]
    public async Task Tables_are_sought_among_the_first_packets_alone()
    {
        byte[] sound = [.. Programmes((1, 0x100)), .. Streams(0x100, 1, Aac)];
        var late = new ArrivingFile(Stream(new byte[188 * 8000].Steps(), sound));

        Assert.Equal(StructureVerdict.Sound("mpegts"), await late.WalkAsync());
        Assert.InRange(late.BytesRead, 1_000_000, 1_200_000);
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Stream(new byte[188 * 2000].Steps(), sound))).Refusal);
    }

    [Fact]
    public async Task Damage_anywhere_ends_in_a_verdict()
    {
        var tables = Stream(Programmes((0, 0x10), (1, 0x100), (2, 0x200)), Streams(0x100, 1, Enumerable.Repeat(Aac, 90).ToArray()), Streams(0x200, 2, Aac));

        await ArrivingFile.SurviveDamageAsync(tables, 10 * 188);
    }

    private static Task<StructureVerdict> WalkAsync(byte[] file, int arrived = int.MaxValue) => new ArrivingFile(file, arrived).WalkAsync();

    /// <summary>The packets, which come again as tables do, and others behind them.</summary>
    private static byte[] Stream(params byte[][] packets) => Once([.. packets, .. packets]);

    private static byte[] Once(params byte[][] packets) => [.. packets.SelectMany(packet => packet), .. new byte[188 * 1000].Steps()];

    private static byte[] Stamped(byte[] packets, int length) => length == 188 ? packets : [.. packets.Chunk(188).SelectMany(packet => (byte[])[0x47, 0, 0, 0, .. packet])];

    private static byte[] Programmes(params (int Programme, int Identifier)[] programmes) => Programmes(0, 0, programmes);

    private static byte[] Programmes(byte part, byte lastPart, params (int Programme, int Identifier)[] programmes) =>
        Packet(0, isStart: true, [0, .. Table(0x00, 1, [.. programmes.SelectMany(one => (byte[])[.. Number(one.Programme), .. Number(0xE000 | one.Identifier)])], part: part, lastPart: lastPart)]);

    private static byte[] Streams(int identifier, int programme, params byte[] types)
    {
        // Each with two bytes that describe it, and two that describe the programme.
        byte[] payload = [0, .. Table(0x02, programme, [0xE1, 0x01, 0xF0, 0x02, H264, H264, .. types.SelectMany(type => (byte[])[type, 0xE1, 0x01, 0xF0, 0x02, H264, H264])])];
        return [.. payload.Chunk(150).SelectMany((piece, index) => Packet(identifier, isStart: index == 0, piece))];
    }

    private static byte[] Table(byte kind, int id, byte[] content, bool isCurrent = true, byte part = 0, byte lastPart = 0) =>
        [kind, .. Number(0xB000 | (content.Length + 9)), .. Number(id), (byte)(isCurrent ? 0xC1 : 0xC0), part, lastPart, .. content, 1, 2, 3, 4];

    /// <summary>The payload stands at the packet's end, behind an adaptation field.</summary>
    private static byte[] Packet(int identifier, bool isStart, byte[] payload)
    {
        var packet = new byte[188];
        packet[0] = 0x47;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(1), (ushort)(identifier | (isStart ? 0x4000 : 0)));
        packet[3] = 0x30;
        packet[4] = (byte)(183 - payload.Length);
        payload.CopyTo(packet, 188 - payload.Length);
        return packet;
    }

    private static byte[] Number(int number) => [(byte)(number >> 8), (byte)number];
}

internal static class Packets
{
    /// <summary>Empty packets in place of the bytes.</summary>
    public static byte[] Steps(this byte[] bytes)
    {
        for (var at = 0; at < bytes.Length; at += 188) bytes[at] = 0x47;
        return bytes;
    }
}
