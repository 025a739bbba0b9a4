using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging;
using Showcase.Web.Features.Judging.Blind;

namespace Showcase.Web.Tests.Features.Judging.Blind;

/// <summary>What jurors read of a film, in blind rounds and in open ones, and what organisers do for it.</summary>
public sealed class BlindDeskTests : IAsyncLifetime, IDisposable
{
    private static readonly TextKey Statement = new(JurorText.Statement);

    private Jury jury = default!;
    private BlindService service = default!;
    private BlindQueries queries = default!;
    private Guid mine;
    private Submission entry = default!;

    public async Task InitializeAsync()
    {
        jury = await Jury.SitAsync();
        service = new BlindService(jury.World.Store, jury.Access, jury.Feed, jury.World.Clock, NullLogger<BlindService>.Instance);
        queries = new BlindQueries(jury.World.Store);
        (mine, _, entry) = await jury.GivenAsync("Salt Index, by Ada Artist");
        await WriteAsync("Ada Artist made this in Brno.");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => jury.Dispose();

    [Fact]
    public async Task Jurors_read_the_mask_then_the_approved_copy_and_the_mask_again_once_the_artist_changed_the_text()
    {
        Assert.Equal("█████ made this in Brno.", (await BallotAsync()).Statement);

        await ApproveAsync("They made this in a town.");
        Assert.Equal("They made this in a town.", (await BallotAsync()).Statement);

        await WriteAsync("I am Ada Artist, of Brno.");
        Assert.Equal("I am █████, of Brno.", (await BallotAsync()).Statement);
        Assert.Equal((CopyState.Stale, "They made this in a town."), ((await TextAsync()).State, (await TextAsync()).Earlier));
    }

    [Fact]
    public async Task A_co_author_who_comes_later_makes_the_copies_that_name_them_stale()
    {
        await WriteAsync("Made with Cora Clay.");
        await ApproveAsync("Made with Cora Clay.");
        var cora = await jury.World.PersonAsync("Cora Clay");

        await jury.World.LetInAsync(entry.FilmId, cora, CoAuthorRole.View);

        Assert.Equal("Made with █████.", (await BallotAsync()).Statement);
        Assert.Equal(CopyState.Stale, (await TextAsync()).State);
    }

    [Fact]
    public async Task Titles_are_covered_on_the_desk_too_and_not_for_organisers()
    {
        var shown = Assert.Single(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).Title;

        Assert.Equal(("Salt Index, by █████", "Salt Index, by █████"), (shown, (await BallotAsync()).Title));
        Assert.Equal("Salt Index, by Ada Artist", (await queries.EntryAsync(jury.Organiser, jury.Edition.Id, entry.Id, default))!.Title);
    }

    [Fact]
    public async Task An_open_round_shows_who_made_the_film_and_a_blind_one_nobody()
    {
        Assert.Empty((await BallotAsync()).MadeBy);

        Assert.True((await jury.Rounds.ChangeAsync(jury.Organiser, jury.Round.Id, await RoundVersionAsync(), new RoundDetails("Open", jury.Round.OpensAt, jury.Round.ClosesAt) { IsBlind = false }, default)).Succeeded);

        var ballot = await BallotAsync();
        Assert.Equal([new Credit("Director", "Ada Artist")], ballot.MadeBy);
        Assert.Equal("Ada Artist made this in Brno.", ballot.Statement);
    }

    [Fact]
    public async Task A_copy_that_names_somebody_is_refused_unless_that_is_meant_and_all_are_approved_or_none()
    {
        var texts = (await queries.EntryAsync(jury.Organiser, jury.Edition.Id, entry.Id, default))!.Texts;
        CopyToApprove[] copies = [.. texts.Select(text => new CopyToApprove(text.Key, text.Fingerprint, text.Key == Statement ? "By Ada Artist" : text.Copy))];

        var refused = await service.ApproveAsync(jury.Organiser, entry.Id, copies, isMeant: false, default);

        Assert.Equal(BlindRefusals.NamesLeft("Ada Artist"), refused.Refusal);
        Assert.All((await queries.EntryAsync(jury.Organiser, jury.Edition.Id, entry.Id, default))!.Texts, text => Assert.Equal(CopyState.New, text.State));
        Assert.True((await service.ApproveAsync(jury.Organiser, entry.Id, copies, isMeant: true, default)).Succeeded);
        Assert.Equal("By Ada Artist", (await BallotAsync()).Statement);
    }

    [Fact]
    public async Task What_changed_while_an_organiser_looked_is_not_approved_unseen()
    {
        var seen = await TextAsync();
        await WriteAsync("Ada Artist made this, with Cy.");

        var refused = await service.ApproveAsync(jury.Organiser, entry.Id, [new CopyToApprove(Statement, seen.Fingerprint, seen.Copy)], isMeant: false, default);

        Assert.Equal(BlindRefusals.OriginalChanged, refused.Refusal);
        Assert.Equal("█████ made this, with Cy.", (await BallotAsync()).Statement);
    }

    [Fact]
    public async Task What_an_organiser_types_is_kept_and_shown_to_no_juror()
    {
        Assert.True((await service.KeepAsync(jury.Organiser, entry.Id, Statement, "Half a sen", default)).Succeeded);

        Assert.Equal("Half a sen", (await TextAsync()).Copy);
        Assert.Equal("█████ made this in Brno.", (await BallotAsync()).Statement);
        Assert.Equal(Refusals.NotFound, (await service.KeepAsync(jury.Organiser, entry.Id, new TextKey(JurorText.Answer, Guid.CreateVersion7()), "x", default)).Refusal);
    }

    [Fact]
    public async Task An_organisers_words_are_covered_in_all_texts_at_once()
    {
        Assert.True((await service.ChangeWordsAsync(jury.Organiser, entry.Id, "Brno", null, default)).Succeeded);

        Assert.Equal("█████ made this in █████.", (await BallotAsync()).Statement);
        Assert.Equal("Common.TooLong", (await service.ChangeWordsAsync(jury.Organiser, entry.Id, new string('x', 1_000_000), null, default)).Refusal?.Code);
    }

    [Fact]
    public async Task The_queue_holds_what_is_not_approved_and_what_changed_since()
    {
        Assert.Equal((1, 1, null), Counts(await QueueAsync(all: false)));

        await ApproveAllAsync();
        Assert.Equal((0, 0, null), Counts(await QueueAsync(all: false)));
        Assert.True(Assert.Single((await QueueAsync(all: true)).Rows).IsApproved);

        await WriteAsync("Something new.");
        Assert.Equal((1, 1, new CopyCounts(3, 2, 1)), Counts(await QueueAsync(all: false)));

        static (int Total, int Waiting, CopyCounts? First) Counts(BlindQueue queue) => (queue.Total, queue.Waiting, queue.Rows.Count == 0 ? null : queue.Rows[0].Counts);
    }

    [Fact]
    public async Task Jurors_and_organisers_of_other_editions_read_and_change_nothing_of_it()
    {
        var other = await jury.World.EditionAsync("other");
        var stranger = await jury.World.MemberAsync(other, EditionRole.Organiser);
        var seen = await TextAsync();

        foreach (var actor in new[] { jury.Juror, stranger, jury.Artist })
        {
            Assert.Null(await queries.EntryAsync(actor, jury.Edition.Id, entry.Id, default));
            Assert.Equal(0, (await queries.QueueAsync(actor, jury.Edition.Id, all: true, page: 0, default)).All);
            Assert.Equal(Refusals.NotFound, (await service.ApproveAsync(actor, entry.Id, [new CopyToApprove(Statement, seen.Fingerprint, "Mine")], isMeant: true, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await service.KeepAsync(actor, entry.Id, Statement, "Mine", default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await service.ChangeWordsAsync(actor, entry.Id, "Mine", null, default)).Refusal);
        }
    }

    private async Task<Ballot> BallotAsync() => (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!;

    private async Task<BlindText> TextAsync() => (await queries.EntryAsync(jury.Organiser, jury.Edition.Id, entry.Id, default))!.Texts.Single(text => text.Key == Statement);

    private Task<BlindQueue> QueueAsync(bool all) => queries.QueueAsync(jury.Organiser, jury.Edition.Id, all, page: 0, default);

    private async Task ApproveAsync(string copy)
    {
        var approved = await service.ApproveAsync(jury.Organiser, entry.Id, [new CopyToApprove(Statement, (await TextAsync()).Fingerprint, copy)], isMeant: false, default);
        Assert.True(approved.Succeeded, approved.Refusal?.ToString());
    }

    private async Task ApproveAllAsync()
    {
        var texts = (await queries.EntryAsync(jury.Organiser, jury.Edition.Id, entry.Id, default))!.Texts;
        Assert.True((await service.ApproveAsync(jury.Organiser, entry.Id, [.. texts.Select(text => new CopyToApprove(text.Key, text.Fingerprint, text.Copy))], isMeant: false, default)).Succeeded);
    }

    private async Task WriteAsync(string statement)
    {
        await using var db = jury.World.Store.CreateDbContext();
        var film = await db.Films.SingleAsync(row => row.Id == entry.FilmId);
        var details = film.ToDetails();
        Assert.True(film.Change(details with { Profile = details.Profile with { Statement = statement } }, jury.World.Now).Succeeded);
        await db.SaveChangesAsync();
    }

    private async Task<Guid> RoundVersionAsync()
    {
        await using var db = jury.World.Store.CreateDbContext();
        return await db.JudgingRounds.Where(round => round.Id == jury.Round.Id).Select(round => round.Version).SingleAsync();
    }
}
