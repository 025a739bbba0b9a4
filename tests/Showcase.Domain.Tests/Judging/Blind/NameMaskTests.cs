using Showcase.Domain.Judging.Blind;

namespace Showcase.Domain.Tests.Judging.Blind;

public sealed class NameMaskTests
{
    [Theory]
    [InlineData("Ada Artist and adA ARTIST wrote this", "█████ and █████ wrote this")]
    [InlineData("Ada Artistry is another name", "Ada Artistry is another name")]
    [InlineData("By Ada Artist-Lovelace (ed.), Bo", "By █████ (ed.), █████")]
    [InlineData("Artist, Ada; Ada\nArtist; #AdaArtist; ada_artist", "█████; █████; #█████; █████")]
    [InlineData("Zoë García's and ZOE GARCIA'S film, by García", "█████'s and █████'S film, by █████")]
    [InlineData("Garcíaland is not a name", "Garcíaland is not a name")]
    [InlineData("王小明的电影", "█████的电影")]
    public void Names_of_makers_are_covered_however_they_are_written_and_words_that_contain_them_are_not(string text, string shown)
    {
        var mask = NameMask.For("Salt Index", ["Ada Artist", "Zoë García", "王小明"], ["Ada Artist-Lovelace", "Bo", "", "x"]);

        Assert.Equal(shown, mask.Cover(text).Text);
    }

    [Theory]
    [InlineData("Write to ada@artist.example or me.too+x@mail.example.org.", "Write to █████ or █████.")]
    [InlineData("See https://vimeo.com/123?x=1 and www.artist.example, also artist-films.com/salt", "See █████ and █████ also █████")]
    [InlineData("Find me as @ada.artist, not at 5 pm @ home", "Find me as █████, not at 5 pm @ home")]
    [InlineData("It was late at night.It rained. 3.5 km to go.", "It was late at night.It rained. 3.5 km to go.")]
    public void Addresses_links_and_names_on_networks_are_covered(string text, string shown)
    {
        Assert.Equal(shown, NameMask.For("Salt Index", [], []).Cover(text).Text);
    }

    [Fact]
    public void Companies_are_covered_with_and_without_their_legal_form_and_their_words_alone_are_not()
    {
        var mask = NameMask.For("Salt Index", [], ["Blue Door Films GmbH", "Ada Artist & Cy Clay"]);

        Assert.Equal("█████ (█████) shows films with a blue door, by █████ and █████.", mask.Cover("Blue Door Films GmbH (Blue Door Films) shows films with a blue door, by Cy Clay and Ada Artist.").Text);
    }

    [Fact]
    public void A_surname_alone_is_covered_unless_it_is_an_ordinary_word_which_is_marked_instead()
    {
        var mask = NameMask.For("Salt and Berg", ["Emma Stone", "Alban Berg", "Ida Novak"], []);

        var text = mask.Cover("A stone rolls. Stone calls it Berg. Novak agrees, and Ida.");

        Assert.Equal("A stone rolls. Stone calls it Berg. █████ agrees, and Ida.", text.Text);
        Assert.Equal([("Stone", MaskKind.Doubt), ("Berg", MaskKind.Doubt), ("Novak", MaskKind.Surname), ("Ida", MaskKind.Doubt)], text.Spans.Select(span => (text.Words(span), span.Kind)));
    }

    [Fact]
    public void A_surname_in_an_address_or_in_a_title_that_names_its_maker_is_no_ordinary_word()
    {
        var mask = NameMask.For("Salt Index by Zoë García", ["Zoë García"], []);

        Assert.Equal("█████, █████ █████: █████, at █████.example", mask.Cover("@garcia, www.garcia.example, zoe garcia: García, at garcia.example").Text);
        Assert.Equal("Salt Index by █████", mask.Cover("Salt Index by Zoë García").Text);
    }

    [Fact]
    public void An_organisers_words_are_covered_or_left()
    {
        var words = BlindWords.Of(Guid.CreateVersion7());
        Assert.True(words.Change("Nightjar\nPetersburg House", "Novak").Succeeded);
        var mask = NameMask.For("Salt", ["Ida Novak"], [], words);

        Assert.Equal("Novak, or █████ of █████, is █████.", mask.Cover("Novak, or nightjar of Petersburg House, is Ida Novak.").Text);
    }

    [Fact]
    public void The_pieces_of_a_text_are_the_whole_text()
    {
        var text = NameMask.For("Salt", ["Ida Novak"], []).Cover("By Ida Novak, ida@novak.example @ida Novak");

        Assert.Equal(text.Original, string.Concat(text.Pieces().Select(piece => piece.Words)));
        Assert.DoesNotContain("Novak", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Captions_keep_their_times_and_lose_the_names_even_across_lines_and_marks()
    {
        const string File = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0\n<v Ida Novak>My name is <i>Ida</i>\nNovak.\n\n00:00:03.000 --> 00:00:04.000\nNothing to see\n\n";

        var masked = MaskedCaptions.Of(File, NameMask.For("Salt", ["Ida Novak"], []));

        Assert.Equal("WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0\n<v █████>My name is <i>█████.\n\n00:00:03.000 --> 00:00:04.000\nNothing to see\n\n", masked.Text);
        Assert.Equal("00:00:01.000", Assert.Single(masked.Marked).From);
    }

    [Fact]
    public void A_hostile_text_of_the_greatest_length_is_read_to_its_end()
    {
        var mask = NameMask.For("Salt", ["a a", "aa aa"], [.. Enumerable.Range(0, 60).Select(number => $"a a{number}")]);

        foreach (var sign in new[] { "a.", "@", "<", "a@", "a-.", "http://" })
        {
            var text = string.Concat(Enumerable.Repeat(sign, RedactedCopy.Length / sign.Length));
            Assert.Equal(text, mask.Cover(text).Original);
        }
    }
}
