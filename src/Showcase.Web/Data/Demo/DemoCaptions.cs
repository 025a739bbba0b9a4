using System.Text;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Captions;

namespace Showcase.Web.Data.Demo;

/// <summary>Two of the demo's films have captions, as their artists would have added them.</summary>
internal static class DemoCaptions
{
    private const string Lighthouse =
        """
        1
        00:00:01,000 --> 00:00:04,000
        [foghorn, far off]

        2
        00:00:05,000 --> 00:00:08,500
        <i>They say it sounded every minute.</i>

        3
        00:00:09,500 --> 00:00:13,000
        KEEPER: It is warm tonight.
        [the lamp hums]
        """;

    private const string Salt =
        """
        1
        00:00:01,000 --> 00:00:03,500
        Flor de sal, for the eyes.

        2
        00:00:04,500 --> 00:00:08,000
        Rock salt, for whoever asks.
        """;

    public static IEnumerable<CaptionTrack> Make(List<Film> films, DateTimeOffset then)
    {
        yield return Track(films, "The Lighthouse Keeper’s Ear", CaptionKind.Captions, "lighthouse-sdh.srt", Lighthouse, then);
        yield return Track(films, "Salt Index", CaptionKind.Subtitles, "salt-index-en.srt", Salt, then);
    }

    private static CaptionTrack Track(List<Film> films, string title, CaptionKind kind, string fileName, string text, DateTimeOffset then)
    {
        var captions = DemoScript.Must(CaptionFile.Read(Encoding.UTF8.GetBytes(text), runtime: null));
        return DemoScript.Must(CaptionTrack.Of(films.First(film => film.Title == title).Id, "en", kind, fileName, captions, then));
    }
}
