using Showcase.Domain.Audience;

namespace Showcase.Domain.Tests.Audience;

public sealed class VoteCodeTests
{
    [Fact]
    public void A_code_is_read_as_it_was_printed_in_any_case_and_spacing()
    {
        for (var i = 0; i < 200; i++)
        {
            var code = VoteCode.Make();
            var printed = VoteCode.Write(code);

            Assert.Equal(VoteCode.Length, code.Length);
            Assert.All(code, sign => Assert.Contains(sign, VoteCode.Alphabet));
            Assert.Equal(code, VoteCode.Read(printed));
            Assert.Equal(code, VoteCode.Read($"  {printed.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} "));
        }
    }

    [Fact]
    public void Any_one_wrong_sign_is_noticed()
    {
        var code = VoteCode.Make();
        for (var place = 0; place < VoteCode.Length; place++)
        {
            foreach (var sign in VoteCode.Alphabet.Where(sign => sign != code[place])) Assert.Null(VoteCode.Read(code[..place] + sign + code[(place + 1)..]));
        }
    }

    [Fact]
    public void Any_two_signs_that_changed_places_are_noticed()
    {
        var code = VoteCode.Make();
        for (var one = 0; one < VoteCode.Length; one++)
        {
            for (var other = one + 1; other < VoteCode.Length; other++)
            {
                if (code[one] == code[other]) continue;

                var signs = code.ToCharArray();
                (signs[one], signs[other]) = (signs[other], signs[one]);
                Assert.Null(VoteCode.Read(new string(signs)));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABCD")]
    [InlineData("ABCD-EFGH-J")]
    [InlineData("0000-0000")]
    [InlineData("'; DROP TABLE")]
    [InlineData("１２３４５６７８")]
    [InlineData("ABCD\0EFGH")]
    [InlineData("                                                                        ")]
    public void What_is_no_code_is_not_looked_for(string? typed) => Assert.Null(VoteCode.Read(typed));

    [Fact]
    public void Guessing_is_hopeless()
    {
        Assert.Equal(VoteCode.Possible, (long)Math.Pow(VoteCode.Alphabet.Length, VoteCode.Length - 1));

        // A thousand tries against a ballot with as many codes as there may be: less than one in five thousand.
        Assert.True(1_000.0 * AudienceBallot.MostCodes / VoteCode.Possible < 1 / 5_000.0);
    }
}
