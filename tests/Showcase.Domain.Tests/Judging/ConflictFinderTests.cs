using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class ConflictFinderTests
{
    [Theory]
    [InlineData("Zoë Novák", "Novak, Zoe", true)]
    [InlineData("Zoë Novák", "ZOE  NOVAK", true)]
    [InlineData("Zoë Novák", "Zoë Nováková", false)]
    [InlineData("Zoë Novák", "Zoë", false)]
    [InlineData("Ada", "Ada", false)]
    [InlineData("", "", false)]
    public void Names_are_the_same_word_by_word_and_one_word_is_nobodys_full_name(string person, string credit, bool isFound)
    {
        var clues = ConflictFinder.Find(new PersonToCompare(Guid.CreateVersion7(), ConflictFinder.FullName(person)), FilmToCompare.Of([credit], [], []));

        Assert.Equal(isFound ? ConflictClues.Credited : ConflictClues.None, clues);
    }

    [Theory]
    [InlineData("Sora Turbo", "OpenAI", null, true)]
    [InlineData("sora", "open AI inc", null, false)]
    [InlineData("Gen-3 Alpha", "Runway ML", null, true)]
    [InlineData("Hailuo 02", "Nobody", "minimax.io", true)]
    [InlineData("Blender", "OpenAI", "openai.com", false)]
    [InlineData("A Tool That Nobody Knows", "a tool that nobody knows", null, true)]
    public void Whoever_is_of_the_house_that_makes_a_tool_is_too_near_to_films_made_by_it(string tool, string organisation, string? house, bool isFound)
    {
        var person = new PersonToCompare(Guid.CreateVersion7(), null) { Organisations = [ConflictFinder.Organisation(organisation)!], House = house };

        var clues = ConflictFinder.Find(person, FilmToCompare.Of([], [], [tool]));

        Assert.Equal(isFound ? ConflictClues.ToolMaker : ConflictClues.None, clues);
    }

    [Theory]
    [InlineData("Novák, Zoë", ConflictClues.Close)]
    [InlineData("Björk", ConflictClues.Close)]
    [InlineData("Zoë", ConflictClues.None)]
    public void Who_is_close_is_found_among_artists_and_credits(string close, ConflictClues expected)
    {
        var person = new PersonToCompare(Guid.CreateVersion7(), null) { ClosePeople = [ConflictFinder.Organisation(close)!] };

        Assert.Equal(expected, ConflictFinder.Find(person, FilmToCompare.Of(["Bjork"], [new(Guid.CreateVersion7(), "Zoe Novak", null)], [])));
    }

    [Theory]
    [InlineData("ada@famu.cz", "famu.cz")]
    [InlineData("ada@FAMU.cz", "famu.cz")]
    [InlineData("ada@gmail.com", null)]
    [InlineData("ada@demo.test", null)]
    [InlineData(null, null)]
    public void Where_everybody_may_have_an_address_the_same_house_means_nothing(string? email, string? house) => Assert.Equal(house, ConflictFinder.House(email));

    [Theory]
    [InlineData(false, ConflictClues.None, ConflictPin.None, false)]
    [InlineData(true, ConflictClues.None, ConflictPin.None, true)]
    [InlineData(false, ConflictClues.Credited, ConflictPin.None, true)]
    [InlineData(true, ConflictClues.Credited, ConflictPin.NoConflict, false)]
    [InlineData(false, ConflictClues.None, ConflictPin.Conflict, true)]
    public void What_an_organiser_decided_stands_above_what_was_declared_or_found(bool isDeclared, ConflictClues clues, ConflictPin pin, bool isInForce)
    {
        var conflict = JurorConflict.Between(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        if (isDeclared) _ = conflict.Declare(null, DateTimeOffset.UnixEpoch);
        conflict.Find(clues);

        conflict.Decide(pin, Guid.CreateVersion7(), DateTimeOffset.UnixEpoch);

        Assert.Equal(isInForce, conflict.InForce);
    }
}
