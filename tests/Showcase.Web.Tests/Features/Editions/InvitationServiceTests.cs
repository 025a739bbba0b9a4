using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Editions;

public sealed class InvitationServiceTests : IDisposable
{
    private const string Address = "ada@example.test";

    private readonly World world = new();
    private readonly EditionSamples samples;

    public InvitationServiceTests() => samples = new EditionSamples(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_mail_has_the_link_and_the_store_has_no_secret()
    {
        var (edition, organiser) = await BeginAsync();

        var invited = await samples.Invitations.InviteAsync(organiser, edition.Id, Address, EditionRole.Juror, EditionSamples.Site, default);

        Assert.True(invited.Succeeded, invited.Refusal?.ToString());
        await using var db = world.Store.CreateDbContext();
        var mail = await db.OutboxMessages.SingleAsync();
        var secret = await samples.NewestSecretAsync();
        Assert.Equal((Address, "Berlin Shorts 2026: invitation as Juror", edition.Id), (mail.To, mail.Subject, mail.EditionId));
        Assert.Contains($"https://festival.test/account/invitation?secret={secret}\n", mail.Body, StringComparison.Ordinal);
        Assert.Contains("16 March 2026, 13:00 (Europe/Berlin)", mail.Body, StringComparison.Ordinal);
        Assert.True(secret.Length >= 43);
        Assert.NotEqual(secret, (await db.MemberInvitations.SingleAsync()).SecretHash);
    }

    [Fact]
    public async Task Its_owner_takes_the_role_once()
    {
        var (edition, organiser) = await BeginAsync();
        var ada = await world.PersonAsync("Ada", Address);
        var secret = await InviteAsync(organiser, edition);

        var accepted = await samples.Invitations.AcceptAsync(ada, secret, default);
        var again = await samples.Invitations.AcceptAsync(ada, secret, default);

        Assert.True(accepted.Succeeded);
        Assert.Equal(EditionRefusals.InvitationInvalid, again.Refusal);
        Assert.Equal([EditionRole.Juror], await samples.RolesAsync(edition, ada));
        Assert.Empty(await samples.MemberQueries.PendingAsync(organiser, edition.Id, default));
    }

    [Fact]
    public async Task Somebody_else_with_the_link_gets_nothing()
    {
        var (edition, organiser) = await BeginAsync();
        var eve = await world.PersonAsync("Eve", "eve@example.test");

        var refused = await samples.Invitations.AcceptAsync(eve, await InviteAsync(organiser, edition), default);

        Assert.Equal(EditionRefusals.InvitationForOther, refused.Refusal);
        Assert.Empty(await samples.RolesAsync(edition, eve));
    }

    [Fact]
    public async Task An_account_whose_address_was_not_confirmed_gets_nothing()
    {
        var (edition, organiser) = await BeginAsync();
        var pretender = await world.PersonAsync("Ada?", Address);
        await using (var db = world.Store.CreateDbContext())
        {
            await db.Users.Where(user => user.Id == pretender.UserId).ExecuteUpdateAsync(user => user.SetProperty(u => u.EmailConfirmed, false));
        }

        var refused = await samples.Invitations.AcceptAsync(pretender, await InviteAsync(organiser, edition), default);

        Assert.Equal(EditionRefusals.InvitationForOther, refused.Refusal);
    }

    [Fact]
    public async Task After_fourteen_days_it_is_too_late_until_it_is_sent_again()
    {
        var (edition, organiser) = await BeginAsync();
        var ada = await world.PersonAsync("Ada", Address);
        var old = await InviteAsync(organiser, edition);
        world.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromSeconds(1));

        var late = await samples.Invitations.AcceptAsync(ada, old, default);
        var pending = Assert.Single(await samples.MemberQueries.PendingAsync(organiser, edition.Id, default));
        _ = await samples.Invitations.ResendAsync(organiser, edition.Id, pending.Id, EditionSamples.Site, default);
        var withOld = await samples.Invitations.AcceptAsync(ada, old, default);
        var withNew = await samples.Invitations.AcceptAsync(ada, await samples.NewestSecretAsync(), default);

        Assert.Equal((EditionRefusals.InvitationInvalid, EditionRefusals.InvitationInvalid), (late.Refusal, withOld.Refusal));
        Assert.True(withNew.Succeeded);
    }

