using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Programmes;

/// <summary>A world in which films are selected, a house has a screen and a wall, and a curator may begin.</summary>
public sealed class Season : IDisposable
{
    private Season(World world, Edition edition, Actor curator) => (World, Edition, Curator) = (world, edition, curator);

    public World World { get; }

    public Edition Edition { get; }

    public Actor Curator { get; }

    public Guid Screen { get; private set; }

    public Guid Wall { get; private set; }

    private EditionAccess Access => new(World.Store);

    private DraftEditor Editor => new(World.Store, Access, new ChangeFeed(), NullLogger<DraftEditor>.Instance);

    public VenueService Venues => new(World.Store, Access, NullLogger<VenueService>.Instance);

    public ProgrammeService Programmes => new(World.Store, Access, new ChangeFeed(), NullLogger<ProgrammeService>.Instance);

    public ScheduleService Schedule => new(Editor, World.Clock);

    public WallService Walls => new(Editor);

    public ProgrammeQueries ProgrammeQueries => new(World.Store, Access);

    public ProjectionQueries ProjectionQueries => new(World.Store, Access);

    public VenueQueries VenueQueries => new(World.Store, Access);

    public ScheduleQueries ScheduleQueries => new(World.Store, Access);

    public ReleaseQueries Releases => new(World.Store, new EditionQueries(World.Store));

    public static async Task<Season> BeginAsync()
    {
        var world = new World();
        var edition = await world.EditionAsync();
        var season = new Season(world, edition, await world.MemberAsync(edition, EditionRole.Curator));
        var venue = Venue.Create(edition.Id, "Cinema Village", "12 East Street").Value;
        season.Screen = venue.AddSpace(new SpaceDetails("Screen 1", SpaceKind.Screen, 164, TimeSpan.FromMinutes(20), new Hours(new TimeOnly(10, 0), new TimeOnly(2, 0)))).Value.Id;
        season.Wall = venue.AddSpace(new SpaceDetails("Front room", SpaceKind.Wall, 0, TimeSpan.Zero, new Hours(new TimeOnly(11, 0), new TimeOnly(22, 0)))).Value.Id;
        await world.SaveAsync(venue);
        return season;
    }

    public async Task PublishAsync()
    {
        await using var db = World.Store.CreateDbContext();
        (await db.Editions.FindAsync(Edition.Id))!.Publish();
        await db.SaveChangesAsync();
    }

    /// <summary>A submission in that state, of a film with that title, in that edition (this one, by default).</summary>
    public async Task<Submission> SubmissionAsync(string title, SubmissionState state = SubmissionState.Selected, Edition? edition = null)
    {
        var artist = await World.PersonAsync();
        var film = await World.FilmAsync(artist, title);
        var submission = Submission.Draft((edition ?? Edition).Id, (await CategoryAsync(edition ?? Edition)).Id, film.Id, artist.UserId, World.Now);
        var call = await World.OpenCallAsync(edition ?? Edition);
        _ = submission.Submit(call, call.Categories[0], TimeSpan.FromMinutes(4), World.Now);
        if (state != SubmissionState.Submitted) _ = submission.Move(state, World.Now, Curator.UserId);
        await World.SaveAsync(submission);
        return submission;
    }

    /// <summary>A programme of as many selected films.</summary>
    public async Task<Guid> ProgrammeAsync(string name = "Competition 1", int films = 2)
    {
        var id = (await Programmes.CreateAsync(Curator, Edition.Id, new ProgrammeDetails(name, null, TimeSpan.FromSeconds(4), TimeSpan.Zero, TimeSpan.Zero), CancellationToken.None)).Value;
        var ids = new List<Guid>();
        for (var film = 0; film < films; film++) ids.Add((await SubmissionAsync($"{name}, film {film + 1}")).Id);
        var sheet = await ProgrammeQueries.FindAsync(Curator, Edition.Id, id, CancellationToken.None);
        var arranged = await Programmes.ArrangeAsync(Curator, id, sheet!.Version, ids, CancellationToken.None);
        Assert.True(arranged.Succeeded, arranged.Refusal?.ToString());
        return id;
    }

    public async Task<ScheduleBoard> BoardAsync() => (await ScheduleQueries.BoardAsync(Curator, Edition.Id, CancellationToken.None))!;

    /// <summary>Places it at that time of 16 June in Berlin.</summary>
    public async Task<Result<Placement>> PlaceAsync(Guid programme, int hour, int minute = 0) =>
        await Schedule.PlaceAsync(Curator, Edition.Id, (await BoardAsync()).Version, programme, Screen, At(hour, minute), CancellationToken.None);

    public async Task ReleaseAsync(string name = "Version 1")
    {
        var released = await Schedule.ReleaseAsync(Curator, Edition.Id, (await BoardAsync()).Version, name, CancellationToken.None);
        Assert.True(released.Succeeded, released.Refusal?.ToString());
    }

    public static DateTimeOffset At(int hour, int minute = 0) => new(2026, 6, 16, hour, minute, 0, TimeSpan.FromHours(2));

    public void Dispose() => World.Dispose();

    private async Task<Domain.Calls.Category> CategoryAsync(Edition edition) => (await World.OpenCallAsync(edition)).Categories[0];
}
