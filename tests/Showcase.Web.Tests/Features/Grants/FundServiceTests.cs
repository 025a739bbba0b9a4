using Showcase.Domain.Editions;

namespace Showcase.Web.Tests.Features.Grants;

public sealed class FundServiceTests
{
    [Fact]
    public async Task Only_an_officer_makes_a_fund_and_each_has_its_own_name()
    {
        using var it = await GrantsWorld.OpenAsync();
        var organiser = await it.World.MemberAsync(it.Edition, EditionRole.Organiser);

        Assert.Equal(Refusals.Forbidden, (await it.Funds.CreateAsync(organiser, it.Edition.Id, "EUR", it.Details, default)).Refusal);
        Assert.Equal(new Refusal("Grants.NameTaken"), (await it.Funds.CreateAsync(it.Officer, it.Edition.Id, "EUR", it.Details, default)).Refusal);
    }

    [Fact]
    public async Task A_change_is_saved_and_a_stale_one_refused()
    {
        using var it = await GrantsWorld.OpenAsync();
        var seen = (await it.FundAsync()).Version;

        var changed = await it.Funds.ChangeAsync(it.Officer, it.FundId, it.Details with { RoundName = "Autumn 2026", Budget = 2_000 }, seen, default);
        var stale = await it.Funds.ChangeAsync(it.Officer, it.FundId, it.Details, seen, default);

        Assert.True(changed.Succeeded, changed.Refusal?.ToString());
        Assert.Equal(Refusals.Conflict, stale.Refusal);
        Assert.Equal(("Autumn 2026", 2_000m), ((await it.FundAsync()).Round.Name, (await it.FundAsync()).Budget));
    }

    [Fact]
    public async Task The_fund_of_another_edition_does_not_exist()
    {
        using var it = await GrantsWorld.OpenAsync();
        var elsewhere = await it.World.MemberAsync(await it.World.EditionAsync("other"), EditionRole.GrantsOfficer);

        Assert.Equal(Refusals.NotFound, (await it.Funds.ChangeAsync(elsewhere, it.FundId, it.Details, (await it.FundAsync()).Version, default)).Refusal);
    }
}
