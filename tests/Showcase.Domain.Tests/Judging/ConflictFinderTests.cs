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
        var clues = ConflictFinder.Find(new PersonToCompare(Guid.CreateVersion7(), ConflictFinder.FullName(person), [], null), FilmToCompare.Of([credit], []));

        Assert.Equal(isFound ? ConflictClues.Credited : ConflictClues.None, clues);
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
