using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Web.Features.Account;
using Showcase.Web.Features.Admin;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Admin;

public sealed class PeopleServiceTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_locked_person_is_signed_out_and_can_be_let_in_again()
    {
        var administrator = await AdministratorAsync();
        var person = await world.PersonAsync("Lea");

        Assert.True((await Service().LockAsync(administrator, person.UserId, CancellationToken.None)).Succeeded);
        var locked = await RowAsync(administrator, "Lea");
        Assert.True((await Service().UnlockAsync(administrator, person.UserId, CancellationToken.None)).Succeeded);

        Assert.True(locked.IsLocked);
        Assert.False((await RowAsync(administrator, "Lea")).IsLocked);
        await using var db = world.Store.CreateDbContext();
        Assert.NotEqual("stamp", (await db.Users.SingleAsync(user => user.Id == person.UserId)).SecurityStamp);
    }

    [Fact]
    public async Task The_last_administrator_stays_and_a_locked_one_does_not_count()
    {
        var first = await AdministratorAsync();
        var second = await world.PersonAsync("Second");
        Assert.Equal(AccountRefusals.LastAdministrator, (await Service().DemoteAsync(first, first.UserId, CancellationToken.None)).Refusal);

        Assert.True((await Service().PromoteAsync(first, second.UserId, CancellationToken.None)).Succeeded);
        Assert.True((await Service().LockAsync(first, second.UserId, CancellationToken.None)).Succeeded);

        Assert.Equal(AccountRefusals.LastAdministrator, (await Service().DemoteAsync(first, first.UserId, CancellationToken.None)).Refusal);
        Assert.Equal(AccountRefusals.LastAdministrator, (await Service().LockAsync(first, first.UserId, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Whoever_lost_the_role_can_do_nothing_more_whatever_their_cookie_says()
    {
        var person = await world.PersonAsync("Pretender");
        var pretender = person with { IsAdministrator = true };

        var refused = await Service().PromoteAsync(pretender, person.UserId, CancellationToken.None);

        Assert.Equal(Refusals.Forbidden, refused.Refusal);
    }

    [Fact]
    public async Task People_are_found_by_name_and_by_address()
    {
        var administrator = await AdministratorAsync();
        await world.PersonAsync("Lea", "lea@people.test");
        var pretender = await world.PersonAsync("Mo", "mo@people.test") with { IsAdministrator = true };

        var byName = await Queries().ListAsync(administrator, "LEA", PeopleFilter.Everybody, 1, CancellationToken.None);
        var byAddress = await Queries().ListAsync(administrator, "MO@people", PeopleFilter.Everybody, 1, CancellationToken.None);
        var byArtist = await Queries().ListAsync(pretender, null, PeopleFilter.Everybody, 1, CancellationToken.None);

        Assert.Equal(("Lea", 1), (byName.Rows[0].Name, byName.Total));
        Assert.Equal(("Mo", 1), (byAddress.Rows[0].Name, byAddress.Total));
        Assert.Empty(byArtist.Rows);
    }

    [Fact]
    public async Task People_are_shown_by_what_an_administrator_looks_for()
    {
        var administrator = await AdministratorAsync();
        var locked = await world.PersonAsync("Lea");
        Assert.True((await Service().LockAsync(administrator, locked.UserId, CancellationToken.None)).Succeeded);

        var administrators = await Queries().ListAsync(administrator, null, PeopleFilter.Administrators, 1, CancellationToken.None);
        var shutOut = await Queries().ListAsync(administrator, null, PeopleFilter.Locked, 1, CancellationToken.None);
        var unconfirmed = await Queries().ListAsync(administrator, null, PeopleFilter.Unconfirmed, 1, CancellationToken.None);

        Assert.Equal(("Administrator", "Lea", 0), (Assert.Single(administrators.Rows).Name, Assert.Single(shutOut.Rows).Name, unconfirmed.Total));
    }

    private PeopleService Service() => new(world.Store, new AdministratorAccess(world.Store), world.Revocations, NullLogger<PeopleService>.Instance);

    private PeopleQueries Queries() => new(world.Store);

    private async Task<PersonRow> RowAsync(Actor administrator, string name) => (await Queries().ListAsync(administrator, name, PeopleFilter.Everybody, 1, CancellationToken.None)).Rows[0];

    private Task<Actor> AdministratorAsync() => world.AdministratorAsync("Administrator");
}
