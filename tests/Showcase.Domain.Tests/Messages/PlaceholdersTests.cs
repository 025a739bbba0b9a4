using Showcase.Domain.Messages;

namespace Showcase.Domain.Tests.Messages;

public sealed class PlaceholdersTests
{
    [Theory]
    [InlineData("Dear {artist}, about {film}", "Dear {film}, about {artist}")]
    [InlineData("{{film}}", "{{artist}}")]
    [InlineData("{nobody} {film", "{nobody} {film")]
    public void A_text_is_filled_once(string text, string filled) => Assert.Equal(filled, Placeholders.Fill(text, name => name switch { "artist" => "{film}", "film" => "{artist}", _ => null }));

    [Theory]
    [InlineData("Dear {artist}", null)]
    [InlineData("Dear {Artist}", "{Artist}")]
    [InlineData("Dear { artist }", "{ artist }")]
    [InlineData("{}", "{}")]
    [InlineData("a { b\n} c", null)]
    public void What_nothing_fills_is_found(string text, string? unknown) => Assert.Equal(unknown, Placeholders.Unknown(text, Placeholders.OfEntries));
}
