using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Features.Judging;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Films.CoAuthors;

/// <summary>What each role may do with a film and its entries, asked of the services that every page asks.</summary>
public sealed class CoAuthorRightsTests : IDisposable
{
    private readonly World world = new();
    private readonly FilmService films;
    private readonly FilmQueries filmQueries;
    private readonly SubmissionService entries;
    private readonly SubmissionQueries entryQueries;

    public CoAuthorRightsTests()
    {
        films = new FilmService(world.Store, world.Clock, new ChangeFeed(), NullLogger<FilmService>.Instance);
        filmQueries = new FilmQueries(world.Store);
        entries = new SubmissionService(world.Store, new SubmissionMails(TestTexts.Make()), world.Clock, new ChangeFeed(), world.Revocations, NullLogger<SubmissionService>.Instance);
        entryQueries = new SubmissionQueries(world.Store, world.Clock);
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(CoAuthorRole.View, false, false)]
    [InlineData(CoAuthorRole.Edit, true, false)]
    [InlineData(CoAuthorRole.Own, true, true)]
    public async Task Each_role_does_what_it_says_and_no_more(CoAuthorRole role, bool mayWrite, bool mayDecide)
    {
        var ada = await world.PersonAsync();
        var film = await world.FilmAsync(ada);
        var ben = await world.CoAuthorAsync(film, role);
        var call = await world.OpenCallAsync(await world.EditionAsync());
        var draft = (await entries.DraftAsync(ada, call.Categories[0].Id, film.Id, default)).Value;

        var record = (await filmQueries.FindMineAsync(ben, film.Id, default))!;
        var changed = await films.ChangeAsync(ben, film.Id, record.Version, record.Details with { Title = "Sugar Index" }, default);
        Assert.Equal(mayWrite, changed.Succeeded);

        var entry = (await entryQueries.FindMineAsync(ben, draft, default))!;
        Assert.Equal(role, entry.Role);
        var written = await entries.WriteCoverLetterAsync(ben, draft, entry.Version, "From both of us", default);
        Assert.Equal(mayWrite, written.Succeeded);

        var now = (await entryQueries.FindMineAsync(ada, draft, default))!;
        Assert.Equal((mayWrite ? "Sugar Index" : "Salt Index", mayWrite ? "From both of us" : ""), (now.Film, now.CoverLetter));
        Assert.Equal(mayDecide, (await entries.SubmitAsync(ben, draft, now.Version, now.Terms.Fees.DueAt(world.Now), default)).Succeeded);

        now = (await entryQueries.FindMineAsync(ada, draft, default))!;
        Assert.Equal(mayDecide ? SubmissionState.Submitted : SubmissionState.Draft, now.State);
        Assert.Equal(mayDecide, (await entries.WithdrawAsync(ben, draft, now.Version, default)).Succeeded);
        if (!mayDecide) Assert.Equal(Refusals.NotFound, (await entries.DiscardAsync(ben, draft, default)).Refusal);
        if (!mayDecide) Assert.Equal(Refusals.NotFound, (await films.DeleteAsync(ben, film.Id, default)).Refusal);
    }

    [Fact]
    public async Task What_a_co_author_sends_in_is_the_owners_and_counts_against_the_owners_limit()
    {
        var ada = await world.PersonAsync();
        var (first, second) = (await world.FilmAsync(ada), await world.FilmAsync(ada, "Sugar Index"));
        var ben = await world.CoAuthorAsync(first, CoAuthorRole.Own);
        await world.LetInAsync(second.Id, ben, CoAuthorRole.Own);
        var call = await OneEachAsync();

        var draft = (await entries.DraftAsync(ben, call.Categories[0].Id, first.Id, default)).Value;
        var sent = await SendAsync(ben, draft);
        var other = (await entries.DraftAsync(ada, call.Categories[0].Id, second.Id, default)).Value;
        var tooMany = await SendAsync(ben, other);

        Assert.Null(sent.Refusal);
        Assert.Equal(new Refusal("Submissions.CallLimitReached", 1), tooMany.Refusal);
        await using var db = world.Store.CreateDbContext();
        var entry = await db.Submissions.SingleAsync(s => s.Id == draft);
        Assert.Equal((ada.UserId, ben.UserId), (entry.ArtistId, entry.History[^1].By));
        var mail = await db.OutboxMessages.SingleAsync();
        Assert.Equal(await db.Users.Where(user => user.Id == ada.UserId).Select(user => user.Email).SingleAsync(), mail.To);
        Assert.Equal(EntryHand.Artist, (await entryQueries.FindMineAsync(ada, draft, default))!.History[^1].By);
        Assert.Equal(EntryHand.Reader, (await entryQueries.FindMineAsync(ben, draft, default))!.History[^1].By);
    }

    [Fact]
    public async Task A_juror_who_works_on_a_film_is_not_given_it_and_cannot_score_it()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, submission) = await jury.GivenAsync();
        await jury.World.LetInAsync(submission.FilmId, jury.Juror, CoAuthorRole.View);
        var another = await jury.SentInAsync("Sugar Index");
        await jury.World.LetInAsync(another.FilmId, jury.Juror, CoAuthorRole.View);

        Assert.Empty(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default));
        Assert.Single(await jury.Desk.DeskAsync(jury.Other, jury.Edition.Id, default));
        Assert.Equal(JudgingRefusals.OwnFilm, (await jury.Scoring.ScoreAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(10, 10), default)).Refusal);
        Assert.Equal(JudgingRefusals.OwnFilm, (await jury.Assignments.AssignAsync(jury.Organiser, jury.Round.Id, [another.Id], [jury.Juror.UserId], default)).Refusal);
    }

    private async Task<Call> OneEachAsync()
    {
        var edition = await world.EditionAsync();
        var call = Call.Create(edition.Id, "Call for entries", "").Value;
        Assert.True(call.ChangeRules(new CallRules("EUR", TimeSpan.Zero, MostPerPerson: 1)).Succeeded);
        _ = call.AddCategory(new CategoryDetails("Shorts", "", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), world.Now.AddDays(30)));
        _ = call.Open(world.Now);
        await world.SaveAsync(call);
        return call;
    }

    private async Task<Result> SendAsync(Actor actor, Guid draft)
    {
        var entry = (await entryQueries.FindMineAsync(actor, draft, default))!;
        return await entries.SubmitAsync(actor, draft, entry.Version, entry.Terms.Fees.DueAt(world.Now), default);
    }
}
