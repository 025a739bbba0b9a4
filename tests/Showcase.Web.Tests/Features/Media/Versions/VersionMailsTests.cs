using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Media.Versions;

/// <summary>Who is told that a film which was sent in has another file, and in which words.</summary>
public sealed class VersionMailsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Jurors_have_a_notice_and_those_who_scored_a_mail_under_the_title_that_they_know(bool isBlind)
    {
        using var film = await Replacing.BeginAsync();
        var round = await RoundAsync(film, isBlind);
        var (scored, given) = (await JurorAsync(film, round, isScored: true), await JurorAsync(film, round));
        await JurorAsync(film, round, isConflicted: true);
        var title = isBlind ? "By █████" : "By Ada Lovelace";
        await RenameAsync(film, "By Ada Lovelace");
        var asset = await film.ReplaceAsync();

        await film.PlayAsync(asset);

        var notices = await NoticesAsync(film, NoticeTopic.JudgedFilmReplaced);
        Assert.Equal([(scored.Actor.UserId, title, Desk(scored)), (given.Actor.UserId, title, Desk(given))], notices.Select(notice => (notice.UserId, notice.About, notice.Link)).OrderBy(row => row.UserId != scored.Actor.UserId));
        await using var db = film.World.Store.CreateDbContext();
        var mail = await db.OutboxMessages.AsNoTracking().SingleAsync(message => message.Subject.StartsWith("New file"));
        Assert.Equal(($"New file of a film that you scored: {title}, Berlin Shorts 2026", (Guid?)null), (mail.Subject, mail.SubmissionId));
        Assert.Contains($"https://festival.test{Desk(scored)}", mail.Body, StringComparison.Ordinal);
        Assert.Equal(!isBlind, mail.Body.Contains("Ada Lovelace", StringComparison.Ordinal));

        string Desk((Actor Actor, Guid Assignment) juror) => $"/workspace/{film.Edition.Slug}/desk/{juror.Assignment}";
    }

    [Fact]
    public async Task A_round_that_is_over_is_left_in_peace()
    {
        using var film = await Replacing.BeginAsync();
        await JurorAsync(film, await RoundAsync(film, isBlind: true), isScored: true);
        var asset = await film.ReplaceAsync();
        film.World.Clock.Advance(TimeSpan.FromDays(14));

        await film.PlayAsync(asset);

        Assert.Empty(await NoticesAsync(film, NoticeTopic.JudgedFilmReplaced));
    }

    [Fact]
    public async Task The_films_other_people_have_a_notice_and_who_sent_the_file_has_none()
    {
        using var film = await Replacing.BeginAsync();
        var viewer = await film.World.CoAuthorAsync(film.Film, CoAuthorRole.View);
        var owner = await film.World.CoAuthorAsync(film.Film, CoAuthorRole.Own);
        var asset = await film.ReplaceAsync();

        await film.PlayAsync(asset);

        var link = $"/workspace/films/{film.Film.Id}";
        Assert.Equal(new[] { viewer.UserId, owner.UserId }.Order(), (await NoticesAsync(film, NoticeTopic.FilmReplaced)).Where(notice => notice.Link == link).Select(notice => notice.UserId).Order());
    }

    [Fact]
    public async Task A_rule_that_is_found_broken_after_sending_in_is_told_to_the_artists_side_once_for_a_file()
    {
        using var film = await Replacing.BeginAsync();
        var editor = await film.World.CoAuthorAsync(film.Film, CoAuthorRole.Edit);
        await film.World.CoAuthorAsync(film.Film, CoAuthorRole.View);
        var rules = new EntryRules(film.Call.Id);
        _ = rules.Add(new RuleDetails(new LeastFrame(3840, 2160), "Four thousand lines of light.", []));
        await film.World.SaveAsync(rules);

        Assert.Equal(2, await NotifyAsync(film));
        Assert.Equal(0, await NotifyAsync(film));

        var link = $"/workspace/submissions/{film.Entry.Id}";
        Assert.Equal(
            new[] { (film.Artist.UserId, link), (editor.UserId, link) }.Order(), (await NoticesAsync(film, NoticeTopic.RuleBroken)).Select(notice => (notice.UserId, notice.Link)).Order());
    }

    [Fact]
    public async Task A_file_that_meets_the_rules_and_one_that_is_not_the_films_are_no_news()
    {
        using var film = await Replacing.BeginAsync();
        var rules = new EntryRules(film.Call.Id);
        _ = rules.Add(new RuleDetails(new LeastFrame(1280, 720), null, []));
        await film.World.SaveAsync(rules);

        Assert.Equal(0, await NotifyAsync(film));
        await using var db = film.World.Store.CreateDbContext();
        Assert.Empty(await db.NotifyBrokenRulesAsync(film.Film.Id, Guid.CreateVersion7(), film.World.Now));
    }

    private static async Task<int> NotifyAsync(Replacing film)
    {
        await using var db = film.World.Store.CreateDbContext();
        var told = await db.NotifyBrokenRulesAsync(film.Film.Id, film.First, film.World.Now);
        await db.SaveChangesAsync();
        return told.Count;
    }

    private static async Task<List<InAppNotice>> NoticesAsync(Replacing film, NoticeTopic topic)
    {
        await using var db = film.World.Store.CreateDbContext();
        return await db.InAppNotices.AsNoTracking().Where(notice => notice.Topic == topic).ToListAsync();
    }

    private static async Task RenameAsync(Replacing film, string title)
    {
        await using var db = film.World.Store.CreateDbContext();
        await db.Films.Where(f => f.Id == film.Film.Id).ExecuteUpdateAsync(f => f.SetProperty(x => x.Title, title));
        await db.Users.Where(user => user.Id == film.Artist.UserId).ExecuteUpdateAsync(user => user.SetProperty(u => u.DisplayName, "Ada Lovelace"));
    }

    private static async Task<JudgingRound> RoundAsync(Replacing film, bool isBlind)
    {
        var round = JudgingRound.Create(film.Edition.Id, new RoundDetails("First round", film.World.Now.AddDays(-1), film.World.Now.AddDays(13)) { IsBlind = isBlind }).Value;
        _ = round.AddCriterion(new CriterionDetails("Vision", null, 1));
        await film.World.SaveAsync(round);
        await using var db = film.World.Store.CreateDbContext();
        var entry = await db.Submissions.SingleAsync(s => s.Id == film.Entry.Id);
        Assert.True(entry.Move(SubmissionState.InReview, film.World.Now, film.Artist.UserId).Succeeded);
        await db.SaveChangesAsync();
        return round;
    }

    private static async Task<(Actor Actor, Guid Assignment)> JurorAsync(Replacing film, JudgingRound round, bool isScored = false, bool isConflicted = false)
    {
        var juror = await film.World.MemberAsync(film.Edition, EditionRole.Juror);
        await using var db = film.World.Store.CreateDbContext();
        var kept = await db.JudgingRounds.Include(r => r.Panel).Include(r => r.Criteria).SingleAsync(r => r.Id == round.Id);
        Assert.True(kept.AddJuror(juror.UserId).Succeeded);
        var entry = await db.Submissions.SingleAsync(s => s.Id == film.Entry.Id);
        var assignment = Assignment.Create(kept, entry, film.Film, [], juror.UserId, film.World.Now).Value;
        var card = Scorecard.For(assignment);
        if (isScored) Assert.True(card.Score(new ScorecardEntry([new Mark(kept.Criteria[0].Id, 7)], "", ""), kept, film.World.Now).Succeeded);
        db.AddRange(assignment, card);
        if (isConflicted)
        {
            var conflict = JurorConflict.Between(film.Edition.Id, entry.Id, juror.UserId);
            _ = conflict.Declare("A friend.", film.World.Now);
            db.Add(conflict);
        }

        await db.SaveChangesAsync();
        return (juror, assignment.Id);
    }
}
