using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Editions;

public sealed class EditionServiceTests : IDisposable
{
    private static readonly EditionDetails Details =
        new("Berlin Shorts 2027", EditionKind.Festival, null, "Berlin", new DateOnly(2027, 6, 14), new DateOnly(2027, 6, 20), "Europe/Berlin", "de-DE");

    private readonly World world = new();
    private readonly EditionSamples samples;

    public EditionServiceTests() => samples = new EditionSamples(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task An_administrator_makes_an_edition_and_organises_it()
    {
        var administrator = await world.AdministratorAsync();

        var created = await samples.Editions.CreateAsync(administrator, Details, "berlin-2027", "", EditionSamples.Site, default);

        var mine = Assert.Single(await samples.EditionQueries.MineAsync(administrator, default));
        Assert.Equal((created.Value, "berlin-2027"), (mine.Id, mine.Slug));
        Assert.Equal([EditionRole.Organiser], mine.Roles);
    }

    [Fact]
    public async Task An_edition_may_be_made_for_somebody_else_who_is_invited_to_organise_it()
    {
        var administrator = await world.AdministratorAsync();
        var olga = await world.PersonAsync("Olga", "olga@example.test");
        _ = await samples.Editions.CreateAsync(administrator, Details, "berlin-2027", "olga@example.test", EditionSamples.Site, default);
        var installed = Assert.Single(await samples.EditionQueries.InstalledAsync(administrator, default));

        var accepted = await samples.Invitations.AcceptAsync(olga, await samples.NewestSecretAsync(), default);

        Assert.True(accepted.Succeeded);
        Assert.Equal((0, "olga@example.test"), (installed.Organisers.Count, Assert.Single(installed.Invited)));
        Assert.Empty(await samples.EditionQueries.MineAsync(administrator, default));
        Assert.Equal([EditionRole.Organiser], Assert.Single(await samples.EditionQueries.MineAsync(olga, default)).Roles);
    }

    [Fact]
    public async Task Nobody_else_makes_editions_or_lists_them_all()
    {
        var organiser = await world.MemberAsync(await world.EditionAsync(), EditionRole.Organiser);

        Assert.Equal(Refusals.Forbidden, (await samples.Editions.CreateAsync(organiser, Details, "mine", null, EditionSamples.Site, default)).Refusal);
        Assert.Empty(await samples.EditionQueries.InstalledAsync(organiser, default));
    }

    [Theory]
    [InlineData("berlin-2026", "", "Editions.SlugTaken")]
    [InlineData("Berlin 2027", "", "Editions.SlugInvalid")]
    [InlineData("films", "", "Editions.SlugReserved")]
    [InlineData("berlin-2027", "olga", "Editions.EmailInvalid")]
    public async Task A_refused_edition_leaves_nothing_behind(string slug, string email, string code)
    {
        await world.EditionAsync();
        var administrator = await world.AdministratorAsync();

        var created = await samples.Editions.CreateAsync(administrator, Details, slug, email, EditionSamples.Site, default);

        Assert.Equal(code, created.Refusal?.Code);
        await using var db = world.Store.CreateDbContext();
        Assert.Equal((1, 0, 0), (await db.Editions.CountAsync(), await db.MemberInvitations.CountAsync(), await db.OutboxMessages.CountAsync()));
    }

    [Fact]
    public async Task An_organiser_changes_the_details_and_publishes()
    {
        var edition = await world.EditionAsync();
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);

        var changed = await samples.Editions.ChangeAsync(organiser, edition.Id, edition.Version, Details, default);
        var settings = await samples.EditionQueries.SettingsAsync(organiser, edition.Id, default);
        var published = await samples.Editions.SetPublicAsync(organiser, edition.Id, settings!.Version, isPublic: true, default);

        Assert.True(changed.Succeeded && published.Succeeded);
        Assert.Equal(Details with { Tagline = "" }, settings.Details);
        Assert.True((await samples.EditionQueries.SettingsAsync(organiser, edition.Id, default))!.IsPublic);
    }

    [Fact]
    public async Task Of_two_organisers_who_edit_at_once_the_second_is_told()
    {
        var edition = await world.EditionAsync();
        var first = await world.MemberAsync(edition, EditionRole.Organiser);
        var second = await world.MemberAsync(edition, EditionRole.Organiser);
        _ = await samples.Editions.ChangeAsync(first, edition.Id, edition.Version, Details, default);

        var late = await samples.Editions.ChangeAsync(second, edition.Id, edition.Version, Details with { Name = "Lost" }, default);
        var lateToo = await samples.Editions.SetPublicAsync(second, edition.Id, edition.Version, isPublic: true, default);

        Assert.Equal((Refusals.Conflict, Refusals.Conflict), (late.Refusal, lateToo.Refusal));
        Assert.Equal("Berlin Shorts 2027", (await samples.EditionQueries.SettingsAsync(second, edition.Id, default))!.Details.Name);
    }

    [Fact]
    public async Task Other_members_and_organisers_of_other_editions_change_nothing()
    {
        var edition = await world.EditionAsync();
        var juror = await world.MemberAsync(edition, EditionRole.Juror, EditionRole.Curator);
        var stranger = await world.MemberAsync(await world.EditionAsync("vienna"), EditionRole.Organiser);

        foreach (var actor in new[] { juror, stranger, juror with { IsAdministrator = true } })
        {
            Assert.Equal(Refusals.Forbidden, (await samples.Editions.ChangeAsync(actor, edition.Id, edition.Version, Details, default)).Refusal);
            Assert.Equal(Refusals.Forbidden, (await samples.Editions.SetPublicAsync(actor, edition.Id, edition.Version, isPublic: true, default)).Refusal);
            Assert.Null(await samples.EditionQueries.SettingsAsync(actor, edition.Id, default));
        }
    }
}
