using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Features.Calls;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Calls;

public sealed class CallQueriesTests : IDisposable
{
    private readonly World world = new();
    private readonly CallQueries queries;

    public CallQueriesTests() => queries = new CallQueries(world.Store, world.Clock);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Open_categories_are_those_of_public_editions_until_their_deadline()
    {
        var edition = await world.EditionAsync();
        var call = await world.OpenCallAsync(edition);
        var hidden = await queries.OpenCategoriesAsync(default);
        await PublishAsync(edition);

        var open = Assert.Single(await queries.OpenCategoriesAsync(default));
        world.Clock.Advance(TimeSpan.FromDays(30));
        var last = await queries.OpenCategoriesAsync(default);
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Empty(hidden);
        Assert.Equal((call.Categories[0].Id, "Shorts", "berlin-2026", "Europe/Berlin"), (open.Id, open.Name, open.Edition.Slug, open.Edition.TimeZoneId));
        Assert.Single(last);
        Assert.Empty(await queries.OpenCategoriesAsync(default));
    }

    [Fact]
    public async Task Visitors_read_open_and_closed_calls_of_public_editions_and_no_drafts()
    {
        var edition = await world.EditionAsync();
        var hidden = await queries.PublicAsync("berlin-2026", default);
        await PublishAsync(edition);
        var closed = Call.Create(edition.Id, "Early call", "").Value;
        closed.Close(world.Now);
        await world.SaveAsync(closed, Call.Create(edition.Id, "Not yet", "").Value);
        await world.OpenCallAsync(edition);

        var view = await queries.PublicAsync("berlin-2026", default);

        Assert.Null(hidden);
        Assert.Equal([("Call for entries", CallState.Open), ("Early call", CallState.Closed)], view!.Calls.Select(call => (call.Name, call.State)));
        Assert.Equal("Shorts", Assert.Single(view.Calls[0].Categories).Name);
    }

    [Fact]
    public async Task The_list_names_the_next_deadline_and_counts_what_was_sent_in()
    {
        var edition = await world.EditionAsync();
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var call = await world.OpenCallAsync(edition);
        await world.SubmissionAsync(call, await world.FilmAsync(await world.PersonAsync()));

        var row = Assert.Single(await queries.ListAsync(organiser, edition.Id, null, default));

        Assert.Equal((1, 1, call.Categories[0].Deadline), (row.Categories, row.Entries, row.NextDeadline));
    }

    private async Task PublishAsync(Edition edition)
    {
        await using var db = world.Store.CreateDbContext();
        (await db.Editions.SingleAsync(e => e.Id == edition.Id)).Publish();
        await db.SaveChangesAsync();
    }
}
