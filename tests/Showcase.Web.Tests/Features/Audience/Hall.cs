using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Audience;
using Showcase.Domain.Editions;
using Showcase.Web.Features.Audience;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Features.Programmes;

namespace Showcase.Web.Tests.Features.Audience;

/// <summary>A released screening of two films with an organiser who may turn on a vote.</summary>
internal sealed class Hall : IDisposable
{
    private Hall(Season season) => Season = season;

    public Season Season { get; }

    public Actor Organiser { get; private set; } = default!;

    public Guid Screening { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    public AudienceService Service => new(Season.World.Store, new EditionAccess(Season.World.Store), Season.World.Clock, new ChangeFeed(), NullLogger<AudienceService>.Instance);

    public AudienceQueries Queries => new(Season.World.Store);

    public VoteGuesses Guesses { get; } = new();

    public VoteService Votes => new(Season.World.Store, Guesses, Season.World.Clock, new ChangeFeed());

    public static async Task<Hall> OpenAsync(int screenings = 1)
    {
        var hall = new Hall(await Season.BeginAsync());
        hall.Organiser = await hall.Season.World.MemberAsync(hall.Season.Edition, EditionRole.Organiser);
        for (var i = 0; i < screenings; i++) Assert.True((await hall.Season.PlaceAsync(await hall.Season.ProgrammeAsync($"Competition {i + 1}"), 12 + (3 * i))).Succeeded);
        await hall.Season.ReleaseAsync();
        var first = (await hall.Queries.ScreeningsAsync(hall.Organiser, hall.Season.Edition.Id, default))[0];
        (hall.Screening, hall.EndsAt) = (first.ScreeningId, first.EndsAt!.Value);
        return hall;
    }

    /// <summary>A ballot of the n-th screening with as many codes, and the clock at the screening's end.</summary>
    public async Task<(Guid Ballot, IReadOnlyList<string> Codes)> BallotAsync(int codes = 3, AudienceScale scale = AudienceScale.Stars, int screening = 0)
    {
        var row = (await Queries.ScreeningsAsync(Organiser, Season.Edition.Id, default))[screening];
        var made = await Service.CreateAsync(Organiser, Season.Edition.Id, row.ScreeningId, AudienceBallot.UsualFor(row.EndsAt!.Value) with { Scale = scale }, default);
        Assert.True(made.Succeeded, made.Refusal?.ToString());
        var sheet = await Service.PrintAsync(Organiser, made.Value, codes, default);
        Assert.True(sheet.Succeeded, sheet.Refusal?.ToString());
        if (Season.World.Now < row.EndsAt) Season.World.Clock.Advance(row.EndsAt.Value - Season.World.Now);
        return (made.Value, (await Queries.SheetAsync(Organiser, Season.Edition.Id, made.Value, sheet.Value, default))!.Codes);
    }

    public async Task<IReadOnlyList<AudienceFilm>> FilmsAsync(Guid ballot)
    {
        await using var db = Season.World.Store.CreateDbContext();
        return (await db.AudienceBallots.SingleAsync(known => known.Id == ballot)).Films;
    }

    public async Task<BallotView> ViewAsync(Guid ballot) => (await Queries.FindAsync(Organiser, Season.Edition.Id, ballot, default))!;

    public void Dispose()
    {
        Guesses.Dispose();
        Season.Dispose();
    }
}
