using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Features.Admin;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Security;

/// <summary>A right that was given or taken while the person was signed in.</summary>
[Collection(WebCollection.Name)]
public sealed class RevalidatingAuthenticationTests(WebFixture web)
{
    private PeopleService People => web.Services.GetRequiredService<PeopleService>();

    [Fact]
    public async Task Whoever_is_made_an_administrator_gets_in_with_the_next_page_and_out_again_without_signing_in()
    {
        var root = await web.PersonAsync("root@rights.test", administrator: true);
        var person = await web.PersonAsync("risen@rights.test");
        using var browser = await web.SignedInAsync("risen@rights.test");

        var before = await LandsOnAsync(browser);
        Assert.True((await People.PromoteAsync(root, person.UserId, CancellationToken.None)).Succeeded);
        var risen = await LandsOnAsync(browser);
        Assert.True((await People.DemoteAsync(root, person.UserId, CancellationToken.None)).Succeeded);
        var fallen = await LandsOnAsync(browser);
        using var account = await browser.GetAsync("/account/manage");

        Assert.Equal(("/account/forbidden", "", "/account/forbidden"), (before, risen, fallen));
        Assert.True(account.IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_open_page_asks_for_its_right_again_once_a_role_is_taken()
    {
        var person = await web.PersonAsync("circuit@rights.test");
        var edition = Edition.Create(new EditionDetails("Rights", EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en"), "rights").Value;
        var role = new EditionMember(edition.Id, person.UserId, EditionRole.Curator);
        await web.SaveAsync(edition);
        await web.SaveAsync(role);
        using var circuit = Circuit();
        var principal = await PrincipalAsync(person);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
        var asked = 0;
        circuit.AuthenticationStateChanged += _ => asked++;

        Assert.True(await circuit.CheckAsync(principal, CancellationToken.None));
        Assert.Equal(0, asked);
        await using (var db = await OpenAsync())
        {
            await db.EditionMembers.Where(member => member.Id == role.Id).ExecuteDeleteAsync();
        }

        Assert.True(await circuit.CheckAsync(principal, CancellationToken.None));
        Assert.True(await circuit.CheckAsync(principal, CancellationToken.None));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task An_open_page_of_a_fallen_administrator_learns_of_it()
    {
        var root = await web.PersonAsync("root2@rights.test", administrator: true);
        var person = await web.PersonAsync("second@rights.test", administrator: true);
        using var circuit = Circuit();
        var principal = await PrincipalAsync(person);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
        Assert.True(await circuit.CheckAsync(principal, CancellationToken.None));

        Assert.True((await People.DemoteAsync(root, person.UserId, CancellationToken.None)).Succeeded);

        Assert.True(await circuit.CheckAsync(principal, CancellationToken.None));
        Assert.False(Actor.From((await circuit.GetAuthenticationStateAsync()).User)!.IsAdministrator);
    }

    [Fact]
    public async Task A_lock_ends_the_sign_in_of_an_open_page()
    {
        var root = await web.PersonAsync("root3@rights.test", administrator: true);
        var person = await web.PersonAsync("locked@rights.test");
        using var circuit = Circuit();
        var principal = await PrincipalAsync(person);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));

        Assert.True((await People.LockAsync(root, person.UserId, CancellationToken.None)).Succeeded);

        Assert.False(await circuit.CheckAsync(principal, CancellationToken.None));
    }

    /// <summary>Where the address of people leads: empty for the page itself.</summary>
    private static async Task<string> LandsOnAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/admin/users");
        return answer.Headers.Location is { } to ? new Uri(browser.BaseAddress!, to).AbsolutePath : "";
    }

    private RevalidatingAuthentication Circuit() => new(
        NullLoggerFactory.Instance, web.Services.GetRequiredService<IServiceScopeFactory>(), web.Services.GetRequiredService<IOptions<IdentityOptions>>());

    private async Task<ClaimsPrincipal> PrincipalAsync(Actor person)
    {
        await using var scope = web.Services.CreateAsyncScope();
        var user = (await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().FindByIdAsync(person.UserId.ToString()))!;
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<ApplicationUser>>().CreateAsync(user);
    }

    private async Task<ShowcaseDbContext> OpenAsync() => await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
}
