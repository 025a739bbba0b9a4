using Showcase.Domain.Films;

namespace Showcase.Domain.Tests.Films;

public sealed class FilmProfileTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly FilmDetails Details = new("Salt Index", "A list of salts.", TimeSpan.Zero, 2026, "CZ", "cs", [], []);

    [Fact]
    public void A_film_keeps_what_its_artist_told_for_all_calls()
    {
        var told = Details with
        {
            Profile = new FilmProfile { OriginalTitle = " Solný rejstřík ", Logline = "Salt, counted.", CompletedOn = new DateOnly(2026, 2, 1), Premiere = PremiereStatus.World },
            Tools = [new GenerationTool("Sora Turbo", "Sea") { Model = "2025-02", Uses = ToolUse.Picture | ToolUse.Script, Share = 40 }],
            Screenings = [new PreviousScreening("Open screen", "DE", new DateOnly(2026, 1, 9), "Audience award")],
            Links = [new FilmLink("Trailer", " https://film.example/trailer ")],
            Rights = [new FilmRight(RightKind.Music, "Nocturne", "Anna Weiss", RightBasis.Licensed, "Festivals", "", new DateOnly(2028, 1, 1))],
        };

        var film = Film.Create(Guid.CreateVersion7(), told, Now).Value;

        Assert.Equal(told.Profile with { OriginalTitle = "Solný rejstřík" }, film.Profile);
        Assert.Equal(told.Tools, film.Tools);
        Assert.Equal(told.Screenings, film.Screenings);
        Assert.Equal([new FilmLink("Trailer", "https://film.example/trailer")], film.Links);
        Assert.Equal(told.Rights, film.ToDetails().Rights);
    }

    [Theory]
    [InlineData("https://film.example/a?b=c", true)]
    [InlineData("http://film.example", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//film.example", false)]
    [InlineData("https://user:word@film.example", false)]
    [InlineData("film.example", false)]
    [InlineData("", false)]
    public void A_link_leads_to_the_web_and_nowhere_else(string address, bool accepted)
    {
        var result = Film.Create(Guid.CreateVersion7(), Details with { Links = [new FilmLink("Trailer", address)] }, Now);

        Assert.Equal(accepted ? null : FilmRefusals.LinkInvalid, result.Refusal);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_tools_share_is_one_of_the_whole_film(int share, bool accepted)
    {
        var result = Film.Create(Guid.CreateVersion7(), Details with { Tools = [new GenerationTool("Kling", null) { Share = share }] }, Now);

        Assert.Equal(accepted ? null : FilmRefusals.ToolIncomplete, result.Refusal);
    }

    [Fact]
    public void Texts_longer_than_a_catalogue_has_room_for_are_refused_and_change_nothing()
    {
        var film = Film.Create(Guid.CreateVersion7(), Details, Now).Value;

        var result = film.Change(Details with { Title = "Other", Profile = new FilmProfile { Logline = new string('a', FilmProfile.LoglineLength + 1) } }, Now);

        Assert.Equal(Refusals.TooLong("Logline", FilmProfile.LoglineLength), result.Refusal);
        Assert.Equal("Salt Index", film.Title);
    }

    [Theory]
    [InlineData(1887, false)]
    [InlineData(2027, true)]
    [InlineData(2028, false)]
    public void A_film_is_completed_between_the_first_film_and_next_year(int year, bool accepted)
    {
        var result = Film.Create(Guid.CreateVersion7(), Details with { Profile = new FilmProfile { CompletedOn = new DateOnly(year, 6, 1) } }, Now);

        Assert.Equal(accepted ? null : FilmRefusals.CompletionInvalid, result.Refusal);
    }

    [Fact]
    public void A_right_is_missing_while_it_is_open_and_after_its_last_day()
    {
        var day = new DateOnly(2026, 6, 1);
        var right = new FilmRight(RightKind.PersonHeard, "Ada", "Ada", RightBasis.Consent, "", "", day);

        Assert.Equal((false, true, true), (right.IsMissing(day), right.IsMissing(day.AddDays(1)), (right with { Basis = RightBasis.Open }).IsMissing(day)));
    }
}
