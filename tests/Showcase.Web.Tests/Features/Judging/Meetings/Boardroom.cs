using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Meetings;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Judging.Meetings;

/// <summary>
/// A jury of four (Juror, Other, Third, Fourth) with a planned meeting that the organiser chairs, and three films on its agenda. All jurors were given all films.
/// </summary>
internal sealed class Boardroom : IDisposable
{
    private Boardroom(Jury jury)
    {
        Jury = jury;
        var (store, clock, feed) = (jury.World.Store, jury.World.Clock, jury.Feed);
        Meetings = new MeetingService(store, jury.Access, jury.Decisions, clock, feed, NullLogger<MeetingService>.Instance);
        Chair = new ChairService(store, jury.Decisions, clock, feed, NullLogger<ChairService>.Instance);
        Attendance = new AttendanceService(store, clock, feed);
        Votes = new VoteService(store, new VoteSeals(new EphemeralDataProtectionProvider()), clock, feed, NullLogger<VoteService>.Instance);
        Preparing = new MeetingQueries(store);
        Live = new LiveQueries(store);
        Minutes = new MinutesQueries(store);
    }

    public Jury Jury { get; }

    public MeetingService Meetings { get; }

    public ChairService Chair { get; }

    public AttendanceService Attendance { get; }

    public VoteService Votes { get; }

    public MeetingQueries Preparing { get; }

    public LiveQueries Live { get; }

    public MinutesQueries Minutes { get; }

    public Actor Organiser => Jury.Organiser;

    public Actor Juror => Jury.Juror;

    public Actor Other => Jury.Other;

    public Actor Third { get; private set; } = default!;

    public Actor Fourth { get; private set; } = default!;

    public Guid Id { get; private set; }

    /// <summary>Salt, Tide and Umber, in that order on the agenda.</summary>
    public IReadOnlyList<Submission> Films { get; private set; } = [];

    public static async Task<Boardroom> PlanAsync(bool isBlind = false, Func<Jury, Task>? before = null)
    {
        var jury = await Jury.SitAsync();
        var room = new Boardroom(jury)
        {
            Third = await jury.World.MemberAsync(jury.Edition, EditionRole.Juror),
            Fourth = await jury.World.MemberAsync(jury.Edition, EditionRole.Juror),
        };
        await using (var db = jury.World.Store.CreateDbContext())
        {
            var round = await db.JudgingRounds.Include(r => r.Panel).SingleAsync(r => r.Id == jury.Round.Id);
            _ = round.AddJuror(room.Third.UserId);
            _ = round.AddJuror(room.Fourth.UserId);
            _ = round.Change(new RoundDetails(round.Name, round.OpensAt, round.ClosesAt) { IsBlind = isBlind });
            await db.SaveChangesAsync();
        }

        if (before is not null) await before(jury);
        room.Films = [await room.GivenAsync("Salt"), await room.GivenAsync("Tide"), await room.GivenAsync("Umber")];
        var planned = await room.Meetings.PlanAsync(jury.Organiser, jury.Round.Id, new MeetingDetails("Saturday", jury.World.Now, jury.Organiser.UserId), default);
        Assert.True(planned.Succeeded, planned.Refusal?.ToString());
        room.Id = planned.Value;
        foreach (var film in room.Films) await room.MustAsync(async version => await room.Meetings.AddAsync(jury.Organiser, room.Id, version, film.Id, default));
        return room;
    }

    /// <summary>A meeting of a jury that has judged already; who sits in it and what it talks about is the test's.</summary>
    public static async Task<Boardroom> OfAsync(Jury jury, Guid roundId)
    {
        var planned = await new Boardroom(jury).Meetings.PlanAsync(jury.Organiser, roundId, new MeetingDetails("Sunday", jury.World.Now, jury.Organiser.UserId), default);
        Assert.True(planned.Succeeded, planned.Refusal?.ToString());
        return new Boardroom(jury) { Id = planned.Value };
    }

