using Showcase.Domain.Judging.Blind;

namespace Showcase.Domain.Tests.Judging.Blind;

public sealed class RedactedCopyTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly NameMask Mask = NameMask.For("Salt", ["Ida Novak"], []);
    private static readonly MaskedText Original = Mask.Cover("Ida Novak made this in Brno.");

    private readonly RedactedCopy copy = RedactedCopy.Of(Guid.CreateVersion7(), new TextKey(JurorText.Statement));

    [Fact]
    public void A_copy_stands_for_the_words_it_was_made_from_and_for_no_others()
    {
        Assert.False(copy.Stands(RedactedCopy.FingerprintOf(Original)));
        Assert.True(copy.Approve("They made this in a town.", Original, Mask, isMeant: false, Guid.CreateVersion7(), Now).Succeeded);

        Assert.True(copy.Stands(RedactedCopy.FingerprintOf(Original)));
        Assert.False(copy.Stands(RedactedCopy.FingerprintOf(Mask.Cover("Ida Novak made this in Praha."))));
        Assert.False(copy.Stands(RedactedCopy.FingerprintOf(NameMask.For("Salt", ["Ida Novak", "Brno"], []).Cover(Original.Original))));
    }

    [Fact]
    public void A_copy_that_still_names_somebody_is_approved_only_where_that_is_meant()
    {
        var refused = copy.Approve("By Novak", Original, Mask, isMeant: false, Guid.CreateVersion7(), Now);

        Assert.Equal(BlindRefusals.NamesLeft("Novak"), refused.Refusal);
        Assert.Null(copy.ApprovedAt);
        Assert.True(copy.Approve("By Novak", Original, Mask, isMeant: true, Guid.CreateVersion7(), Now).Succeeded);
    }

    [Fact]
    public void What_is_typed_is_kept_beside_what_was_approved()
    {
        _ = copy.Approve("Approved", Original, Mask, isMeant: false, Guid.CreateVersion7(), Now);

        Assert.True(copy.Keep("Half a sen").Succeeded);
        Assert.Equal(("Approved", "Half a sen"), (copy.Text, copy.Draft));
        Assert.Equal("Common.TooLong", copy.Keep(new string('x', 10_000_000)).Refusal?.Code);
    }
}
