using System.Text;
using Showcase.Domain.Media.Captions;

namespace Showcase.Domain.Tests.Media.Captions;

public sealed class CaptionFileTests
{
    private const string Srt = "1\r\n00:00:01,000 --> 00:00:02,500\r\nDobrý den.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n- Salt?\r\n- <i>Salt.</i>\r\n";

    private static readonly TimeSpan FourMinutes = TimeSpan.FromMinutes(4);

    [Fact]
    public void A_SubRip_file_becomes_WebVTT()
    {
        var file = Read(Srt).Value;

        Assert.Equal("WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nDobrý den.\n\n00:00:03.000 --> 00:00:04.000\n- Salt?\n- <i>Salt.</i>\n\n", file.ToWebVtt());
        Assert.Equal((2, TimeSpan.FromSeconds(4)), (file.Cues.Count, file.Until));
    }

    [Fact]
    public void Of_a_WebVTT_file_only_the_cues_are_kept()
    {
        var file = Read(
            """
            WEBVTT - Salt Index
            Kind: captions

            NOTE made by a stranger
            who writes a lot

            STYLE
            ::cue { background: url(https://elsewhere.test/spy.png) }

            REGION
            id:top

            opening
            00:01.000 --> 00:02.000 region:top line:0 align:start onclick:alert
            <v.loud Mara>Hello.</v> <c.red>Red</c> <00:01.500><lang cs>ahoj</lang>
            """).Value;

        Assert.Equal("WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0 align:start\n<v Mara>Hello.</v> Red ahoj\n\n", file.ToWebVtt());
    }

    [Fact]
    public void What_was_written_is_read_as_the_same()
    {
        var once = Read("WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n<v Mara & Ada>1 < 2 <b>&amp; 3 > 2</b>\n<u>yes</u>").Value.ToWebVtt();

        Assert.Equal(once, Read(once).Value.ToWebVtt());
    }

    [Theory]
    [InlineData("0:1:2,5 --> 0:1:3", 62_500, 63_000)]
    [InlineData("01:02.500 --> 01:03.000", 62_500, 63_000)]
    [InlineData("  00:01:02.50-->00:01:03,000  X1:1 X2:2", 62_500, 63_000)]
    [InlineData("02:00:00,001 --> 102:00:00,000", 7_200_001, 367_200_000)]
    public void Times_are_read_as_software_writes_them(string line, int from, int to)
    {
        var cue = Assert.Single(Read($"7\n{line}\nSalt", runtime: null).Value.Cues);

        Assert.Equal((from, to), (cue.From.TotalMilliseconds, cue.To.TotalMilliseconds));
    }

    [Theory]
    [InlineData("00:61:00,000 --> 00:62:00,000")]
    [InlineData("00:00:01:12 --> 00:00:02:12")]
    [InlineData("one --> two")]
    [InlineData("-00:00:01,000 --> 00:00:02,000")]
    [InlineData("00:00:01,000 -->")]
    [InlineData("٠٠:٠٠:٠١,٠٠٠ --> ٠٠:٠٠:٠٢,٠٠٠")]
    [InlineData("99999999999:00:00,000 --> 99999999999:00:01,000")]
    public void Times_that_are_none_are_refused_with_their_line(string line) => Assert.Equal(CaptionRefusals.TimesUnreadable(6), Read($"1\n00:01,000 --> 00:02,000\nSalt\n\n2\n{line}\nSalt").Refusal);

    [Theory]
    [InlineData("00:02,000 --> 00:01,000")]
    [InlineData("00:02,000 --> 00:02,000")]
    public void A_caption_that_does_not_end_after_it_begins_is_refused(string line) => Assert.Equal(CaptionRefusals.Backward(2), Read($"1\n{line}\nSalt").Refusal);

    [Fact]
    public void Captions_may_overlap_and_come_in_any_order()
    {
        var file = Read("2\n00:02,000 --> 00:05,000\nB\n\n1\n00:01,000 --> 00:03,000\nA\n\n3\n00:02,000 --> 00:04,000\nC").Value;

        Assert.Equal(["A", "B", "C"], file.Cues.Select(cue => cue.Text));
        Assert.Equal(TimeSpan.FromSeconds(5), file.Until);
    }