    /// <summary>The same, open at the first film, with the organiser and these in the room.</summary>
    public static async Task<Boardroom> OpenAsync(bool isBlind = false)
    {
        var room = await PlanAsync(isBlind);
        await room.MustAsync(version => room.Chair.OpenAsync(room.Organiser, room.Id, version, default));
        foreach (var person in new[] { room.Organiser, room.Juror, room.Other, room.Third, room.Fourth }) await room.ArriveAsync(person);
        return room;
    }

    public void Dispose() => Jury.Dispose();

    public async Task<Submission> GivenAsync(string title)
    {
        var submission = await Jury.SentInAsync(title);
        var assigned = await Jury.Assignments.AssignAsync(Organiser, Jury.Round.Id, [submission.Id], [Juror.UserId, Other.UserId, Third.UserId, Fourth.UserId], default);
        Assert.True(assigned.Succeeded, assigned.Refusal?.ToString());
        return submission;
    }

    public async Task ScoreAsync(Submission film, Actor juror, int vision, int craft)
    {
        await using var db = Jury.World.Store.CreateDbContext();
        var assignment = await db.Assignments.Where(a => a.SubmissionId == film.Id && a.JurorId == juror.UserId).Select(a => a.Id).SingleAsync();
        await Jury.ScoreAsync(juror, assignment, vision, craft);
    }

    public async Task ArriveAsync(Actor person)
    {
        var arrived = await Attendance.ArriveAsync(person, Id, default);
        Assert.True(arrived.Succeeded, arrived.Refusal?.ToString());
    }

    public async Task ConflictAsync(Actor person, Submission film)
    {
        var declared = await Jury.Conflicts.DeclareAsync(person, Jury.Edition.Id, film.Id, "We share a studio.", default);
        Assert.True(declared.Succeeded, declared.Refusal?.ToString());
    }

    public async Task TakeOffPanelAsync(Actor juror)
    {
        var removed = await Jury.Rounds.RemoveJurorAsync(Organiser, Jury.Round.Id, await Jury.RoundVersionAsync(), juror.UserId, default);
        Assert.True(removed.Succeeded, removed.Refusal?.ToString());
    }

    public async Task<Guid> VersionAsync()
    {
        await using var db = Jury.World.Store.CreateDbContext();
        return await db.Meetings.Where(m => m.Id == Id).Select(m => m.Version).SingleAsync();
    }

    public async Task<Guid> ItemAsync(Submission film)
    {
        await using var db = Jury.World.Store.CreateDbContext();
        return await db.Set<MeetingItem>().Where(item => item.MeetingId == Id && item.SubmissionId == film.Id).Select(item => item.Id).SingleAsync();
    }

    /// <summary>Takes a step over the meeting's present version.</summary>
    public async Task<Result> DoAsync(Func<Guid, Task<Result>> step) => await step(await VersionAsync());

    public async Task MustAsync(Func<Guid, Task<Result>> step)
    {
        var done = await DoAsync(step);
        Assert.True(done.Succeeded, done.Refusal?.ToString());
    }

    public async Task GoToAsync(Submission film)
    {
        var item = await ItemAsync(film);
        await MustAsync(version => Chair.GoToAsync(Organiser, Id, version, item, default));
    }

    /// <summary>The chair opens a vote on the current film.</summary>
    public async Task<Guid> AskAsync(VoteForm form = VoteForm.YesOrNo)
    {
        var opened = await Votes.OpenAsync(Organiser, Id, await VersionAsync(), form, default);
        Assert.True(opened.Succeeded, opened.Refusal?.ToString());
        return opened.Value;
    }

    public async Task<string> VoteAsync(Actor juror, Guid vote, int option)
    {
        var cast = await Votes.CastAsync(juror, vote, option, receipt: null, default);
        Assert.True(cast.Succeeded, cast.Refusal?.ToString());
        return cast.Value;
    }

    public async Task<LiveMeeting> SeeAsync(Actor person, Guid? item = null) => (await Live.LiveAsync(person, Jury.Edition.Id, Id, item, default))!;
}
