using System.ComponentModel.DataAnnotations;
using Showcase.Web.Features.Fees.Payments;

namespace Showcase.Web.Tests.Features.Fees.Payments;

public sealed class StripeOptionsTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("sk_test_1", "whsec_1", true)]
    [InlineData("rk_live_1", "whsec_1", true)]
    [InlineData("sk_test_1", null, false)]
    [InlineData(null, "whsec_1", false)]
    [InlineData("pk_test_1", "whsec_1", false)]
    [InlineData("sk_test_1", "secret", false)]
    public void Keys_are_set_together_and_are_of_the_right_kind(string? key, string? secret, bool good)
    {
        Assert.Equal(good, Wrong(new StripeOptions { SecretKey = key, WebhookSecret = secret }).Count == 0);
    }

    [Fact]
    public void A_key_does_not_go_over_an_open_line_and_does_not_stand_in_what_is_told()
    {
        var wrong = Wrong(new StripeOptions { SecretKey = "pk_live_abc", WebhookSecret = "abcdef", ApiAddress = "http://api.example/" });

        Assert.Equal(3, wrong.Count);
        Assert.DoesNotContain(wrong, result => result.ErrorMessage!.Contains("abc", StringComparison.Ordinal));
    }

    private static List<ValidationResult> Wrong(StripeOptions options) => [.. options.Validate(new ValidationContext(options))];
}