    [Fact]
    public void What_begins_after_the_film_is_refused_and_what_ends_after_it_is_cut_off()
    {
        Assert.Equal(CaptionRefusals.BeyondEnd(6, FourMinutes), Read("1\n00:01,000 --> 00:02,000\nSalt\n\n2\n01:00:00,000 --> 01:00:02,000\nSalt").Refusal);
        Assert.Equal(FourMinutes, Read("1\n03:59,000 --> 04:02,000\nSalt").Value.Until);
        Assert.True(Read("1\n01:00:00,000 --> 01:00:02,000\nSalt", runtime: null).Succeeded);
    }

    [Fact]
    public void Text_that_an_empty_line_parted_from_its_times_is_refused_and_not_lost()
    {
        Assert.Equal(CaptionRefusals.TextWithoutTimes(5), Read("1\n00:01,000 --> 00:02,000\nSalt\n\nand more\n").Refusal);
        Assert.Equal(CaptionRefusals.NoGap(5), Read("1\n00:01,000 --> 00:02,000\nSalt\n2\n00:03,000 --> 00:04,000\nmore").Refusal);
    }

    [Fact]
    public void A_line_of_spaces_is_part_of_a_WebVTT_caption_and_parts_SubRip_captions()
    {
        Assert.Equal("hello world", Assert.Single(Read("WEBVTT\n\n00:01.000 --> 00:02.000 align:start position:0%\n \nhello<00:01.500><c> world</c>\n\n  ").Value.Cues).Text);
        Assert.Equal(2, Read("1\n00:01,000 --> 00:02,000\nSalt\n  \n2\n00:03,000 --> 00:04,000\nmore\n ").Value.Cues.Count);
    }

    [Fact]
    public void Captions_without_a_word_are_left_out()
    {
        Assert.Equal("Salt", Assert.Single(Read("1\n00:01,000 --> 00:02,000\n<i> </i>&nbsp;\n\n2\n00:03,000 --> 00:04,000\n\n3\n00:05,000 --> 00:06,000\nSalt").Value.Cues).Text);
        Assert.Equal(CaptionRefusals.Empty, Read("WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>").Refusal);
        Assert.Equal(CaptionRefusals.Empty, Read(" \n ").Refusal);
        Assert.Equal(CaptionRefusals.Empty, Read("").Refusal);
        Assert.Equal(CaptionRefusals.Empty, Read("WEBVTT").Refusal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_says_which_Unicode_it_is(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        var file = CaptionFile.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(Srt)], FourMinutes).Value;

        Assert.Equal("Dobrý den.", file.Cues[0].Text);
    }

    [Fact]
    public void Another_encoding_is_refused_with_the_line_where_it_shows() =>
        Assert.Equal(CaptionRefusals.NotUtf8(6), CaptionFile.Read(Encoding.Latin1.GetBytes("1\n00:01,000 --> 00:02,000\nSalt\n\n2\nDobrý 00:03,000 --> 00:04,000\n"), FourMinutes).Refusal);

    [Theory]
    [InlineData("This is a letter.")]
    [InlineData("[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,Salt")]
    [InlineData("1\n00:01,000 --> 00:02,000\nSa\0lt")]
    [InlineData("WEBVTTY\n")]
    public void What_is_no_caption_file_is_refused(string text) => Assert.Equal(CaptionRefusals.NotCaptions, Read(text).Refusal);

    [Fact]
    public void Bytes_of_another_file_are_refused() =>
        Assert.Equal(CaptionRefusals.NotCaptions, CaptionFile.Read([0x50, 0x4B, 0x03, 0x04, 0x00, 0xFF, .. "-->"u8], FourMinutes).Refusal);

    [Fact]
    public void Too_much_is_refused()
    {
        var many = string.Concat(Enumerable.Repeat("0:1 --> 0:2\na\n\n", CaptionFile.MostCues));

        Assert.Equal(CaptionFile.MostCues, Read(many).Value.Cues.Count);
        Assert.Equal(CaptionRefusals.TooMany, Read(many + "0:1 --> 0:2\na").Refusal);
        Assert.Equal(CaptionRefusals.TooLarge, CaptionFile.Read(new byte[CaptionFile.MostBytes + 1], FourMinutes).Refusal);
        Assert.Equal(CaptionRefusals.CueTooLong(3), Read($"1\n00:01,000 --> 00:02,000\n{new string('a', CaptionFile.MostCharacters + 1)}").Refusal);
    }

    private static Result<CaptionFile> Read(string text) => Read(text, FourMinutes);

    private static Result<CaptionFile> Read(string text, TimeSpan? runtime) => CaptionFile.Read(Encoding.UTF8.GetBytes(text), runtime);
}
