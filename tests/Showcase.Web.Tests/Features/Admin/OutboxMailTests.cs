using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Showcase.Domain.Messages;
using Showcase.Web.Data.Demo;
using Showcase.Web.Features.Messages;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Admin;

public sealed class OutboxMailTests : BunitContext
{
    private const string Link = "https://festival.example/account/reset?user=1&code=secret";
    private readonly World world = new();

    public OutboxMailTests()
    {
        Services.AddPages(world);
        Services.AddSingleton<AdministratorAccess>();
        Services.AddSingleton<OutboxSignal>();
        Services.AddSingleton<OutboxQueries>();
        Services.AddSingleton<OutboxService>();
        Services.AddSingleton<SiteAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Theory]
    [InlineData(false, "Open https://festival.example/account/reset?… and choose a new password.")]
    [InlineData(true, $"Open {Link} and choose a new password.")]
    public async Task An_administrator_reads_a_mail_and_what_its_link_proves_with_in_the_demo_alone(bool isDemo, string shown)
    {
        Services.AddSingleton(Options.Create(new DemoOptions { Enabled = isDemo }));
        var root = await world.AdministratorAsync();
        var mail = OutboxMessage.Create(editionId: null, "ada@example.test", "A new password", $"Open {Link} and choose a new password.", world.Now);
        await world.SaveAsync(mail);
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, root.UserId.ToString())], "test"));

        var page = Render<Showcase.Web.Features.Admin.OutboxMail>(parameters => parameters
            .Add(opened => opened.Id, mail.Id)
            .AddCascadingValue(Task.FromResult(new AuthenticationState(who))));

        Assert.Contains(shown, page.Find("pre").TextContent, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) world.Dispose();
    }
}
