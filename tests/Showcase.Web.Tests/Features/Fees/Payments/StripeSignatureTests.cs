using System.Text;
using Showcase.Web.Features.Fees.Payments;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Fees.Payments;

public sealed class StripeSignatureTests
{
    private static readonly DateTimeOffset Now = TestClock.Start;
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1"}""");

    [Fact]
    public void What_was_signed_with_the_secret_is_believed()
    {
        Assert.True(IsGood(Body, StripeServer.Sign(Body, Now)));
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void Five_minutes_lie_between_two_clocks_at_most(int seconds, bool good)
    {
        Assert.Equal(good, IsGood(Body, StripeServer.Sign(Body, Now.AddSeconds(seconds))));
    }

    [Fact]
    public void Another_secret_another_body_and_another_moment_are_not()
    {
        var signature = StripeServer.Sign(Body, Now);

        Assert.False(IsGood(Body, StripeServer.Sign(Body, Now, "whsec_other")));
        Assert.False(IsGood(Encoding.UTF8.GetBytes("""{"id":"evt_2"}"""), signature));
        Assert.False(IsGood(Body, signature.Replace($"t={Now.ToUnixTimeSeconds()}", $"t={Now.ToUnixTimeSeconds() + 1}", StringComparison.Ordinal)));
    }

    [Fact]
    public void While_the_secret_is_replaced_one_of_two_signatures_is_enough()
    {
        var (old, own) = (StripeServer.Sign(Body, Now, "whsec_old"), StripeServer.Sign(Body, Now));

        Assert.True(IsGood(Body, $"{old},{own[own.IndexOf("v1=", StringComparison.Ordinal)..]}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1=abc")]
    [InlineData("t=,v1=")]
    [InlineData("t=-5,v1=abc")]
    [InlineData("t=1e9,v1=zz,=,,==")]
    public void A_header_that_is_none_is_refused(string? header)
    {
        Assert.False(IsGood(Body, header));
    }

    [Fact]
    public void A_signature_of_an_older_scheme_does_not_count()
    {
        Assert.False(IsGood(Body, StripeServer.Sign(Body, Now).Replace("v1=", "v0=", StringComparison.Ordinal)));
    }

    private static bool IsGood(byte[] body, string? header) => StripeSignature.IsGood(body, header, StripeServer.Secret, Now);
}
