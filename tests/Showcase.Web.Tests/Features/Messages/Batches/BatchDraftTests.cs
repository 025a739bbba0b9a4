using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Domain.Messages;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Messages.Batches;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Messages.Batches;

/// <summary>A message to many while it is written, with the store behind it.</summary>
public sealed class BatchDraftTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly World world = new();
    private Actor organiser = default!;
    private EditionScope scope = default!;
    private Guid draft;

    public async Task InitializeAsync()
    {
        Services.AddEntryPage(world);
        Services.AddSingleton<EditionAccess>();
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton<MailStop>();
        Services.AddSingleton<BatchService>();
        Services.AddSingleton<BatchQueries>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Edition edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var call = await world.OpenCallAsync(edition);
        var (salt, sea) = (await world.SubmissionAsync(call, await world.FilmAsync(await world.PersonAsync("Ada"), "Salt")), await world.SubmissionAsync(call, await world.FilmAsync(await world.PersonAsync("Bo"), "Sea")));
        await world.SaveAsync(new MailOptOut(sea.ArtistId, edition.Id, world.Now));
        scope = (await new EditionQueries(world.Store).FindAsync(edition.Slug, default))!;
        draft = (await Services.GetRequiredService<BatchService>().BeginAsync(organiser, edition.Id, [salt.Id, sea.Id], null, default)).Value;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        world.Dispose();
    }

    [Fact]
    public async Task Each_recipient_is_looked_at_those_who_do_not_get_it_first()
    {
        var page = await ShowAsync();
        page.WaitForElement("#message-body", Patience).Input("Dear {artist}, about {film}.");

        Assert.Equal("Bo does not get it: they unsubscribed from this edition’s announcements.", page.Find(".preview .notice").TextContent);
        await page.FindAll(".preview .btn")[1].ClickAsync();

        page.WaitForAssertion(() => Assert.Equal("Dear Ada, about Salt.", page.FindAll(".preview .text")[0].TextContent), Patience);
        Assert.Empty(page.FindAll(".preview .notice"));
    }

    [Fact]
    public async Task What_is_typed_survives_a_lost_connection_and_a_refusal()
    {
        var page = await ShowAsync();
        page.WaitForElement("#message-subject", Patience).Input("About {title}");
        page.Find("#message-body").Input("Text");

        await page.Find(".stack > .row .btn.go").ClickAsync();
        await page.Find(".ask .btn.go").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Nothing fills {title}", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        await page.Instance.DisposeAsync();

        var after = await ShowAsync();
        Assert.Equal("About {title}", after.WaitForElement("#message-subject", Patience).GetAttribute("value"));
    }

    private async Task<IRenderedComponent<BatchDraft>> ShowAsync()
    {
        var batch = (await Services.GetRequiredService<BatchQueries>().FindAsync(organiser, scope.Id, draft, default))!;
        return Render<BatchDraft>(parameters => parameters.Add(one => one.Batch, batch).Add(one => one.Edition, scope).Add(one => one.Actor, organiser));
    }
}
