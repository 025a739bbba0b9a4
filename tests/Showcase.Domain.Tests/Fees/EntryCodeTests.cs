using Showcase.Domain.Fees;

namespace Showcase.Domain.Tests.Fees;

public sealed class EntryCodeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid CallId = Guid.CreateVersion7();
    private static readonly EntryCodeDetails HalfOff = new("friends-26", "Friends", 50, Reopens: false, MostUses: 2, Until: Now.AddDays(5));

    [Theory]
    [InlineData("FRIENDS-26")]
    [InlineData(" friends-26 ")]
    [InlineData("Fri ends-26")]
    public void Capitals_and_spaces_do_not_matter(string typed)
    {
        Assert.Equal(Make(HalfOff).Word, EntryCode.Normalise(typed));
    }

    [Fact]
    public void A_made_code_is_long_has_no_signs_that_are_mistaken_and_is_never_the_same()
    {
        var words = Enumerable.Range(0, 200).Select(_ => Make(HalfOff with { Word = " " }).Word).ToList();

        Assert.All(words, word => Assert.Matches("^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$", word));
        Assert.Distinct(words);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("50% off")]
    [InlineData("Müller")]
    [InlineData("a-word-that-is-longer-than-anybody-types")]
    public void A_word_that_cannot_be_typed_safely_is_refused(string word)
    {
        Assert.Equal(EntryCodeRefusals.WordInvalid, Refused(HalfOff with { Word = word }));
    }

    [Fact]
    public void A_code_does_something_and_a_door_does_not_stay_open_for_ever()
    {
        Assert.Equal(EntryCodeRefusals.DoesNothing, Refused(HalfOff with { PercentOff = 0 }));
        Assert.Equal(EntryCodeRefusals.ReopensForever, Refused(HalfOff with { Reopens = true, Until = null }));
        Assert.Equal(EntryCodeRefusals.UntilPassed, Refused(HalfOff with { Until = Now }));
        Assert.Equal("Common.OutOfRange", Refused(HalfOff with { PercentOff = 101 })?.Code);
        Assert.Equal("Common.OutOfRange", Refused(HalfOff with { MostUses = 0 })?.Code);
    }

    [Fact]
    public void It_is_good_to_its_last_second_in_its_own_call_and_until_it_is_ended()
    {
        var code = Make(HalfOff);

        Assert.Null(code.Refuse(CallId, null, Now.AddDays(5)));
        Assert.Equal(EntryCodeRefusals.Expired, code.Refuse(CallId, null, Now.AddDays(5).AddSeconds(1)));
        Assert.Equal(EntryCodeRefusals.OtherCall, code.Refuse(Guid.CreateVersion7(), null, Now));
        code.End(Now.AddDays(1));
        code.End(Now.AddDays(2));
        Assert.Equal((EntryCodeRefusals.Ended, Now.AddDays(1)), (code.Refuse(CallId, null, Now), code.EndedAt));
    }

    [Theory]
    [InlineData(20_00, 50, 10_00)]
    [InlineData(20_00, 100, 20_00)]
    [InlineData(20_00, 0, 0)]
    [InlineData(9_99, 50, 5_00)]
    [InlineData(1, 1, 1)]
    [InlineData(0, 50, 0)]
    public void Part_of_a_coin_goes_to_the_artist(long fee, int percent, long off)
    {
        Assert.Equal(off, EntryCode.Off(fee, percent));
    }

    [Fact]
    public void A_code_for_one_person_is_of_no_use_to_another()
    {
        var code = Make(new EntryCodeDetails("ADA-26", null, 50, Reopens: false, null, null, BoundTo: " Ada@Example.org "));

        Assert.Equal("ada@example.org", code.BoundTo);
        Assert.Null(code.Refuse(CallId, "ADA@example.org", Now));
        Assert.Equal(EntryCodeRefusals.Bound, code.Refuse(CallId, "eve@example.org", Now));
        Assert.Equal(EntryCodeRefusals.Bound, code.Refuse(CallId, holder: null, Now));
        Assert.Null(Make(new EntryCodeDetails("ALL-26", null, 50, Reopens: false, null, null, BoundTo: " ")).BoundTo);
        Assert.Equal(EntryCodeRefusals.BoundInvalid, Refused(new EntryCodeDetails("ADA-26", null, 50, Reopens: false, null, null, BoundTo: "ada and eve")));
    }

    private static EntryCode Make(EntryCodeDetails details) => EntryCode.Create(CallId, details, Guid.CreateVersion7(), Now).Value;

    private static Refusal? Refused(EntryCodeDetails details) => EntryCode.Create(CallId, details, Guid.CreateVersion7(), Now).Refusal;
}
