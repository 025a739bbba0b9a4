using Showcase.Domain.Editions;
using Showcase.Domain.Grants;
using Showcase.Web.Features.Grants;

namespace Showcase.Web.Tests.Features.Grants;

public sealed class ApplicationServiceTests
{
    [Fact]
    public async Task A_draft_is_kept_line_by_line_and_gone_on_with()
    {
        using var it = await GrantsWorld.OpenAsync();
        var id = (await it.Applications.DraftAsync(it.Artist, it.FundId, default)).Value;

        var saved = await it.Applications.SaveDraftAsync(it.Artist, id, GrantsWorld.Written with { Title = "" }, await it.VersionAsync(id), default);
        var again = await it.Applications.SaveDraftAsync(it.Artist, id, GrantsWorld.Written, saved.Value, default);

        Assert.True(again.Succeeded, again.Refusal?.ToString());
        Assert.Equal(GrantsWorld.Written.Lines, (await it.FindAsync(id)).Lines);
        Assert.Equal(id, (await it.Applications.DraftAsync(it.Artist, it.FundId, default)).Value);
    }

    [Fact]
    public async Task A_draft_that_another_tab_saved_is_not_overwritten()
    {
        using var it = await GrantsWorld.OpenAsync();
        var id = (await it.Applications.DraftAsync(it.Artist, it.FundId, default)).Value;
        var seen = await it.VersionAsync(id);
        _ = await it.Applications.SaveDraftAsync(it.Artist, id, GrantsWorld.Written, seen, default);

        var stale = await it.Applications.SaveDraftAsync(it.Artist, id, GrantsWorld.Written with { Title = "Old" }, seen, default);

        Assert.Equal(Refusals.Conflict, stale.Refusal);
        Assert.Equal("Salt", (await it.FindAsync(id)).Title);
    }

    [Fact]
    public async Task Another_artists_application_does_not_exist()
    {
        using var it = await GrantsWorld.OpenAsync();
        var id = (await it.Applications.DraftAsync(it.Artist, it.FundId, default)).Value;
        var version = await it.VersionAsync(id);
        var stranger = await it.World.PersonAsync("Stranger");

        Assert.Null(await it.Reading.ApplicationAsync(stranger, id, default));
        Assert.Equal(Refusals.NotFound, (await it.Applications.SaveDraftAsync(stranger, id, GrantsWorld.Written, version, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await it.Applications.SubmitAsync(stranger, id, GrantsWorld.Written, version, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await it.Applications.WithdrawAsync(stranger, id, version, default)).Refusal);
        Assert.Empty(await it.Reading.MineAsync(stranger, default));
    }

    [Fact]
    public async Task An_officer_does_not_see_drafts_nor_what_belongs_to_another_edition()
    {
        using var it = await GrantsWorld.OpenAsync();
        var draft = (await it.Applications.DraftAsync(it.Artist, it.FundId, default)).Value;
        var other = await it.World.EditionAsync("other");
        var elsewhere = await it.World.MemberAsync(other, EditionRole.GrantsOfficer);
        var sent = await it.SentAsync(await it.World.PersonAsync("Ben"));

        Assert.Null(await it.OfficerReading.ApplicationAsync(it.Officer, it.Edition.Id, it.FundId, draft, default));
        Assert.NotNull(await it.OfficerReading.ApplicationAsync(it.Officer, it.Edition.Id, it.FundId, sent, default));
        Assert.Null(await it.OfficerReading.ApplicationAsync(elsewhere, other.Id, it.FundId, sent, default));
        Assert.Null(await it.OfficerReading.ApplicationAsync(elsewhere, it.Edition.Id, it.FundId, sent, default));
        Assert.Null(await it.OfficerReading.FundAsync(elsewhere, other.Id, it.FundId, default));
        Assert.Empty(await it.OfficerReading.FundsAsync(elsewhere, it.Edition.Id, default));
        Assert.Empty(await it.OfficerReading.PaymentsAsync(elsewhere, it.Edition.Id, default));
        Assert.Equal(1, (await it.OfficerReading.ApplicationsAsync(it.Officer, it.Edition.Id, it.FundId, new ApplicationFilter(null, null, 1), default)).Total);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_state_and_by_words()
    {
        using var it = await GrantsWorld.OpenAsync();
        _ = await it.SentAsync(await it.World.PersonAsync("Ben"));
        var declined = await it.SentAsync(await it.World.PersonAsync("Cleo"));
        _ = await it.Awards.DeclineAsync(it.Officer, declined, "No", await it.VersionAsync(declined), default);
        async Task<string> NamesAsync(ApplicationFilter filter) =>
            string.Join(' ', (await it.OfficerReading.ApplicationsAsync(it.Officer, it.Edition.Id, it.FundId, filter, default)).Rows.Select(row => row.ArtistName));

        Assert.Equal("Ben Cleo", await NamesAsync(new ApplicationFilter(null, null, 1)));
        Assert.Equal("Cleo", await NamesAsync(new ApplicationFilter(ApplicationState.Declined, null, 1)));
        Assert.Equal("Ben", await NamesAsync(new ApplicationFilter(null, "Be", 1)));
        Assert.Equal("", await NamesAsync(new ApplicationFilter(null, null, 2)));
    }

    [Fact]
    public async Task The_deadline_that_passes_while_typing_shuts_the_door_and_keeps_the_draft()
    {
        using var it = await GrantsWorld.OpenAsync();
        var id = (await it.Applications.DraftAsync(it.Artist, it.FundId, default)).Value;
        var saved = await it.Applications.SaveDraftAsync(it.Artist, id, GrantsWorld.Written, await it.VersionAsync(id), default);
        it.World.Clock.Advance(TimeSpan.FromDays(31));

        var sent = await it.Applications.SubmitAsync(it.Artist, id, GrantsWorld.Written, saved.Value, default);

        Assert.Equal(GrantRefusals.NotOpen, sent.Refusal);
        Assert.Equal("Salt", (await it.FindAsync(id)).Title);
        Assert.Empty(await it.Reading.OpenFundsAsync(default));
    }

    [Fact]
    public async Task A_fund_of_an_edition_that_is_not_public_cannot_be_found()
    {
        using var it = await GrantsWorld.OpenAsync();
        var hidden = await it.World.EditionAsync("hidden");
        var officer = await it.World.MemberAsync(hidden, EditionRole.GrantsOfficer);
        var fund = (await it.Funds.CreateAsync(officer, hidden.Id, "EUR", it.Details, default)).Value;

        Assert.Equal(Refusals.NotFound, (await it.Applications.DraftAsync(it.Artist, fund, default)).Refusal);
        Assert.Null(await it.Reading.OpenFundAsync(fund, default));
        Assert.Equal(it.FundId, Assert.Single(await it.Reading.OpenFundsAsync(default)).Id);
    }
}
