using Showcase.Web.Features.Media.Marks;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Marks;

public sealed class MarkTextTests
{
    private const string Proof = "K7QX3M  2026-03-01";

    [Theory]
    [InlineData("Ada Artist", "Ada Artist")]
    [InlineData("%{pts} ':\\", "%{pts} ':\\")]
    [InlineData("Ada\r\n\tArtist\u2028", "Ada Artist")]
    [InlineData("\u202eetisoppo\u202c", "etisoppo")]
    [InlineData("Ada\u0000\u0007\u200b", "Ada")]
    [InlineData("Željko 王小明 😀", "Željko 王小明 😀")]
    public void A_name_is_one_line_of_signs_that_stand_for_themselves(string name, string shown)
    {
        Assert.Equal($"{shown}\n{Proof}", MarkText.Of(name, "K7QX3M", new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\u200b")]
    public void Without_a_name_the_code_says_who_it_is(string? name)
    {
        Assert.Equal(Proof, MarkText.Of(name, "K7QX3M", new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_long_name_is_cut_and_never_in_the_middle_of_a_sign()
    {
        var text = MarkText.Of(string.Concat(Enumerable.Repeat("😀", 200)), "K7QX3M", TestClock.Start);

        Assert.Equal(string.Concat(Enumerable.Repeat("😀", MarkText.MostSigns)) + "…", text.Split('\n')[0]);
    }
}
