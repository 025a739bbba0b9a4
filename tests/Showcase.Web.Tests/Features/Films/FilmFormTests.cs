using Showcase.Domain.Films;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Films.Profile;

namespace Showcase.Web.Tests.Features.Films;

public sealed class FilmFormTests
{
    private static readonly FilmDetails Details = new("Salt Index", "A list.", new TimeSpan(0, 4, 12), 2026, "CZ", "cs, de", [new("Director", "Ada")], [new("Sora", null)]);

    [Fact]
    public void What_is_half_typed_waits_and_holds_nothing_back()
    {
        var form = FilmForm.From(Details);
        form.Title = "Salt Index II";
        form.Runtime = "4:";
        form.Credits.Add(new CreditRow { Role = "Sound" });

        var saved = form.ToDetails();

        Assert.Equal(("Salt Index II", new TimeSpan(0, 4, 12)), (saved.Title, saved.StatedRuntime));
        Assert.Equal([new Credit("Director", "Ada")], saved.Credits);
        Assert.Equal(["Films.HeldRuntime", "Films.HeldCredit"], form.HeldBack());
    }

    [Fact]
    public void A_form_that_nobody_touched_says_what_was_loaded()
    {
        var saved = FilmForm.From(Details).ToDetails();

        Assert.Equal((Details.Title, Details.Synopsis, Details.StatedRuntime, Details.Year, Details.Country, "cs,de"), (saved.Title, saved.Synopsis, saved.StatedRuntime, saved.Year, saved.Country, saved.Languages));
        Assert.Equal(Details.Credits, saved.Credits);
        Assert.Equal(Details.Tools, saved.Tools);
    }

    [Fact]
    public void Lines_of_the_profile_that_are_half_typed_wait_and_the_rest_is_saved()
    {
        var form = FilmForm.From(Details with { Profile = new FilmProfile { Logline = "Salt.", CoCountries = "DE,PL" }, Links = [new FilmLink("Trailer", "https://film.example")] });
        form.Profile.Links.Add(new LinkRow { Name = "Site", Address = "film" });
        form.Profile.Rights.Add(new RightRow { Holder = "Anna" });
        form.Profile.Screenings.Add(new ScreeningRow { Name = "Open screen", Country = "DE" });
        form.Profile.Tools.Add(new ToolRow { Name = "Kling", Share = 140 });
        form.Profile.CoCountries.Remove("DE");

        var saved = form.ToDetails();

        Assert.Equal(["Films.HeldTool", "Films.HeldLink", "Films.HeldRight"], form.HeldBack());
        Assert.Equal(("Salt.", "PL"), (saved.Profile.Logline, saved.Profile.CoCountries));
        Assert.Equal([new FilmLink("Trailer", "https://film.example")], saved.Links);
        Assert.Equal([new PreviousScreening("Open screen", "DE", null, "")], saved.Screenings);
        Assert.Equal(Details.Tools, saved.Tools);
        Assert.Empty(saved.Rights);
    }

    [Fact]
    public void No_generation_beside_a_generator_is_told_and_held_back_and_beside_a_camera_it_stands()
    {
        var form = FilmForm.From(Details with { Tools = [new("Camera", null)], Profile = new FilmProfile { IsWithoutGeneration = true } });
        Assert.True(form.ToDetails().Profile.IsWithoutGeneration);

        form.Profile.Tools.Add(new ToolRow { Name = "sora turbo" });

        Assert.Equal("sora turbo", form.Profile.Contradiction);
        Assert.False(form.ToDetails().Profile.IsWithoutGeneration);
        Assert.Equal(["Films.HeldWithout"], form.HeldBack());
        Assert.True(form.Profile.Said.IsWithoutGeneration);
    }

    [Fact]
    public void What_others_changed_is_taken_up_and_half_typed_lines_stay()
    {
        var form = FilmForm.From(Details);
        form.Title = "Salt Index ";
        form.Credits.Add(new CreditRow { Role = "Sound" });
        form.Profile.Cast.Add(new CastRow { Character = "The salt" });

        form.Take(form.ToDetails() with { Year = 2025, Credits = [new("Director", "Ada"), new("Editor", "Bo")], Cast = [new("", "Cy")], Languages = "de" });

        Assert.Equal(("Salt Index ", "2025", "4:12"), (form.Title, form.Year, form.Runtime));
        Assert.Equal(["Ada", "Bo", ""], form.Credits.Select(row => row.Name));
        Assert.Equal(["Cy", ""], form.Profile.Cast.Select(row => row.Name));
        Assert.Equal(["de"], form.Languages);
    }

    [Fact]
    public void Countries_and_languages_are_known_by_name()
    {
        Assert.Equal(("Germany", "Korean", "zz"), (Countries.Name("DE"), Languages.Names("ko"), Countries.Name("zz")));
        Assert.True(Countries.All.Count > 200 && Languages.All.Count > 150);
    }
}
