using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Fees;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Fees;

/// <summary>What is typed of payments and codes.</summary>
public sealed class FeeFormsTests : BunitContext
{
    private static readonly EditionScope Berlin = new(
        Guid.CreateVersion7(), "berlin", "Berlin", EditionKind.Festival, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB", IsPublic: true);

    private static readonly LedgerView Due = new(
        "EUR", [new LedgerLine(Guid.CreateVersion7(), FeeEntryKind.Due, 20_00, "Early", Reason: null, By: null, ByProvider: false, TestClock.Start)]);

    public FeeFormsTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void A_payment_of_what_is_open_needs_its_reference_only()
    {
        var recorded = new List<FeeRecord>();
        var form = Render<LedgerForm>(parameters => parameters.Add(f => f.Ledger, Due).Add(f => f.Record, recorded.Add));
        Assert.Equal("20.00", form.Find("#ledger-amount").GetAttribute("value"));

        form.Find("#ledger-reference").Change("Bank 1");
        form.Find("form").Submit();

        Assert.Equal(new FeeRecord(FeeEntryKind.Paid, 20_00, "Bank 1", null), Assert.Single(recorded));
    }

    [Fact]
    public void A_refund_says_whether_the_fee_is_asked_again()
    {
        var recorded = new List<FeeRecord>();
        var form = Render<LedgerForm>(parameters => parameters.Add(f => f.Ledger, Due).Add(f => f.Record, recorded.Add));

        form.Find("#ledger-kind").Change(nameof(FeeEntryKind.Refunded));
        form.Find("#ledger-amount").Change("12,50");
        form.Find("#ledger-reference").Change("Back");
        form.Find("#ledger-reason").Change("Withdrawn");
        form.Find("input[type=checkbox]").Change(false);
        form.Find("form").Submit();

        Assert.Equal(new FeeRecord(FeeEntryKind.Refunded, 12_50, "Back", "Withdrawn", AndWaive: false), Assert.Single(recorded));
    }

    [Theory]
    [InlineData("")]
    [InlineData("twenty")]
    [InlineData("20.0055")]
    public void An_amount_that_is_none_is_told_and_nothing_is_recorded(string amount)
    {
        var recorded = new List<FeeRecord>();
        var form = Render<LedgerForm>(parameters => parameters.Add(f => f.Ledger, Due).Add(f => f.Record, recorded.Add));

        form.Find("#ledger-amount").Change(amount);
        form.Find("form").Submit();

        Assert.Empty(recorded);
        Assert.Single(form.FindAll("[role=alert]"));
    }

    [Fact]
    public void A_new_code_is_for_one_entry_and_the_whole_fee_unless_somebody_says_otherwise()
    {
        var made = new List<CodeInput>();
        var form = Render<CodeForm>(parameters => parameters.Add(f => f.Edition, Berlin).Add(f => f.Create, made.Add));

        form.Find("form").Submit();

        Assert.Equal(new CodeInput(null, null, 100, Reopens: false, 1, null), Assert.Single(made));
    }

    [Fact]
    public void A_code_on_an_entry_says_what_it_does_or_why_it_is_refused_by_now()
    {
        var good = Render<CodeField>(parameters => parameters.Add(f => f.Code, new MyCode("FRIENDS", 50, Reopens: true, Problem: null)));
        var ended = Render<CodeField>(parameters => parameters.Add(f => f.Code, new MyCode("FRIENDS", 50, Reopens: true, EntryCodeRefusals.Ended)));

        Assert.Contains("50 % of the fee is waived. It opens the closed call.", good.Markup, StringComparison.Ordinal);
        Assert.Contains("This code has been ended by the organisers.", ended.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }
}
