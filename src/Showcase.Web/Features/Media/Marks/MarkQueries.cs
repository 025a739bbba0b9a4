using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Media.Marks;

/// <summary>What administrators see of the copies that carry jurors' marks.</summary>
public sealed class MarkQueries(IDbContextFactory<ShowcaseDbContext> contexts, MarkReports reports)
{
    /// <summary>How far the copies are that jurors wait for; null for anyone but administrators, and where none was ever waited for.</summary>
    public async Task<MarkWork?> ReadAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Administrators().AnyAsync(user => user.Id == actor.UserId, token) || await reports.ReadAsync(token) is not { } report) return null;

        var copies = report.Failures.Select(failure => (failure.AssetId, failure.JurorId)).ToList();
        if (report.UnderWay is { } making) copies.Add((making.AssetId, making.JurorId));
        var (assets, jurors) = (copies.ConvertAll(copy => copy.AssetId), copies.ConvertAll(copy => copy.JurorId));
        var films = await db.MediaAssets.Where(asset => assets.Contains(asset.Id))
            .Join(db.Films, asset => asset.FilmId, film => film.Id, (asset, film) => new { asset.Id, film.Title }).ToDictionaryAsync(film => film.Id, film => film.Title, token);
        var names = await db.Users.Where(user => jurors.Contains(user.Id)).Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);

        string Film(Guid assetId) => films.GetValueOrDefault(assetId, "");
        string Juror(Guid jurorId) => names.GetValueOrDefault(jurorId) ?? "";
        var underWay = report.UnderWay is { } now ? new MarkUnderWay(Film(now.AssetId), Juror(now.JurorId), 100 * now.Segments / Math.Max(1, now.Of)) : null;
        return new MarkWork(
            report.At, report.Awaited, report.Made, underWay, report.IsWaiting,
            [.. report.Failures.Select(failure => new MarkTrouble(Film(failure.AssetId), Juror(failure.JurorId), failure.Attempts, failure.NotBefore, failure.Complaint))]);
    }
}

/// <inheritdoc cref="MarkReport"/>
public sealed record MarkWork(DateTimeOffset At, int Awaited, int Made, MarkUnderWay? UnderWay, bool IsWaiting, IReadOnlyList<MarkTrouble> Troubles);

public sealed record MarkUnderWay(string Film, string Juror, int Percent);

public sealed record MarkTrouble(string Film, string Juror, int Attempts, DateTimeOffset NotBefore, string Complaint);