    [Fact]
    public async Task One_that_was_taken_back_is_good_no_longer()
    {
        var (edition, organiser) = await BeginAsync();
        var ada = await world.PersonAsync("Ada", Address);
        var secret = await InviteAsync(organiser, edition);
        var pending = Assert.Single(await samples.MemberQueries.PendingAsync(organiser, edition.Id, default));

        Assert.True((await samples.Invitations.RevokeAsync(organiser, edition.Id, pending.Id, default)).Succeeded);

        Assert.Equal(EditionRefusals.InvitationInvalid, (await samples.Invitations.AcceptAsync(ada, secret, default)).Refusal);
        Assert.Null(await samples.MemberQueries.InvitationAsync(secret, default));
    }

    [Fact]
    public async Task Inviting_the_same_address_again_renews_the_invitation()
    {
        var (edition, organiser) = await BeginAsync();
        var first = await InviteAsync(organiser, edition);

        _ = await samples.Invitations.InviteAsync(organiser, edition.Id, "ADA@example.test", EditionRole.Juror, EditionSamples.Site, default);

        Assert.Single(await samples.MemberQueries.PendingAsync(organiser, edition.Id, default));
        Assert.Null(await samples.MemberQueries.InvitationAsync(first, default));
    }

    [Fact]
    public async Task Whoever_has_the_role_is_not_invited_to_it()
    {
        var (edition, organiser) = await BeginAsync();
        var ada = await world.PersonAsync("Ada", Address);
        await world.SaveAsync(new EditionMember(edition.Id, ada.UserId, EditionRole.Juror));

        var invited = await samples.Invitations.InviteAsync(organiser, edition.Id, Address, EditionRole.Juror, EditionSamples.Site, default);

        Assert.Equal(EditionRefusals.AlreadyMember, invited.Refusal);
    }

    [Fact]
    public async Task Only_the_editions_organisers_invite_resend_revoke_and_read()
    {
        var (edition, organiser) = await BeginAsync();
        await InviteAsync(organiser, edition);
        var pending = Assert.Single(await samples.MemberQueries.PendingAsync(organiser, edition.Id, default));
        var juror = await world.MemberAsync(edition, EditionRole.Juror);
        var vienna = await world.EditionAsync("vienna");
        var stranger = await world.MemberAsync(vienna, EditionRole.Organiser);

        foreach (var actor in new[] { juror, stranger, juror with { IsAdministrator = true } })
        {
            Assert.Equal(Refusals.Forbidden, (await samples.Invitations.InviteAsync(actor, edition.Id, "x@example.test", EditionRole.Organiser, EditionSamples.Site, default)).Refusal);
            Assert.Equal(Refusals.Forbidden, (await samples.Invitations.ResendAsync(actor, edition.Id, pending.Id, EditionSamples.Site, default)).Refusal);
            Assert.Equal(Refusals.Forbidden, (await samples.Invitations.RevokeAsync(actor, edition.Id, pending.Id, default)).Refusal);
            Assert.Empty(await samples.MemberQueries.PendingAsync(actor, edition.Id, default));
        }

        Assert.Equal(Refusals.NotFound, (await samples.Invitations.RevokeAsync(stranger, vienna.Id, pending.Id, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await samples.Invitations.ResendAsync(stranger, vienna.Id, pending.Id, EditionSamples.Site, default)).Refusal);
    }

    [Fact]
    public async Task An_administrator_names_an_organiser_where_there_is_none()
    {
        var edition = await world.EditionAsync();
        var administrator = await world.AdministratorAsync();

        Assert.True((await samples.Invitations.InviteAsync(administrator, edition.Id, Address, EditionRole.Organiser, EditionSamples.Site, default)).Succeeded);
        Assert.Equal(Refusals.Forbidden, (await samples.Invitations.InviteAsync(administrator, edition.Id, Address, EditionRole.Juror, EditionSamples.Site, default)).Refusal);
    }

    private async Task<(Edition Edition, Actor Organiser)> BeginAsync()
    {
        var edition = await world.EditionAsync();
        return (edition, await world.MemberAsync(edition, EditionRole.Organiser));
    }

    private async Task<string> InviteAsync(Actor organiser, Edition edition)
    {
        var invited = await samples.Invitations.InviteAsync(organiser, edition.Id, Address, EditionRole.Juror, EditionSamples.Site, default);
        Assert.True(invited.Succeeded, invited.Refusal?.ToString());
        return await samples.NewestSecretAsync();
    }
}
