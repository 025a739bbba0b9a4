using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Inbox;

public sealed class InboxViewServiceTests : IAsyncLifetime, IDisposable
{
    private readonly World world = new();
    private readonly InboxViewService service;
    private readonly InboxQueries inbox;
    private Edition edition = default!;
    private Actor ada = default!;
    private Actor bo = default!;

    public InboxViewServiceTests()
    {
        service = new InboxViewService(world.Store, new EditionAccess(world.Store));
        inbox = new InboxQueries(world.Store);
    }

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        ada = await world.MemberAsync(edition, EditionRole.Organiser);
        bo = await world.MemberAsync(edition, EditionRole.Organiser);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_view_is_its_owners_until_it_is_shared_and_others_cannot_remove_it()
    {
        var shown = new InboxFilter("salt", SubmissionState.Eligible, Sort: InboxSort.Title, Columns: InboxColumns.Fee, Page: 3);
        await service.SaveAsync(ada, edition.Id, "Mine", shown, isShared: false, default);
        await service.SaveAsync(ada, edition.Id, "Ours", new InboxFilter(), isShared: true, default);

        var own = await inbox.ViewsAsync(ada, edition.Id, default);
        var seen = Assert.Single(await inbox.ViewsAsync(bo, edition.Id, default));

        Assert.Equal(["Mine", "Ours"], own.Select(view => view.Name));
        Assert.Equal("?search=salt&state=Eligible&sort=Title&columns=Fee", own[0].Query);
        Assert.Equal(("Ours", "", true, false), (seen.Name, seen.Query, seen.IsShared, seen.IsOwn));
        Assert.Equal(Refusals.NotFound, (await service.RemoveAsync(bo, seen.Id, default)).Refusal);
        Assert.True((await service.RemoveAsync(ada, seen.Id, default)).Succeeded);
    }

    [Fact]
    public async Task The_same_name_again_keeps_what_is_shown_now()
    {
        await service.SaveAsync(ada, edition.Id, "Week", new InboxFilter("salt"), isShared: false, default);
        await service.SaveAsync(ada, edition.Id, " Week ", new InboxFilter("sea"), isShared: true, default);

        var view = Assert.Single(await inbox.ViewsAsync(ada, edition.Id, default));

        Assert.Equal(("?search=sea", true), (view.Query, view.IsShared));
    }

    [Fact]
    public async Task Views_are_for_those_who_organise_the_edition_and_have_an_end()
    {
        var juror = await world.MemberAsync(edition, EditionRole.Juror);
        await service.SaveAsync(ada, edition.Id, "0", new InboxFilter(), isShared: true, default);
        for (var view = 1; view < SavedView.MostPerPerson; view++) await service.SaveAsync(ada, edition.Id, $"{view}", new InboxFilter(), isShared: false, default);

        Assert.Equal(Refusals.Forbidden, (await service.SaveAsync(juror, edition.Id, "x", new InboxFilter(), isShared: false, default)).Refusal);
        Assert.Empty(await inbox.ViewsAsync(juror, edition.Id, default));
        Assert.Equal(new Refusal("Submissions.TooManyViews", 30), (await service.SaveAsync(ada, edition.Id, "more", new InboxFilter(), isShared: false, default)).Refusal);
    }
}
