using Showcase.Domain.Films;

namespace Showcase.Domain.Tests;

public sealed class ThreeWayTests
{
    private static readonly FilmDetails Before = new("Weather", "Rain.", TimeSpan.FromMinutes(4), 2025, "NO", "no", [new Credit("Director", "Ada")], [])
    {
        Profile = new FilmProfile { Logline = "It rains.", Statement = "Why." },
    };

    [Fact]
    public void What_each_side_changed_alone_is_taken_from_both()
    {
        var merged = ThreeWay.Merge(
            Before,
            Before with { Synopsis = "Rain, all night.", Profile = Before.Profile with { Logline = "It pours." } },
            Before with { Year = 2026, Credits = [new Credit("Director", "Ada"), new Credit("Editor", "Bo")], Profile = Before.Profile with { Statement = "Because.", IsFirstFilm = true } });

        Assert.Empty(merged.Clashes);
        Assert.Equal(("Rain, all night.", 2026, 2), (merged.Value.Synopsis, merged.Value.Year, merged.Value.Credits.Count));
        Assert.Equal(new FilmProfile { Logline = "It pours.", Statement = "Because.", IsFirstFilm = true }, merged.Value.Profile);
    }

    [Fact]
    public void What_both_changed_to_something_else_is_named_and_nothing_else_is()
    {
        var merged = ThreeWay.Merge(
            Before,
            Before with { Title = "Mine", Year = 2026, Profile = Before.Profile with { Logline = "Mine." } },
            Before with { Title = "Theirs", Year = 2026, Profile = Before.Profile with { Logline = "Theirs." } });

        Assert.Equal([new Clash("Title", "Mine", "Theirs"), new Clash("Profile.Logline", "Mine.", "Theirs.")], merged.Clashes);
        Assert.Equal(("Theirs", "Theirs.", 2026), (merged.Value.Title, merged.Value.Profile.Logline, merged.Value.Year));
    }

    [Fact]
    public void A_space_at_the_end_and_a_text_that_is_not_there_are_no_changes()
    {
        var merged = ThreeWay.Merge(Before with { Title = "Weather " }, Before with { Title = "Weather fo", Synopsis = "" }, Before with { Synopsis = null });

        Assert.Equal("Synopsis", Assert.Single(ThreeWay.Merge(Before, Before with { Synopsis = "Mine." }, Before with { Synopsis = null }).Clashes).Field);
        Assert.Empty(merged.Clashes);
        Assert.Equal("Weather fo", merged.Value.Title);
    }

    [Fact]
    public void Lists_of_equal_lines_are_equal_and_two_changed_lists_clash_as_a_whole()
    {
        FilmDetails Credited(params string[] names) => Before with { Credits = [.. names.Select(name => new Credit("Director", name))] };

        Assert.Empty(ThreeWay.Merge(Before, Credited("Ada"), Credited("Bo")).Clashes);
        Assert.Equal("Credits", Assert.Single(ThreeWay.Merge(Before, Credited("Cy"), Credited("Bo")).Clashes).Field);
    }

    [Fact]
    public void A_field_is_set_by_the_name_that_a_clash_gives_it()
    {
        var set = ThreeWay.With(ThreeWay.With(Before, "Title", "Other"), "Profile.Logline", "Other.");

        Assert.Equal(("Other", "Other.", "Why."), (set.Title, set.Profile.Logline, set.Profile.Statement));
        Assert.Equal("Weather", Before.Title);
    }
}
