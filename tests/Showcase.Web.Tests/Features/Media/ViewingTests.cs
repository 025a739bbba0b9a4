using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What players tell of what was watched, over the wire: under the grant, and under nothing else.</summary>
[Collection(WebCollection.Name)]
public sealed class ViewingTests(WebFixture web)
{
    private PlaybackGrants Grants => web.Services.GetRequiredService<PlaybackGrants>();

    private ViewingQueries Queries => web.Services.GetRequiredService<ViewingQueries>();

    [Fact]
    public async Task What_a_juror_watched_and_where_they_stopped_is_kept_for_them_alone()
    {
        var (juror, other, asset) = (await PersonAsync(), await PersonAsync(), await AssetAsync());
        var grant = Grants.Issue(juror.UserId, asset, PlaybackPurpose.Screener);

        Assert.Equal(HttpStatusCode.NoContent, await ReportAsync(grant, place: null));
        Assert.Equal(HttpStatusCode.NoContent, await ReportAsync(grant, 8_300, [0, 8_300]));

        Assert.Equal((83, 0), ((await Queries.CoverageAsync(juror, asset, default)).Percent, (await Queries.CoverageAsync(other, asset, default)).Percent));
        Assert.Equal((8.3, true), await PlaceAsync(grant));
        Assert.Equal((0, true), await PlaceAsync(Grants.Issue(other.UserId, asset, PlaybackPurpose.Screener)));
    }

