using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;

namespace Showcase.Domain.Tests.Media.Structure;

public sealed class SkeletonTests
{
    private const int Piece = Skeleton.PieceLength;

    private static readonly byte[] Ftyp = StructureWalkTests.Ftyp;
    private static readonly byte[] Pictures = StructureWalkTests.Box("mdat", new byte[3_000_000]);

    [Fact]
    public async Task A_film_whose_index_stands_at_its_end_is_known_by_two_pieces()
    {
        byte[] film = [.. Ftyp, .. Pictures, .. StructureWalkTests.Movie("soun", "vide")];

        var (asked, refusal) = await LookAsync(film);

        Assert.Null(refusal);
        Assert.Equal([0L, film.Length / Piece * Piece], asked);
    }

    [Fact]
    public async Task Sound_alone_a_recording_without_its_index_and_a_cut_film_are_refused_by_two_pieces_at_most()
    {
        var (sound, noVideo) = await LookAsync([.. Ftyp, .. Pictures, .. StructureWalkTests.Movie("soun")]);
        var (recording, noIndex) = await LookAsync([.. Ftyp, .. Pictures]);
        var (cut, truncated) = await LookAsync([.. Ftyp, .. Pictures[..^1]]);

        Assert.Equal((MediaRefusals.NoVideo, MediaRefusals.NoIndex, MediaRefusals.Truncated), (noVideo, noIndex, truncated));
        Assert.Equal((2, 1, 1), (sound.Count, recording.Count, cut.Count));
    }

    [Fact]
    public async Task An_index_of_several_pieces_is_asked_for_in_its_order()
    {
        const int movieHead = 116;
        byte[] sounds = [.. Enumerable.Repeat(StructureWalkTests.Movie("soun")[movieHead..], 200).SelectMany(track => track)];
        byte[] film = [.. Ftyp, .. StructureWalkTests.Box("moov", [.. sounds, .. StructureWalkTests.Movie("vide")[movieHead..]]), .. Pictures];

        var (asked, refusal) = await LookAsync(film);

        Assert.Null(refusal);
        Assert.Equal(Enumerable.Range(0, asked.Count).Select(index => (long)index * Piece), asked);
        Assert.Equal(3, asked.Count);
    }

    [Fact]
    public async Task A_box_that_begins_in_one_piece_and_ends_in_the_next_is_read_from_both()
    {
        foreach (var cut in Enumerable.Range(0, 24))
        {
            var filler = StructureWalkTests.Box("free", new byte[(2 * Piece) - Ftyp.Length - 8 - cut]);

            var (asked, refusal) = await LookAsync([.. Ftyp, .. filler, .. StructureWalkTests.Movie("soun"), .. Pictures]);

            Assert.Equal(MediaRefusals.NoVideo, refusal);
            Assert.InRange(asked.Count, 2, 3);
        }
    }

    [Fact]
    public async Task A_file_shorter_than_a_piece_is_shown_whole()
    {
        Assert.Equal(MediaRefusals.NotVideo, (await LookAsync("Dear festival,"u8.ToArray())).Refusal);
        Assert.Null((await LookAsync([.. Ftyp, .. StructureWalkTests.Movie("vide")])).Refusal);
        Assert.Null((await LookAsync(StructureWalkTests.Mkv(2, 1))).Refusal);
    }

    [Fact]
    public async Task A_film_in_thousands_of_fragments_is_let_through_after_a_few_of_them()
    {
        byte[] fragment = [.. StructureWalkTests.Box("moof", new byte[300]), .. StructureWalkTests.Box("mdat", new byte[40_000])];

        var (asked, refusal) = await LookAsync([.. Ftyp, .. StructureWalkTests.Movie("vide"), .. Enumerable.Repeat(fragment, 1000).SelectMany(bytes => bytes)]);

        Assert.Null(refusal);
        Assert.Equal(Skeleton.MostPieces, asked.Count);
    }

    [Theory]
    [InlineData(-Piece, Piece)]
    [InlineData(1, Piece)]
    [InlineData(100 * Piece, Piece)]
    [InlineData(99 * Piece, Piece)]
    [InlineData(0, Piece + 1)]
    [InlineData(0, Piece - 1)]
    [InlineData(0, 0)]
    [InlineData(long.MaxValue, Piece)]
    [InlineData(long.MinValue, Piece)]
    public void What_is_no_piece_of_the_file_is_refused(long offset, int length) =>
        Assert.Equal(MediaRefusals.PieceOutOfPlace, Skeleton.Of((99 * Piece) + 5, [new FilePiece(offset, new byte[length])]).Refusal);

    [Fact]
    public void A_piece_that_is_shown_twice_and_more_pieces_than_are_asked_for_are_refused()
    {
        Assert.Equal(MediaRefusals.PieceOutOfPlace, Skeleton.Of(99 * Piece, [PieceOf(0), PieceOf(0)]).Refusal);
        Assert.Equal(MediaRefusals.PieceOutOfPlace, Skeleton.Of(99 * Piece, [.. Enumerable.Range(0, Skeleton.MostPieces + 1).Select(PieceOf)]).Refusal);
        Assert.Null(Skeleton.Of(99 * Piece, [.. Enumerable.Range(0, Skeleton.MostPieces).Select(PieceOf)]).Refusal);
    }

    private static FilePiece PieceOf(int index) => new((long)index * Piece, new byte[Piece]);

    /// <summary>Shows what is asked for, as a browser does.</summary>
    internal static async Task<(List<long> Asked, Refusal? Refusal)> LookAsync(byte[] file)
    {
        var shown = new List<FilePiece>();
        while (true)
        {
            var next = await Skeleton.Of(file.Length, shown).Value.NextAsync();
            if (!next.Succeeded || next.Value is not { } want) return ([.. shown.Select(piece => piece.Offset)], next.Refusal);

            shown.Add(new FilePiece(want.Offset, file.AsMemory((int)want.Offset, want.Length)));
        }
    }
}
