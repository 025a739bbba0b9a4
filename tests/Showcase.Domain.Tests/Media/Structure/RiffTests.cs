using System.Text;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;

namespace Showcase.Domain.Tests.Media.Structure;

public sealed class RiffTests
{
    private const int Head = 4096;

    [Theory]
    [InlineData("vids")]
    [InlineData("auds", "vids")]
    [InlineData("iavs")]
    public async Task A_film_has_a_stream_of_pictures(params string[] streams) => Assert.Equal(StructureVerdict.Sound("avi"), await WalkAsync(Avi(streams)));

    [Fact]
    public async Task Sound_alone_is_refused_by_the_head()
    {
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Avi("auds"), Head)).Refusal);
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Avi("auds", "txts"))).Refusal);
        Assert.Equal(MediaRefusals.NoVideo, (await WalkAsync(Avi())).Refusal);
    }

    [Fact]
    public async Task Headers_that_have_not_arrived_are_waited_for()
    {
        var film = Avi("vids");
        byte[] late = [.. "RIFF"u8, .. Number(film.Length), .. "AVI "u8, .. Chunk("JUNK", new byte[5000]), .. film[12..^5000]];

        Assert.Equal(StructureVerdict.Unknown("avi"), await WalkAsync(late, Head));
        Assert.Equal(StructureVerdict.Sound("avi"), await WalkAsync(late));
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_told_as_such_and_one_of_several_chunks_is_whole()
    {
        var file = Avi("vids", "auds");
        byte[] more = [.. "RIFF"u8, .. Number(4 + 2000), .. "AVIX"u8, .. new byte[2000]];

        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync(file[..(file.Length * 6 / 10)], Head)).Refusal);
        Assert.Equal(StructureVerdict.Sound("avi"), await WalkAsync([.. file, .. more]));
        Assert.Equal(MediaRefusals.Truncated, (await WalkAsync([.. file, .. more[..^1]])).Refusal);
    }

    [Fact]
    public async Task A_million_empty_chunks_end_the_walk()
    {
        byte[] file = [.. "RIFF"u8, .. Number(8_000_004), .. "AVI "u8, .. Enumerable.Repeat(Chunk("JUNK", []), 1_000_000).SelectMany(chunk => chunk)];

        Assert.Equal(MediaRefusals.TooManyParts, (await WalkAsync(file)).Refusal);
    }

    [Fact]
    public async Task Chunks_that_stand_far_apart_are_read_alone_and_not_sought_without_end()
    {
        byte[] Behind(int chunks) => [.. Enumerable.Repeat(Chunk("JUNK", new byte[100_000]), chunks).SelectMany(chunk => chunk), .. List("movi", new byte[100])];
        byte[] Whole(byte[] content) => [.. "RIFF"u8, .. Number(content.Length + 4), .. "AVI "u8, .. content];
        var far = new ArrivingFile(Whole(Behind(50)));

        Assert.Equal(MediaRefusals.NoVideo, (await far.WalkAsync()).Refusal);
        Assert.InRange(far.BytesRead, 0, 100_000);
        Assert.Equal(StructureVerdict.Sound("avi"), await WalkAsync(Whole(Behind(170))));
    }

    [Fact]
    public async Task Damage_anywhere_ends_in_a_verdict() => await ArrivingFile.SurviveDamageAsync(Avi("auds", "auds"), 400);

    private static Task<StructureVerdict> WalkAsync(byte[] file, int arrived = int.MaxValue) => new ArrivingFile(file, arrived).WalkAsync();

    private static byte[] Avi(params string[] streams)
    {
        var headers = streams.SelectMany(stream => List("strl", [.. Chunk("strh", [.. Encoding.ASCII.GetBytes(stream), .. new byte[52]]), .. Chunk("strf", new byte[41])]));
        byte[] content = [.. List("hdrl", [.. Chunk("avih", new byte[56]), .. headers]), .. Chunk("JUNK", new byte[100]), .. List("movi", new byte[9000]), .. Chunk("idx1", new byte[16])];
        return [.. "RIFF"u8, .. Number(content.Length + 4), .. "AVI "u8, .. content];
    }

    private static byte[] List(string kind, byte[] content) => Chunk("LIST", [.. Encoding.ASCII.GetBytes(kind), .. content]);

    private static byte[] Chunk(string kind, byte[] content) => [.. Encoding.ASCII.GetBytes(kind), .. Number(content.Length), .. content, .. new byte[content.Length & 1]];

    private static byte[] Number(int number) => BitConverter.GetBytes(number);
}
