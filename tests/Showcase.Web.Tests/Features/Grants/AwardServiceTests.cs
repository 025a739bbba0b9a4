using Showcase.Domain.Editions;
using Showcase.Domain.Grants;
using Showcase.Web.Features.Grants;

namespace Showcase.Web.Tests.Features.Grants;

public sealed class AwardServiceTests
{
    [Fact]
    public async Task Of_two_awards_at_once_for_the_last_money_exactly_one_is_made()
    {
        using var it = await GrantsWorld.OpenAsync();
        var first = await it.SentAsync();
        var second = await it.SentAsync(await it.World.PersonAsync("Ben"));
        var colleague = await it.World.MemberAsync(it.Edition, EditionRole.GrantsOfficer);
        var (firstVersion, secondVersion) = (await it.VersionAsync(first), await it.VersionAsync(second));

        var results = await Task.WhenAll(
            Task.Run(() => it.Awards.AwardAsync(it.Officer, first, 700, "Good", firstVersion, default)),
            Task.Run(() => it.Awards.AwardAsync(colleague, second, 700, "Good", secondVersion, default)));

        var refusal = Assert.Single(results, result => !result.Succeeded).Refusal;
        Assert.Equal(new Refusal("Grants.BudgetPassed", 300m, "EUR"), refusal);
        Assert.Equal(700, (await it.FundAsync()).Awarded);
        Assert.Single(await it.LettersAsync());
    }

    [Fact]
    public async Task Awards_at_once_that_the_fund_can_carry_are_all_made_and_counted()
    {
        using var it = await GrantsWorld.OpenAsync();
        var ids = new List<Guid>();
        for (var number = 0; number < 4; number++) ids.Add(await it.SentAsync(await it.World.PersonAsync($"Artist {number}")));

        var results = await Task.WhenAll(ids.Select(id => Task.Run(async () => await it.Awards.AwardAsync(it.Officer, id, 250, null, await it.VersionAsync(id), default))));

        Assert.All(results, result => Assert.True(result.Succeeded, result.Refusal?.ToString()));
        Assert.Equal(1_000, (await it.FundAsync()).Awarded);
    }

    [Fact]
    public async Task An_award_writes_its_letter_to_the_artist()
    {
        using var it = await GrantsWorld.OpenAsync();
        var id = await it.SentAsync();

        var awarded = await it.Awards.AwardAsync(it.Officer, id, 600, "A plan with a heart.", await it.VersionAsync(id), default);

        Assert.True(awarded.Succeeded, awarded.Refusal?.ToString());
        var (_, subject, body) = Assert.Single(await it.LettersAsync());
        Assert.Equal("Production fund supports “Salt”", subject);
        Assert.Contains("600.00 EUR", body, StringComparison.Ordinal);
        Assert.Contains("A plan with a heart.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_writes_its_reasons_and_takes_no_money()
    {
        using var it = await GrantsWorld.OpenAsync();
        var id = await it.SentAsync();

        var declined = await it.Awards.DeclineAsync(it.Officer, id, "The round is for sound.", await it.VersionAsync(id), default);

        Assert.True(declined.Succeeded, declined.Refusal?.ToString());
        Assert.Contains("The round is for sound.", Assert.Single(await it.LettersAsync()).Body, StringComparison.Ordinal);
        Assert.Equal(0, (await it.FundAsync()).Awarded);
    }

    [Fact]
    public async Task Whoever_is_no_officer_of_the_edition_learns_nothing()
    {
        using var it = await GrantsWorld.OpenAsync();
        var id = await it.SentAsync();
        var version = await it.VersionAsync(id);
        var elsewhere = await it.World.MemberAsync(await it.World.EditionAsync("other"), EditionRole.GrantsOfficer);
        var organiser = await it.World.MemberAsync(it.Edition, EditionRole.Organiser);

        foreach (var actor in new[] { elsewhere, organiser, it.Artist })
        {
            Assert.Equal(Refusals.NotFound, (await it.Awards.AwardAsync(actor, id, 100, null, version, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await it.Awards.DeclineAsync(actor, id, "No", version, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await it.Awards.PlanAsync(actor, id, [], version, default)).Refusal);
        }

        Assert.Empty(await it.LettersAsync());
    }

    [Fact]
    public async Task A_decision_on_what_somebody_changed_meanwhile_is_refused()
    {
        using var it = await GrantsWorld.OpenAsync();
        var id = await it.SentAsync();
        var seen = await it.VersionAsync(id);
        _ = await it.Applications.WithdrawAsync(it.Artist, id, seen, default);

        var awarded = await it.Awards.AwardAsync(it.Officer, id, 600, null, seen, default);

        Assert.Equal(Refusals.Conflict, awarded.Refusal);
        Assert.Empty(await it.LettersAsync());
    }

    [Fact]
    public async Task The_artist_sees_what_waits_for_whom_until_all_is_paid()
    {
        using var it = await GrantsWorld.OpenAsync();
        var id = await it.SentAsync();
        async Task<Waiting> WaitingAsync() => (await it.Reading.MineAsync(it.Artist, default)).Single().Waiting;

        Assert.Equal(new Waiting(WaitingFor.Officer, WaitingStep.Decision), await WaitingAsync());

        _ = await it.Awards.AwardAsync(it.Officer, id, 700, null, await it.VersionAsync(id), default);
        Assert.Equal(new Waiting(WaitingFor.Officer, WaitingStep.Plan), await WaitingAsync());

        var today = new DateOnly(2026, 3, 2);
        _ = await it.Awards.PlanAsync(it.Officer, id, PlannedPayment.Halves(700, "EUR", today, new DateOnly(2026, 5, 3)), await it.VersionAsync(id), default);
        Assert.Equal(new Waiting(WaitingFor.Officer, WaitingStep.Payment, 350, today), await WaitingAsync());

        var paid = await it.Awards.RecordPaymentAsync(it.Officer, id, (await it.FindAsync(id)).Tranches.MinBy(t => t.DueOn)!.Id, today, "SEPA 17", await it.VersionAsync(id), default);
        Assert.True(paid.Succeeded, paid.Refusal?.ToString());
        Assert.Equal(new Waiting(WaitingFor.Officer, WaitingStep.Payment, 350, new DateOnly(2026, 5, 3)), await WaitingAsync());

        it.World.Clock.Advance(TimeSpan.FromDays(70));
        Assert.Equal(WaitingStep.PaymentOverdue, (await WaitingAsync()).Step);

        _ = await it.Awards.RecordPaymentAsync(it.Officer, id, (await it.FindAsync(id)).Tranches.MaxBy(t => t.DueOn)!.Id, new DateOnly(2026, 5, 4), "SEPA 18", await it.VersionAsync(id), default);
        Assert.Equal(new Waiting(WaitingFor.Nobody, WaitingStep.PaidInFull), await WaitingAsync());
        Assert.Equal(700, (await it.OfficerReading.FundAsync(it.Officer, it.Edition.Id, it.FundId, default))!.Paid);
    }
}
