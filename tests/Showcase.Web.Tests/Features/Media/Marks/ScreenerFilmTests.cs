using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Marks;
using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Media.Marks;

public sealed class ScreenerFilmTests
{
    [Theory]
    [InlineData(new[] { 1080, 720, 360 }, 720)]
    [InlineData(new[] { 1080, 360 }, 360)]
    [InlineData(new[] { 1080 }, 1080)]
    [InlineData(new[] { 1080, 900 }, 900)]
    [InlineData(new[] { 180 }, 180)]
    public void Screeners_see_the_finest_version_of_at_most_720_lines_or_the_smallest(int[] sides, int chosen)
    {
        var lying = HlsList.ReadMaster(HlsList.Master(sides.Select((side, index) => new HlsRung(index, side * 2, side, "avc1.64001f", 3_000_000, 2_000_000)), sides.Length));
        var upright = HlsList.ReadMaster(HlsList.Master(sides.Select((side, index) => new HlsRung(index, side, side * 2, null, 3_000_000, 2_000_000)), null));

        Assert.Equal(chosen, ScreenerFilm.Choose(lying)!.Height);
        Assert.Equal(chosen, ScreenerFilm.Choose(upright)!.Width);
    }

    [Fact]
    public void The_master_names_the_sound_and_one_version()
    {
        var film = Film(3);

        Assert.Equal(
            """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="2/i.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=3160000,AVERAGE-BANDWIDTH=2160000,RESOLUTION=1280x720,CODECS="avc1.64001f,mp4a.40.2",AUDIO="sound"
            marked/0-12345678/i.m3u8

            """,
            film.Master("marked/0-12345678"));
        Assert.True(film.HasSound(2));
        Assert.False(film.HasSound(0) || film.HasSound(1) || film.HasSound(3));
    }

    [Fact]
    public void One_segment_in_eight_is_marked_and_brings_its_own_init_segment()
    {
        Assert.Equal(
            """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-TARGETDURATION:5
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-PLAYLIST-TYPE:EVENT
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MAP:URI="init_0.mp4"
            #EXTINF:4,
            s00000.m4s
            #EXT-X-MAP:URI="m00001.mp4"
            #EXTINF:4,
            m00001.m4s
            #EXT-X-MAP:URI="init_0.mp4"
            #EXTINF:4,
            s00002.m4s
            #EXT-X-ENDLIST

            """,
            Film(3).Playlist("AAAAA1", all: false));
    }

    [Fact]
    public void However_short_the_film_a_segment_of_it_is_marked()
    {
        for (var count = 1; count <= 40; count++)
        {
            var film = Film(count);
            Assert.All(PlaybackGrants.Signs, last => Assert.InRange(Enumerable.Range(0, count).Count(position => film.IsDue(position, $"AAAAA{last}")), 1, (count + 7) / ScreenerFilm.OneIn));
        }
    }

    [Fact]
    public void The_segments_that_carry_the_mark_in_the_end_carried_it_whenever_somebody_watched_the_film_grow()
    {
        for (var count = 1; count <= 20; count++)
        {
            var whole = Film(count);
            foreach (var code in PlaybackGrants.Signs.Select(last => $"AAAAA{last}"))
            {
                var due = Enumerable.Range(0, count).Where(position => whole.IsDue(position, code)).ToList();
                Assert.All(due, position => Assert.All(Enumerable.Range(position + 1, count - position - 1), seen => Assert.True(Film(seen, isGrowing: true).IsDue(position, code))));
            }
        }
    }

    [Fact]
    public void What_a_list_named_while_the_film_grew_can_still_be_had_when_it_has_grown()
    {
        var (begun, grown) = (Film(3, isGrowing: true), Film(16));

        Assert.Equal([true, true, true], Enumerable.Range(0, 3).Select(position => begun.IsDue(position, "AAAAA1") && grown.IsOffered(position, "AAAAA1")));
        Assert.DoesNotContain("#EXT-X-ENDLIST", begun.Playlist("AAAAA1", all: false), StringComparison.Ordinal);
        Assert.Contains("#EXT-X-START:TIME-OFFSET=0\n", begun.Master("marked/0-12345678"), StringComparison.Ordinal);
    }

    [Fact]
    public void Viewers_are_marked_in_different_places()
    {
        var film = Film(16);

        var places = PlaybackGrants.Signs.GroupBy(last => Enumerable.Range(0, 16).First(position => film.IsDue(position, $"AAAAA{last}"))).ToList();

        Assert.Equal(ScreenerFilm.OneIn, places.Count);
        Assert.All(places, codes => Assert.Equal(4, codes.Count()));
    }

    private static ScreenerFilm Film(int count, bool isGrowing = false)
    {
        var rungs = new[] { new HlsRung(0, 1920, 1080, "avc1.640028", 6_000_000, 5_000_000), new HlsRung(1, 1280, 720, "avc1.64001f", 3_000_000, 2_000_000) };
        var master = HlsList.ReadMaster(HlsList.Master(rungs, 2, isGrowing));
        return new ScreenerFilm(master, ScreenerFilm.Choose(master)!, [.. Enumerable.Range(0, count).Select(index => new HlsSegment($"s{index:D5}.m4s", 4))]);
    }
}
