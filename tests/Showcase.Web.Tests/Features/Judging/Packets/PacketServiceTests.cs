using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Judging.Reviews;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Packets;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Judging.Packets;

public sealed class PacketServiceTests
{
    private const string Praise = "The quiet middle is the strongest part.";

    [Fact]
    public async Task Approved_comments_go_along_with_the_letter_and_stand_on_the_entry()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise);
        await ApproveAsync(jury, film, Praise);
        await jury.StageAsync(film, DecisionOutcome.Declined);

        await jury.ApplyAsync(LetterHold.Usual);
        Assert.Null(await jury.PacketsRead.ReadMineAsync(jury.Artist, film.Id, default));

        jury.World.Clock.Advance(TimeSpan.FromMinutes(30));
        await jury.Batches.ReleaseDueAsync(default);

        Assert.Equal(Praise, await jury.PacketsRead.ReadMineAsync(jury.Artist, film.Id, default));
        Assert.Null(await jury.PacketsRead.ReadMineAsync(jury.Juror, film.Id, default));
        await using var db = jury.World.Store.CreateDbContext();
        var letter = await db.OutboxMessages.SingleAsync();
        Assert.Contains($"You asked for the jury’s comments. This is what jurors wrote for you:\n\n{Praise}\n\n-- ", letter.Text, StringComparison.Ordinal);
        Assert.Equal(LetterRefusals.PacketSent, (await jury.Packets.TakeBackAsync(jury.Organiser, film.Id, default)).Refusal);
    }

    [Fact]
    public async Task Words_that_were_marked_as_inappropriate_go_along_with_nothing_even_where_they_had_been_approved()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise);
        await ApproveAsync(jury, film, Praise);
        await using (var read = jury.World.Store.CreateDbContext())
        {
            var card = await read.Scorecards.Where(card => card.ToArtist == Praise).Select(card => card.Id).SingleAsync();
            Assert.True((await jury.ReviewMarks.MarkAsync(jury.Organiser, card, ReviewQuality.Inappropriate, default)).Succeeded);
        }

        await jury.StageAsync(film, DecisionOutcome.Declined);
        await jury.ApplyAsync(LetterHold.AtOnce);

        Assert.Null(await jury.PacketsRead.ReadMineAsync(jury.Artist, film.Id, default));
        await using var db = jury.World.Store.CreateDbContext();
        Assert.DoesNotContain(Praise, (await db.OutboxMessages.SingleAsync()).Text, StringComparison.Ordinal);
        Assert.Empty((await jury.PacketsRead.FindAsync(jury.Organiser, jury.Edition.Id, film.Id, default))!.Comments);
    }

    [Fact]
    public async Task Nothing_goes_that_nobody_approved()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise);
        await jury.StageAsync(film, DecisionOutcome.Declined);
        var letter = Assert.Single((await jury.Letters.ReviewAsync(jury.Organiser, jury.Edition.Id, new(null, default, null), 0, default)).Page.Rows);
        Assert.True(letter.Warnings.HasFlag(Web.Features.Judging.Letters.LetterWarnings.CommentsWait));

        await jury.ApplyAsync(LetterHold.AtOnce);

        Assert.Null(await jury.PacketsRead.ReadMineAsync(jury.Artist, film.Id, default));
        await using var db = jury.World.Store.CreateDbContext();
        Assert.DoesNotContain(Praise, (await db.OutboxMessages.SingleAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_that_are_approved_after_the_letter_follow_in_a_mail_of_their_own()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise);
        await jury.StageAsync(film, DecisionOutcome.Declined);
        await jury.ApplyAsync(LetterHold.AtOnce);

        await ApproveAsync(jury, film, Praise);

        Assert.Equal(Praise, await jury.PacketsRead.ReadMineAsync(jury.Artist, film.Id, default));
        await using var db = jury.World.Store.CreateDbContext();
        var mail = await db.OutboxMessages.SingleAsync(mail => mail.DecisionBatchId == null);
        Assert.Equal(OutboxState.Pending, mail.State);
        Assert.Contains(Praise, mail.Body, StringComparison.Ordinal);
        Assert.Equal(1, await db.InAppNotices.CountAsync(notice => notice.Topic == NoticeTopic.CommentsCame));
        Assert.Equal(LetterRefusals.PacketSent, (await jury.Packets.ApproveAsync(jury.Organiser, film.Id, await FingerprintAsync(jury, film), "Something else", false, default)).Refusal);
    }

    [Fact]
    public async Task Nobody_is_sent_comments_who_did_not_ask_and_nobody_asks_where_none_are_offered()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise, wish: false);

        Assert.Equal(LetterRefusals.NotAsked, (await jury.Packets.ApproveAsync(jury.Organiser, film.Id, "", Praise, false, default)).Refusal);
        Assert.Null(await jury.PacketsRead.FindAsync(jury.Organiser, jury.Edition.Id, film.Id, default));
        await jury.Packets.OfferAsync(jury.Organiser, jury.Edition.Id, false, default);
        Assert.Null(await jury.PacketsRead.WishAsync(jury.Artist, film.Id, default));
        Assert.Equal(LetterRefusals.NotOffered, (await jury.Packets.WishAsync(jury.Artist, film.Id, true, default)).Refusal);
    }

    [Fact]
    public async Task What_an_artist_takes_back_while_the_letter_waits_does_not_go()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise);
        await ApproveAsync(jury, film, Praise);
        await jury.StageAsync(film, DecisionOutcome.Declined);
        var batch = (await jury.ApplyAsync(LetterHold.Usual)).BatchId!.Value;

        Assert.True((await jury.Packets.WishAsync(jury.Artist, film.Id, false, default)).Succeeded);
        await jury.Batches.ReleaseAsync(jury.Organiser, batch, default);

        Assert.Null(await jury.PacketsRead.ReadMineAsync(jury.Artist, film.Id, default));
        await using var db = jury.World.Store.CreateDbContext();
        Assert.DoesNotContain(Praise, (await db.OutboxMessages.SingleAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wish_can_be_changed_by_the_artists_side_until_there_is_a_decision()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise, wish: false);
        var (editor, viewer) = (await jury.World.PersonAsync("Editor"), await jury.World.PersonAsync("Viewer"));
        await jury.World.LetInAsync(film.FilmId, editor, CoAuthorRole.Edit);
        await jury.World.LetInAsync(film.FilmId, viewer, CoAuthorRole.View);

        Assert.Equal(new MyWish(false, true), await jury.PacketsRead.WishAsync(jury.Artist, film.Id, default));
        Assert.True((await jury.Packets.WishAsync(editor, film.Id, true, default)).Succeeded);
        Assert.True((await jury.Packets.WishAsync(editor, film.Id, true, default)).Succeeded);
        Assert.Equal(new MyWish(true, false), await jury.PacketsRead.WishAsync(viewer, film.Id, default));
        Assert.Equal(Refusals.NotFound, (await jury.Packets.WishAsync(viewer, film.Id, false, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.Packets.WishAsync(jury.Juror, film.Id, false, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.Packets.WishAsync(jury.Organiser, film.Id, true, default)).Refusal);

        await jury.StageAsync(film, DecisionOutcome.Declined);
        await jury.ApplyAsync(LetterHold.AtOnce);
        Assert.Equal(LetterRefusals.WishTooLate, (await jury.Packets.WishAsync(jury.Artist, film.Id, false, default)).Refusal);
    }

    [Fact]
    public async Task Jurors_names_are_covered_and_a_packet_with_one_is_not_approved()
    {
        using var jury = await Jury.SitAsync();
        var claire = await NamedJurorAsync(jury, "Claire Fontaine");
        var film = await CommentedAsync(jury, "I, Claire Fontaine, and FONTAINE Claire too, loved it. Write to claire@jury.test. Fontaine out.");

        var packet = await jury.PacketsRead.FindAsync(jury.Organiser, jury.Edition.Id, film.Id, default);

        Assert.DoesNotContain("Fontaine", packet!.Suggestion, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@", packet.Suggestion, StringComparison.Ordinal);
        Assert.Equal(LetterRefusals.PacketNamesJuror, (await jury.Packets.ApproveAsync(jury.Organiser, film.Id, packet.Fingerprint, "So says Claïre Fontaine.", isMeant: true, default)).Refusal);
        Assert.Equal(BlindRefusals.NamesLeftCode, (await jury.Packets.ApproveAsync(jury.Organiser, film.Id, packet.Fingerprint, "So says Fontaine.", isMeant: false, default)).Refusal?.Code);
        Assert.Equal("Common.Required", (await jury.Packets.ApproveAsync(jury.Organiser, film.Id, packet.Fingerprint, "  ", isMeant: false, default)).Refusal?.Code);
        Assert.Equal("Common.TooLong", (await jury.Packets.ApproveAsync(jury.Organiser, film.Id, packet.Fingerprint, new string('x', CommentPacket.Length + 1), isMeant: false, default)).Refusal?.Code);
        Assert.True((await jury.Packets.ApproveAsync(jury.Organiser, film.Id, packet.Fingerprint, packet.Suggestion, isMeant: false, default)).Succeeded);
        Assert.NotEqual(Guid.Empty, claire.UserId);
    }

    [Fact]
    public async Task A_comment_that_changed_since_is_read_again_before_anything_goes()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise);
        var before = await FingerprintAsync(jury, film);
        await ApproveAsync(jury, film, Praise);
        await SayAsync(jury, film, "On second thought, less so.");

        Assert.Equal(PacketState.Stale, (await jury.PacketsRead.FindAsync(jury.Organiser, jury.Edition.Id, film.Id, default))!.State);
        Assert.Equal(LetterRefusals.PacketSourcesChanged, (await jury.Packets.ApproveAsync(jury.Organiser, film.Id, before, Praise, false, default)).Refusal);
        await jury.StageAsync(film, DecisionOutcome.Declined);
        await jury.ApplyAsync(LetterHold.AtOnce);

        Assert.Null(await jury.PacketsRead.ReadMineAsync(jury.Artist, film.Id, default));
    }

    [Fact]
    public async Task A_packet_of_a_selected_film_goes_nowhere()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise);
        await ApproveAsync(jury, film, Praise);
        await jury.StageAsync(film, DecisionOutcome.Selected);
        await jury.ApplyAsync(LetterHold.AtOnce);

        Assert.Null(await jury.PacketsRead.ReadMineAsync(jury.Artist, film.Id, default));
        await using var db = jury.World.Store.CreateDbContext();
        Assert.DoesNotContain(Praise, (await db.OutboxMessages.SingleAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undone_decision_leaves_the_approval_and_sends_nothing()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise);
        await ApproveAsync(jury, film, Praise);
        await jury.StageAsync(film, DecisionOutcome.Declined);
        var batch = (await jury.ApplyAsync(LetterHold.Usual)).BatchId!.Value;

        await jury.Batches.UndoAsync(jury.Organiser, batch, default);

        Assert.Equal(PacketState.Approved, (await jury.PacketsRead.FindAsync(jury.Organiser, jury.Edition.Id, film.Id, default))!.State);
        Assert.Null(await jury.PacketsRead.ReadMineAsync(jury.Artist, film.Id, default));
    }

    [Fact]
    public async Task Only_organisers_without_a_conflict_read_and_approve()
    {
        using var jury = await Jury.SitAsync();
        var film = await CommentedAsync(jury, Praise);
        var fingerprint = await FingerprintAsync(jury, film);
        var other = await jury.World.MemberAsync(jury.Edition, EditionRole.Organiser);
        await jury.Conflicts.DeclareAsync(other, jury.Edition.Id, film.Id, null, default);

        Assert.Equal(JudgingRefusals.CaseClosed, (await jury.Packets.ApproveAsync(other, film.Id, fingerprint, Praise, false, default)).Refusal);
        Assert.Equal(JudgingRefusals.CaseClosed, (await jury.Packets.TakeBackAsync(other, film.Id, default)).Refusal);
        Assert.Empty((await jury.PacketsRead.ListAsync(other, jury.Edition.Id, true, 0, default)).Page.Rows);
        foreach (var who in new[] { other, jury.Juror, jury.Artist }) Assert.Null(await jury.PacketsRead.FindAsync(who, jury.Edition.Id, film.Id, default));
        foreach (var who in new[] { jury.Juror, jury.Artist })
        {
            Assert.Equal(Refusals.NotFound, (await jury.Packets.ApproveAsync(who, film.Id, fingerprint, Praise, false, default)).Refusal);
            Assert.Equal(Refusals.Forbidden, (await jury.Packets.OfferAsync(who, jury.Edition.Id, false, default)).Refusal);
        }

        Assert.Equal((1, PacketState.New), (await jury.PacketsRead.ListAsync(jury.Organiser, jury.Edition.Id, false, 0, default)) is { } list ? (list.Waiting, list.Page.Rows[0].State) : default);
    }

    /// <summary>A film on which the first juror's handed-in card has words for the artist, and whose artist asked for them.</summary>
    private static async Task<Submission> CommentedAsync(Jury jury, string words, bool wish = true)
    {
        await jury.Packets.OfferAsync(jury.Organiser, jury.Edition.Id, true, default);
        var (mine, _, film) = await jury.GivenAsync();
        await jury.ScoreAsync(jury.Juror, mine, 6, 6);
        await SayAsync(jury, film, words);
        if (wish) Assert.True((await jury.Packets.WishAsync(jury.Artist, film.Id, true, default)).Succeeded);
        return film;
    }

    private static async Task SayAsync(Jury jury, Submission film, string words)
    {
        await using var db = jury.World.Store.CreateDbContext();
        var mine = await db.Assignments.Where(a => a.SubmissionId == film.Id && a.JurorId == jury.Juror.UserId).Select(a => a.Id).SingleAsync();
        var scored = await jury.Scoring.ScoreAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(6, 6) with { ToArtist = words }, default);
        Assert.True(scored.Succeeded, scored.Refusal?.ToString());
    }

    private static async Task<Actor> NamedJurorAsync(Jury jury, string name)
    {
        var person = await jury.World.PersonAsync(name);
        await jury.World.SaveAsync(new EditionMember(jury.Edition.Id, person.UserId, EditionRole.Juror));
        return person;
    }

    private static async Task<string> FingerprintAsync(Jury jury, Submission film) => (await jury.PacketsRead.FindAsync(jury.Organiser, jury.Edition.Id, film.Id, default))!.Fingerprint;

    private static async Task ApproveAsync(Jury jury, Submission film, string text)
    {
        var approved = await jury.Packets.ApproveAsync(jury.Organiser, film.Id, await FingerprintAsync(jury, film), text, false, default);
        Assert.True(approved.Succeeded, approved.Refusal?.ToString());
    }
}
