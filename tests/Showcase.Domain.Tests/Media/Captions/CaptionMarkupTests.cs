using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Showcase.Domain.Media.Captions;

namespace Showcase.Domain.Tests.Media.Captions;

/// <summary>What becomes of the text of one caption, above all of a hostile one.</summary>
public sealed partial class CaptionMarkupTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "alert(1)")]
    [InlineData("<img src=x onerror=alert(1)>Salt", "Salt")]
    [InlineData("<img alt=\">\" onerror=alert(1)>", "\" onerror=alert(1)&gt;")]
    [InlineData("<b onclick=alert(1)>Salt</b>", "<b>Salt</b>")]
    [InlineData("<v \"><script>Salt", "<v \">Salt</v>")]
    [InlineData("<v A&lt;script&gt;>Salt", "<v A&lt;script&gt;>Salt</v>")]
    [InlineData("&lt;script&gt;Salt", "&lt;script&gt;Salt")]
    [InlineData("&#60;script&#62;Salt", "&lt;script&gt;Salt")]
    [InlineData("<scr<script>ipt>Salt", "&lt;script&gt;Salt")]
    [InlineData("Salt&#10;&#10;00:03.000 --&gt; 00:04.000&#10;Not ours", "Salt  00:03.000 --&gt; 00:04.000 Not ours")]
    [InlineData("Salt\u2028\u2029\u000B\u000C\u0085more", "Salt     more")]
    [InlineData("<i><b>Salt</i> and", "<i><b>Salt</b></i> and")]
    [InlineData("<i><i><i>Salt", "<i>Salt</i>")]
    [InlineData("</b></v>Salt", "Salt")]
    [InlineData("<v Mara>Salt<v Ada>more", "<v Mara>Salt</v><v Ada>more</v>")]
    [InlineData("<V.loud  Mara\t B >Salt", "<v Mara B>Salt</v>")]
    [InlineData("I <3 salt & 2 > 1", "I &lt;3 salt &amp; 2 &gt; 1")]
    [InlineData("<font color=\"#fff\">Salt</font>", "Salt")]
    [InlineData("{\\an2}{\\fs12}Salt {really}", "Salt {really}")]
    [InlineData("\u200Fשלום", "\u200Fשלום")]
    public void Only_what_is_safe_is_left(string written, string left) => Assert.Equal(left, Clean(written));

    [Fact]
    public void Tags_may_reach_over_lines_and_no_line_is_empty() => Assert.Equal("<i>Salt\nmore</i>", Clean("<i>Salt\n<c>\n</c> &#32;\nmore</i>"));

    [Fact]
    public void A_caption_at_the_top_stays_there() =>
        Assert.Equal("line:0", CaptionFile.Read("1\n00:01,000 --> 00:02,000\n{\\an8}Salt"u8, null).Value.Cues[0].Settings);

    /// <summary>Whatever comes in, what goes out has the form of a WebVTT file that we write: times that rise, known tags, nothing between.</summary>
    [Fact]
    public void No_mixture_of_hostile_pieces_gets_out_of_its_cue()
    {
        string[] pieces =
            ["<", ">", "&", "-->", "--&gt;", "\n", "\r", "\r\n", "&#10;", "\u2028", "NOTE ", "STYLE", "WEBVTT", "<script>", "</script>", "<v ", "<v A>", "</v>", "<b>", "</b>", "<i", "00:01.000 --> 00:02.000\n", "{\\an8}", "é", "\uFEFF", "x"];
        var random = new Random(20261123);
        for (var round = 0; round < 3_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)]));
            var read = CaptionFile.Read(Encoding.UTF8.GetBytes($"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}"), TimeSpan.FromMinutes(1));
            if (read.Succeeded) Assert.Matches(Ours(), read.Value.ToWebVtt());
        }
    }

    [Fact]
    public void A_file_made_to_take_long_does_not()
    {
        var watch = Stopwatch.StartNew();
        foreach (var piece in new[] { "<a", "{\\", "&#", "<v ", "-->", "0:0", " ", "\n" })
        {
            _ = CaptionFile.Read(Encoding.UTF8.GetBytes("0:1 --> 0:2\n" + string.Concat(Enumerable.Repeat(piece, (CaptionFile.MostBytes - 20) / piece.Length))), null);
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static string Clean(string text) => Assert.Single(CaptionFile.Read(Encoding.UTF8.GetBytes($"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}"), TimeSpan.FromMinutes(1)).Value.Cues).Text;

    [GeneratedRegex(@"\AWEBVTT\n\n(00:00:01\.000 --> 00:00:02\.000( line:0)?\n(([^<>&\n\r\u2028]|&(amp|lt|gt);|</?[biu]>|<v [^<>\n]+>|</v>)+\n)+\n)+\z")]
    private static partial Regex Ours();
}
