using System.Globalization;
using Showcase.Domain.Programmes;
using Showcase.Web.Features.Media;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Programmes;

/// <summary>What a player on a wall asks each minute: whether it is open, where the loop is, and fresh addresses of its works.</summary>
internal static class WallPlayerEndpoint
{
    public static void MapWallPlayer(this WebApplication app) =>
        app.MapGet("/player/{token}/loop", async (string token, ReleaseQueries releases, PlaybackGrants grants, SiteTexts texts, TimeProvider clock, HttpContext context) =>
        {
            if (await releases.FindWallAsync(token, context.RequestAborted) is not { } wall) return Results.NotFound();

            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(State(wall, grants, texts, clock.GetUtcNow()));
        });

    internal static WallState State(WallLoop wall, PlaybackGrants grants, SiteTexts texts, DateTimeOffset now)
    {
        var trouble = texts["Programmes.WallTrouble"];
        if (wall.Installation is not { } installation) return new WallState(wall.Name, texts["Programmes.WallNotReleased"], trouble, "", 0, 0, []);

        var playable = installation with { Works = [.. installation.Works.Where(work => work.VideoId is { } video && wall.Ready.ContainsKey(video))] };
        var loop = playable.Clock(wall.Edition.TimeZone);
        var next = loop.NextStart(now) is { } start ? texts["Programmes.NextStart", Moment(wall, start, now)] : "";
        if (loop.OpenAt(now) is null)
        {
            var opens = loop.NextOpening(now) is { } opening ? texts["Programmes.WallOpens", Moment(wall, opening.From, now)] : texts["Programmes.WallOver"];
            return new WallState(installation.Name, opens, trouble, next, 0, 0, []);
        }

        if (playable.Works.Count == 0) return new WallState(installation.Name, trouble, trouble, "", 0, 0, []);

        return new WallState(installation.Name, "", trouble, next, loop.PositionAt(now)!.Value.TotalSeconds, installation.Gap.TotalSeconds,
        [
            .. playable.Works.Select(work =>
            {
                var grant = grants.Issue(viewerId: null, work.VideoId!.Value, PlaybackPurpose.Gallery, wall.Edition.Id);
                return new WallWork(work.SubmissionId, work.Title, work.Artist, work.Runtime.TotalSeconds, grant.Source, grant.Poster, wall.Ready[work.VideoId.Value] ? grant.GalleryFile : null);
            }),
        ]);
    }

    private static string Moment(WallLoop wall, DateTimeOffset moment, DateTimeOffset now)
    {
        var (local, today) = (wall.Edition.ToLocal(moment), wall.Edition.ToLocal(now));
        return local.ToString(local.Date == today.Date ? "HH:mm" : "dddd d MMMM, HH:mm", CultureInfo.GetCultureInfo(wall.Edition.Locale));
    }
}

/// <param name="Name">Of the installation.</param>
/// <param name="Message">What the closing card says; empty while it plays.</param>
/// <param name="Trouble">What it says where nothing can be played.</param>
/// <param name="Next">When the loop begins anew, in words.</param>
/// <param name="Position">Seconds into the loop.</param>
/// <param name="Gap">Seconds of black after each work.</param>
/// <param name="Works">In order; none while the wall is closed.</param>
internal sealed record WallState(string Name, string Message, string Trouble, string Next, double Position, double Gap, IReadOnlyList<WallWork> Works);

/// <param name="File">The same in one file that repeats without a gap; null while it is not made.</param>
internal sealed record WallWork(Guid Id, string Title, string Artist, double Seconds, string Source, string Poster, string? File);