    [Fact]
    public async Task Two_windows_that_report_at_once_lose_nothing()
    {
        var (juror, asset) = (await PersonAsync(), await AssetAsync());
        var grant = Grants.Issue(juror.UserId, asset, PlaybackPurpose.Screener);

        var answers = await Task.WhenAll(ReportAsync(grant, 1_000, [0, 1_000]), ReportAsync(grant, 5_000, [4_000, 5_000]), ReportAsync(grant, 9_000, [8_000, 9_000]));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer));
        Assert.Equal(30, (await Queries.CoverageAsync(juror, asset, default)).Percent);
    }

    [Fact]
    public async Task Claims_beyond_the_film_or_beyond_real_time_change_nothing()
    {
        var (juror, asset) = (await PersonAsync(), await AssetAsync(TimeSpan.FromMinutes(10)));
        var grant = Grants.Issue(juror.UserId, asset, PlaybackPurpose.Screener);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ReportAsync(grant, 0, [0, 600_000]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ReportAsync(grant, 0, [600_000, 605_000]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ReportAsync(grant, 0, [1]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ReportAsync(grant, -1));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(grant, new StringContent("{\"played\":7}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"))));

        Assert.Equal(0, (await Queries.CoverageAsync(juror, asset, default)).Percent);
    }

    [Fact]
    public async Task Without_a_grant_of_a_person_nothing_is_kept()
    {
        var asset = await AssetAsync();
        var forged = Grants.Issue(Guid.CreateVersion7(), asset, PlaybackPurpose.Screener);

        Assert.Equal(HttpStatusCode.Forbidden, await ReportAsync(forged with { Source = forged.Source.Replace("/play/", "/play/B", StringComparison.Ordinal) }, 0, [0, 1_000]));
        Assert.Equal(HttpStatusCode.NotFound, await ReportAsync(forged, 0, [0, 1_000]));
        Assert.Equal(HttpStatusCode.NotFound, await ReportAsync(Grants.Issue(null, asset, PlaybackPurpose.Gallery), 0, [0, 1_000]));
        Assert.Equal(HttpStatusCode.NotFound, await ReportAsync(Grants.Issue(null, asset, PlaybackPurpose.Public), 0, [0, 1_000]));
        Assert.Equal((0, false), await PlaceAsync(Grants.Issue(null, asset, PlaybackPurpose.Gallery)));
    }

    [Fact]
    public async Task A_player_whose_grant_was_taken_back_is_told_so()
    {
        var (juror, asset) = (await PersonAsync(), await AssetAsync());
        var grant = Grants.Issue(juror.UserId, asset, PlaybackPurpose.Screener);
        await using (var db = await ContextAsync())
        {
            web.Services.GetRequiredService<PlaybackRevocations>().RevokeViewer(db, juror.UserId);
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.Forbidden, await ReportAsync(grant, 1_000, [0, 1_000]));
        Assert.Equal("takenBack", await ReasonAsync(grant.Source));
        Assert.Equal("unknown", await ReasonAsync("/media/play/AAAA/hls/master.m3u8"));
    }

    [Fact]
    public async Task The_player_learns_of_the_storyboard_where_there_is_one()
    {
        var (bare, rich) = (await AssetAsync(), await AssetAsync());
        await WriteAsync($"{MediaPaths.Made(rich)}/storyboard/index.vtt", "WEBVTT");

        var (none, all) = (await InfoAsync(Grants.Issue(null, bare, PlaybackPurpose.Gallery)), await InfoAsync(Grants.Issue(null, rich, PlaybackPurpose.Gallery)));

        Assert.Equal((false, true), (none.Storyboard, all.Storyboard));
    }

    [Fact]
    public async Task A_player_is_told_whether_all_of_the_film_is_there()
    {
        var asset = await AssetAsync();
        var grant = Grants.Issue(null, asset, PlaybackPurpose.Gallery);

        await MakeAsync(RenditionKind.HlsBeginning);
        var growing = await InfoAsync(grant);
        await MakeAsync(RenditionKind.HlsMaster);
        var whole = await InfoAsync(grant);

        Assert.Equal((true, 10, false), (growing.Growing, growing.Duration, whole.Growing));

        async Task MakeAsync(RenditionKind made)
        {
            await using var db = await ContextAsync();
            (await db.MediaAssets.SingleAsync(candidate => candidate.Id == asset)).AddRendition(made, "hls/master.m3u8");
            await db.SaveChangesAsync();
        }
    }

    private static string Below(PlaybackGrant grant, string name) => grant.Source.Replace("hls/master.m3u8", name, StringComparison.Ordinal);

    private Task<HttpStatusCode> ReportAsync(PlaybackGrant grant, int? place, params int[][] played) => SendAsync(grant, JsonContent.Create(new { place, played }));

    private async Task<HttpStatusCode> SendAsync(PlaybackGrant grant, HttpContent content)
    {
        using var answer = await web.Browser().PostAsync(Below(grant, "watched"), content);
        return answer.StatusCode;
    }

    private async Task<PlayerInfo> InfoAsync(PlaybackGrant grant) => (await web.Browser().GetFromJsonAsync<PlayerInfo>(Below(grant, "info")))!;

    private async Task<(double Place, bool Keeps)> PlaceAsync(PlaybackGrant grant)
    {
        var info = await InfoAsync(grant);
        return (info.Place, info.KeepsPlace);
    }

    private async Task<string?> ReasonAsync(string source)
    {
        using var answer = await web.Browser().GetAsync(source.Replace("hls/master.m3u8", "info", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>())!["reason"];
    }

    private Task<Actor> PersonAsync() => web.PersonAsync($"{Guid.CreateVersion7():N}@viewing.test");

    private Task<ShowcaseDbContext> ContextAsync() => web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();

    private async Task WriteAsync(string path, string text)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await web.Services.GetRequiredService<IMediaStorage>().WriteAsync(path, content, default);
    }

    private async Task<Guid> AssetAsync(TimeSpan? duration = null)
    {
        var artist = await PersonAsync();
        var film = Film.Create(artist.UserId, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(10), 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        var asset = MediaAsset.Announce(film.Id, artist.UserId, "film.mp4", 1_000, "fingerprint", TestClock.Start).Value;
        asset.RecordFacts(new MediaFacts(duration ?? TimeSpan.FromSeconds(10), 320, 180, 24, "mov,mp4", "h264", "aac", 2, 500_000));
        await web.SaveAsync(film, asset);
        return asset.Id;
    }
}
