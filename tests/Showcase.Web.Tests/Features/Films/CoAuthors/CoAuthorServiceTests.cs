using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Films.CoAuthors;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Films.CoAuthors;

public sealed class CoAuthorServiceTests : IDisposable
{
    private static readonly Uri Site = new("https://festival.example/");

    private readonly World world = new();
    private readonly CoAuthorService service;
    private readonly CoAuthorQueries people;
    private readonly FilmQueries films;

    public CoAuthorServiceTests()
    {
        service = new CoAuthorService(world.Store, TestTexts.Make(), world.Revocations, world.Clock, new ChangeFeed(), NullLogger<CoAuthorService>.Instance);
        people = new CoAuthorQueries(world.Store);
        films = new FilmQueries(world.Store);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Whoever_accepts_the_link_in_their_mail_finds_the_film_among_theirs()
    {
        var (ada, film) = await FilmAsync();
        var ben = await world.PersonAsync("Ben", "ben@example.test");

        Assert.Null((await service.InviteAsync(ada, film.Id, " Ben@Example.test ", CoAuthorRole.View, Site, default)).Refusal);
        var secret = await SecretAsync("ben@example.test");
        Assert.Null(await films.FindMineAsync(ben, film.Id, default));
        var accepted = await service.AcceptAsync(ben, secret, default);

        Assert.Equal(film.Id, accepted.Value);
        Assert.Equal(CoAuthorRole.View, (await films.FindMineAsync(ben, film.Id, default))!.Role);
        Assert.Equal(("Salt Index", "Ada Artist"), Assert.Single((await films.MineAsync(ben, default)).Select(card => (card.Title, card.Owner!))));
        Assert.Null(Assert.Single(await films.MineAsync(ada, default)).Owner);
    }

    [Fact]
    public async Task An_invitation_is_good_once_in_time_and_for_one_address()
    {
        var (ada, film) = await FilmAsync();
        var ben = await world.PersonAsync("Ben", "ben@example.test");
        var eve = await world.PersonAsync("Eve", "eve@example.test");
        await service.InviteAsync(ada, film.Id, "ben@example.test", CoAuthorRole.Own, Site, default);
        var secret = await SecretAsync("ben@example.test");

        Assert.Equal(CoAuthorRefusals.InvitationForOther, (await service.AcceptAsync(eve, secret, default)).Refusal);
        Assert.Equal(CoAuthorRefusals.InvitationInvalid, (await service.AcceptAsync(ben, "guess", default)).Refusal);
        Assert.Equal(CoAuthorRefusals.InvitationInvalid, (await service.AcceptAsync(ben, null, default)).Refusal);
        world.Clock.Advance(CoAuthor.Lifetime + TimeSpan.FromSeconds(1));
        Assert.Equal(CoAuthorRefusals.InvitationInvalid, (await service.AcceptAsync(ben, secret, default)).Refusal);

        Assert.Null((await service.InviteAsync(ada, film.Id, "ben@example.test", CoAuthorRole.Edit, Site, default)).Refusal);
        Assert.Equal(CoAuthorRefusals.InvitationInvalid, (await service.AcceptAsync(ben, secret, default)).Refusal);
        var renewed = await SecretAsync("ben@example.test");
        Assert.True((await service.AcceptAsync(ben, renewed, default)).Succeeded);
        Assert.Equal(CoAuthorRefusals.InvitationInvalid, (await service.AcceptAsync(ben, renewed, default)).Refusal);
        Assert.Equal(CoAuthorRefusals.AlreadyIn, (await service.InviteAsync(ada, film.Id, "ben@example.test", CoAuthorRole.Own, Site, default)).Refusal);
        Assert.Equal(CoAuthorRole.Edit, (await films.FindMineAsync(ben, film.Id, default))!.Role);
    }

    [Fact]
    public async Task A_stranger_is_not_written_to_without_end()
    {
        var (ada, film) = await FilmAsync();

        Assert.Null((await service.InviteAsync(ada, film.Id, "stranger@example.test", CoAuthorRole.View, Site, default)).Refusal);
        Assert.Equal(CoAuthorRefusals.SentJustNow, (await service.InviteAsync(ada, film.Id, "stranger@example.test", CoAuthorRole.View, Site, default)).Refusal);
        await service.RemoveAsync(ada, await IdOfAsync("stranger@example.test"), default);
        Assert.Equal(CoAuthorRefusals.SentJustNow, (await service.InviteAsync(ada, film.Id, "stranger@example.test", CoAuthorRole.View, Site, default)).Refusal);

        for (var index = 1; index < CoAuthor.MostInvitationsADay; index++)
        {
            var email = $"other{index}@example.test";
            Assert.Null((await service.InviteAsync(ada, film.Id, email, CoAuthorRole.View, Site, default)).Refusal);
            await service.RemoveAsync(ada, await IdOfAsync(email), default);
        }

        Assert.Equal(CoAuthorRefusals.TooManyToday, (await service.InviteAsync(ada, film.Id, "last@example.test", CoAuthorRole.View, Site, default)).Refusal);
    }

    [Fact]
    public async Task A_film_has_twenty_co_authors_at_most_and_addresses_are_addresses()
    {
        var (ada, film) = await FilmAsync();
        for (var index = 0; index < CoAuthor.MostPerFilm; index++) await service.InviteAsync(ada, film.Id, $"one{index}@example.test", CoAuthorRole.View, Site, default);

        Assert.Equal(CoAuthorRefusals.TooMany, (await service.InviteAsync(ada, film.Id, "more@example.test", CoAuthorRole.View, Site, default)).Refusal);
        Assert.Equal(CoAuthorRefusals.EmailInvalid, (await service.InviteAsync(ada, film.Id, "more@example.test\r\nBcc: all@example.test", CoAuthorRole.View, Site, default)).Refusal);
        Assert.Equal(CoAuthorRefusals.EmailInvalid, (await service.InviteAsync(ada, film.Id, null, CoAuthorRole.View, Site, default)).Refusal);
    }

    [Theory]
    [InlineData(CoAuthorRole.View)]
    [InlineData(CoAuthorRole.Edit)]
    public async Task Who_does_not_own_the_film_lets_nobody_in_and_gives_themselves_nothing(CoAuthorRole role)
    {
        var (ada, film) = await FilmAsync();
        var ben = await world.CoAuthorAsync(film, role);
        var cleo = await world.CoAuthorAsync(film, CoAuthorRole.View);
        var all = (await people.ListAsync(ada, film.Id, default))!.Others;
        var (benId, cleoId) = (all[0].Id, all[1].Id);

        Assert.Equal(Refusals.NotFound, (await service.InviteAsync(ben, film.Id, "friend@example.test", CoAuthorRole.View, Site, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.GiveAsync(ben, benId, CoAuthorRole.Own, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.RemoveAsync(ben, cleoId, default)).Refusal);
        Assert.All((await people.ListAsync(ben, film.Id, default))!.Others, person => Assert.Null(person.Email));
        Assert.NotNull(await films.FindMineAsync(cleo, film.Id, default));
    }

    [Fact]
    public async Task Who_was_removed_or_has_left_has_nothing_any_more()
    {
        var (ada, film) = await FilmAsync();
        var ben = await world.CoAuthorAsync(film, CoAuthorRole.Own);
        var cleo = await world.CoAuthorAsync(film, CoAuthorRole.Edit);
        var all = (await people.ListAsync(ada, film.Id, default))!.Others;

        Assert.Null((await service.RemoveAsync(ben, all[1].Id, default)).Refusal);
        Assert.Null((await service.RemoveAsync(ben, all[0].Id, default)).Refusal);

        foreach (var gone in new[] { ben, cleo })
        {
            Assert.Null(await films.FindMineAsync(gone, film.Id, default));
            Assert.Empty(await films.MineAsync(gone, default));
            Assert.Null(await people.ListAsync(gone, film.Id, default));
        }

        await using var db = world.Store.CreateDbContext();
        Assert.Equal(new[] { ben.UserId, cleo.UserId }.Order(), (await db.PlaybackRevocations.Select(revocation => revocation.ViewerId!.Value).ToListAsync()).Distinct().Order());
    }

    [Fact]
    public async Task Invitations_at_the_same_moment_do_not_pass_the_limit_together()
    {
        var (ada, film) = await FilmAsync();
        for (var index = 0; index < CoAuthor.MostPerFilm - 1; index++) await service.InviteAsync(ada, film.Id, $"one{index}@example.test", CoAuthorRole.View, Site, default);

        var asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(index => Task.Run(() => service.InviteAsync(ada, film.Id, $"last{index}@example.test", CoAuthorRole.View, Site, default))));

        Assert.Single(asked, answer => answer.Succeeded);
        Assert.All(asked.Where(answer => !answer.Succeeded), answer => Assert.Equal(CoAuthorRefusals.TooMany, answer.Refusal));
    }

    [Fact]
    public async Task Nobody_else_sees_who_works_on_a_film()
    {
        var (_, film) = await FilmAsync();
        var eve = await world.PersonAsync("Eve");

        Assert.Null(await people.ListAsync(eve, film.Id, default));
        Assert.Equal(Refusals.NotFound, (await service.InviteAsync(eve, film.Id, "eve@example.test", CoAuthorRole.Own, Site, default)).Refusal);
    }

    private async Task<(Actor Owner, Film Film)> FilmAsync()
    {
        var ada = await world.PersonAsync();
        return (ada, await world.FilmAsync(ada));
    }

    /// <summary>Out of the newest mail, as its reader finds it.</summary>
    private async Task<string> SecretAsync(string email)
    {
        await using var db = world.Store.CreateDbContext();
        var body = await db.OutboxMessages.Where(mail => mail.To == email).OrderByDescending(mail => mail.CreatedAt).Select(mail => mail.Body).FirstAsync();
        Assert.Contains("Ada Artist invites you to the film “Salt Index”", body, StringComparison.Ordinal);
        return body.Split("https://festival.example/account/film?secret=")[1].Split('\n')[0].Trim();
    }

    private async Task<Guid> IdOfAsync(string email)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.CoAuthors.Where(author => author.Email == email).Select(author => author.Id).SingleAsync();
    }
}
