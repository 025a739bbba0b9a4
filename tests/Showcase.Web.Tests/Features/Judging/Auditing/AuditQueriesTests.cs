using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Auditing;
using Showcase.Web.Security;
using Showcase.Web.Tests.Features.Judging.Meetings;

namespace Showcase.Web.Tests.Features.Judging.Auditing;

/// <summary>Who reads what of the log. What is written into it is told by <see cref="WeekOfJudgingTests"/>.</summary>
public sealed class AuditQueriesTests
{
    private const string Reason = "It stays for days.";

    private static readonly AuditFilter All = new(null, null);

    [Fact]
    public async Task The_newest_line_comes_first_and_a_page_is_of_one_person_or_one_film()
    {
        using var jury = await Jury.SitAsync();
        var (first, second) = (await jury.SentInAsync("First"), await jury.SentInAsync("Second"));
        await jury.Conflicts.DeclareAsync(jury.Juror, jury.Edition.Id, first.Id, null, default);
        jury.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await jury.Conflicts.DeclareAsync(jury.Other, jury.Edition.Id, second.Id, null, default);
        var queries = new AuditQueries(jury.World.Store);

        var page = await queries.PageAsync(jury.Organiser, jury.Edition.Id, All, 0, default);
        var ofFirst = await queries.PageAsync(jury.Organiser, jury.Edition.Id, new AuditFilter(null, first.Id), 0, default);
        var byOther = await queries.PageAsync(jury.Organiser, jury.Edition.Id, new AuditFilter(jury.Other.UserId, null), 0, default);

        Assert.Equal((2, "Second", "First"), (page.Total, page.Rows[0].Film, page.Rows[1].Film));
        Assert.Equal("First", Assert.Single(ofFirst.Rows).Film);
        Assert.Equal("Second", Assert.Single(byOther.Rows).Film);
        Assert.Equal(2, (await queries.PeopleAsync(jury.Organiser, jury.Edition.Id, default)).Count);
        Assert.Empty((await queries.PageAsync(jury.Organiser, jury.Edition.Id, All, 1, default)).Rows);
    }

    [Fact]
    public async Task Jurors_artists_and_strangers_read_nothing_and_organisers_nothing_of_films_that_are_closed_to_them()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await jury.StageAsync(film, Domain.Judging.DecisionOutcome.Selected);
        var queries = new AuditQueries(jury.World.Store);
        foreach (var person in new[] { jury.Juror, jury.Artist, await jury.World.PersonAsync() })
        {
            Assert.Equal(0, (await queries.PageAsync(person, jury.Edition.Id, All, 0, default)).Total);
            Assert.Empty(await queries.PeopleAsync(person, jury.Edition.Id, default));
        }

        await jury.Conflicts.DeclareAsync(jury.Organiser, jury.Edition.Id, film.Id, null, default);

        Assert.Empty(await queries.StoryAsync(jury.Organiser, jury.Edition.Id, All, default));
        var other = await jury.World.MemberAsync(jury.Edition, EditionRole.Organiser);
        Assert.Equal([AuditAct.DecisionStaged, AuditAct.ConflictDeclared], (await queries.StoryAsync(other, jury.Edition.Id, All, default)).Select(line => line.What));
    }

    [Fact]
    public async Task An_organiser_who_left_the_room_as_a_juror_does_not_read_here_what_was_said()
    {
        using var room = await Boardroom.OpenAsync();
        var film = room.Films[0];
        await room.Jury.World.SaveAsync(new EditionMember(room.Jury.Edition.Id, room.Juror.UserId, EditionRole.Organiser));
        Assert.True((await room.Jury.Scoring.RecuseAsync(room.Juror, await AssignmentAsync(room, film, room.Juror), "We share a studio.", default)).Succeeded);
        var item = await room.ItemAsync(film);
        Assert.True((await room.Chair.MinuteAsync(room.Organiser, room.Id, await room.VersionAsync(), item, MeetingOutcome.Selected, Reason, default)).Succeeded);

        Assert.Contains(await ReadAsync(room, room.Organiser), line => line.Text == Reason);
        Assert.DoesNotContain(await ReadAsync(room, room.Juror), line => line.Text == Reason);
    }

    private static Task<IReadOnlyList<AuditLine>> ReadAsync(Boardroom room, Actor person) =>
        new AuditQueries(room.Jury.World.Store).StoryAsync(person, room.Jury.Edition.Id, All, default);

    private static async Task<Guid> AssignmentAsync(Boardroom room, Submission film, Actor juror)
    {
        await using var db = room.Jury.World.Store.CreateDbContext();
        return await db.Assignments.Where(a => a.SubmissionId == film.Id && a.JurorId == juror.UserId).Select(a => a.Id).SingleAsync();
    }
}
