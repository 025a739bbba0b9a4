using Showcase.Domain.Films;

namespace Showcase.Domain.Tests.Films;

public sealed class FilmTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly FilmDetails Details = new(
        "Salt Index", "A list of salts.", new TimeSpan(0, 4, 12), 2026, "CZ", "cs,de", [new Credit("Director", "Ada")], [new GenerationTool("Sora Turbo", "Picture")]);

    [Fact]
    public void A_film_keeps_what_its_artist_told_of_it()
    {
        var film = Film.Create(Guid.CreateVersion7(), Details with { Title = "  Salt Index ", Country = "cz" }, Now).Value;

        Assert.Equal(("Salt Index", "CZ", "cs,de"), (film.Title, film.Country, film.Languages));
        Assert.Equal([new Credit("Director", "Ada")], film.Credits);
        Assert.Equal([new GenerationTool("Sora Turbo", "Picture")], film.Tools);
    }

    [Theory]
    [InlineData("Sora", true)]
    [InlineData(" kling 2.1", true)]
    [InlineData("Camera", false)]
    [InlineData("Blender", false)]
    public void A_film_without_generation_lists_no_generator(string tool, bool isRefused)
    {
        var made = Film.Create(Guid.CreateVersion7(), Details with { Tools = [new GenerationTool(tool, null)], Profile = new FilmProfile { IsWithoutGeneration = true } }, Now);

        Assert.Equal(isRefused ? FilmRefusals.NoneBesideTool(tool) : null, made.Refusal);
    }

    [Fact]
    public void The_cast_keeps_its_order_and_each_line_needs_its_actor()
    {
        CastMember[] cast = [new("The salt", "Cy"), new("", "Dee")];

        Assert.Equal(cast, Film.Create(Guid.CreateVersion7(), Details with { Cast = cast }, Now).Value.Cast);
        Assert.Equal(FilmRefusals.CastIncomplete, Film.Create(Guid.CreateVersion7(), Details with { Cast = [new("The salt", " ")] }, Now).Refusal);
    }

    [Theory]
    [InlineData(1887, false)]
    [InlineData(1888, true)]
    [InlineData(2027, true)]
    [InlineData(2028, false)]
    public void The_year_lies_between_the_first_film_and_next_year(int year, bool accepted)
    {
        Assert.Equal(accepted, Film.Create(Guid.CreateVersion7(), Details with { Year = year }, Now).Succeeded);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(8 * 60, true)]
    [InlineData((8 * 60) + 1, false)]
    public void The_stated_runtime_is_at_most_eight_hours(int minutes, bool accepted)
    {
        var result = Film.Create(Guid.CreateVersion7(), Details with { StatedRuntime = TimeSpan.FromMinutes(minutes) }, Now);

        Assert.Equal(accepted ? null : FilmRefusals.RuntimeInvalid, result.Refusal);
    }

    [Fact]
    public void A_refused_change_leaves_the_film_as_it_was()
    {
        var film = Film.Create(Guid.CreateVersion7(), Details, Now).Value;
        var version = film.DetailsVersion;

        var result = film.Change(Details with { Title = "Other", Credits = [new Credit("", "Ada")] }, Now);

        Assert.Equal(FilmRefusals.CreditIncomplete, result.Refusal);
        Assert.Equal(("Salt Index", version), (film.Title, film.DetailsVersion));
    }

    [Fact]
    public void A_new_video_does_not_make_the_details_look_changed()
    {
        var film = Film.Create(Guid.CreateVersion7(), Details, Now).Value;
        var version = film.DetailsVersion;

        film.ShowVideo(Guid.CreateVersion7());

        Assert.Equal(version, film.DetailsVersion);
    }
}
