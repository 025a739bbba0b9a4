using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Messages;
using Showcase.Web.Features.Messages.Templates;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Messages.Templates;

public sealed class TemplateServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly TemplateText Guests = new("Guests", "Will you come to {edition}?", "Dear {artist}, will you?");

    private readonly World world = new();
    private readonly TemplateService service;
    private readonly TemplateQueries queries;
    private Edition edition = default!;
    private Actor organiser = default!;

    public TemplateServiceTests()
    {
        service = new TemplateService(world.Store, new EditionAccess(world.Store), new ChangeFeed(), NullLogger<TemplateService>.Instance);
        queries = new TemplateQueries(world.Store);
    }

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("Hello {name}", "Text", "{name}")]
    [InlineData("Hello", "Dear { artist }", "{ artist }")]
    [InlineData("Hello", "{Film}", "{Film}")]
    [InlineData("Hello", "{{film}}", null)]
    public async Task What_nothing_fills_is_refused_by_name(string subject, string body, string? unknown)
    {
        var made = await service.CreateAsync(organiser, edition.Id, new TemplateText("Name", subject, body), default);

        Assert.Equal(unknown is null ? null : new Refusal("Messages.PlaceholderUnknown", unknown), made.Refusal);
    }

    [Fact]
    public async Task A_subject_cannot_hold_a_second_line() =>
        Assert.Equal(MessageRefusals.SubjectLines, (await service.CreateAsync(organiser, edition.Id, Guests with { Subject = "Hello\nBcc: x@example.test" }, default)).Refusal);

    [Fact]
    public async Task A_name_is_given_once_and_a_stale_change_says_so()
    {
        var id = (await service.CreateAsync(organiser, edition.Id, Guests, default)).Value;
        var shown = Assert.Single(await queries.ListAsync(organiser, edition.Id, default));

        var twin = await service.CreateAsync(organiser, edition.Id, Guests, default);
        var changed = await service.ChangeAsync(organiser, id, shown.Version, Guests with { Body = "Dear {artist}." }, default);
        var stale = await service.ChangeAsync(organiser, id, shown.Version, Guests with { Body = "Hello." }, default);

        Assert.Equal((MessageRefusals.TemplateNameTaken, true, Refusals.Conflict), (twin.Refusal, changed.Succeeded, stale.Refusal));
        Assert.Equal("Dear {artist}.", Assert.Single(await queries.ListAsync(organiser, edition.Id, default)).Body);
    }

    [Fact]
    public async Task Only_those_who_organise_the_edition_read_and_change_them()
    {
        var id = (await service.CreateAsync(organiser, edition.Id, Guests, default)).Value;
        var version = Assert.Single(await queries.ListAsync(organiser, edition.Id, default)).Version;
        var other = await world.MemberAsync(await world.EditionAsync("prague"), EditionRole.Organiser);

        Assert.Empty(await queries.ListAsync(other, edition.Id, default));
        Assert.Equal(Refusals.Forbidden, (await service.CreateAsync(other, edition.Id, Guests with { Name = "Mine" }, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.ChangeAsync(other, id, version, Guests, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.RemoveAsync(other, id, default)).Refusal);
        Assert.True((await service.RemoveAsync(organiser, id, default)).Succeeded);
    }
}
