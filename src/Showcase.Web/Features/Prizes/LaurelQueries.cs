using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Prizes.Drawing;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Prizes;

/// <summary>
/// Whose laurels: a film's owner and co-authors have those of the selection once the film is selected, and those of a prize once it is public; organisers
/// have all of films that are not closed to them. To everybody else there are none.
/// </summary>
public sealed class LaurelQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, LaurelLetters letters, SiteTexts texts)
{
    private const int Most = 60;

    /// <summary>What the laurel of a selected film says, of a prize or, without one, of the selection; null where the actor has none such.</summary>
    public async Task<FoundLaurel?> FindAsync(Actor actor, Guid submissionId, Guid? prizeId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var (own, closed) = (db.EntriesOf(actor, CoAuthorRole.View), db.ClosedTo(actor.UserId));
        var entry = await db.Submissions
            .Where(e => e.Id == submissionId && e.State == SubmissionState.Selected)
            .Select(e => new { e.EditionId, IsOwn = own.Any(o => o.Id == e.Id), Organises = editions.Contains(e.EditionId) && !closed.Any(c => c.Id == e.Id), Slug = db.Editions.Where(edition => edition.Id == e.EditionId).Select(edition => edition.Slug).FirstOrDefault() })
            .SingleOrDefaultAsync(token);
        if (entry is not ({ IsOwn: true } or { Organises: true })) return null;

        var sheet = await db.LaurelSheetAsync(entry.EditionId, texts, token);
        if (prizeId is null) return Found(new LaurelText(sheet.Selection, sheet.Festival, sheet.Year), entry.Slug);

        var now = clock.GetUtcNow();
        var prize = await db.Prizes.AsNoTracking()
            .Where(p => p.Id == prizeId && p.EditionId == entry.EditionId && p.Winners.Any(winner => winner.SubmissionId == submissionId))
            .Where(p => entry.Organises || (p.PublishAt != null && p.PublishAt <= now))
            .Select(p => new { p.Name, p.LaurelName })
            .SingleOrDefaultAsync(token);
        return prize is null ? null : Found(new LaurelText(prize.LaurelName.Length > 0 ? prize.LaurelName : prize.Name, sheet.Festival, sheet.Year), entry.Slug);
    }

    /// <summary>The laurels of the actor's own film, the selection's first; empty where it is not selected, or not theirs.</summary>
    public async Task<IReadOnlyList<MyLaurel>> MineAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var now = clock.GetUtcNow();
        var editionId = await db.EntriesOf(actor, CoAuthorRole.View).Where(e => e.Id == submissionId && e.State == SubmissionState.Selected).Select(e => (Guid?)e.EditionId).SingleOrDefaultAsync(token);
        if (editionId is null) return [];

        var sheet = await db.LaurelSheetAsync(editionId.Value, texts, token);
        if (letters.Shapes.Missing($"{sheet.Festival}{sheet.Year}{sheet.Selection}").Length > 0) return [];

        var prizes = await db.Prizes.AsNoTracking()
            .Where(p => p.EditionId == editionId && p.PublishAt != null && p.PublishAt <= now && p.Winners.Any(winner => winner.SubmissionId == submissionId))
            .OrderBy(p => p.Position).ThenBy(p => p.Id).Take(Most)
            .Select(p => new MyLaurel(p.Id, p.Name, null))
            .ToListAsync(token);
        return [new MyLaurel(null, sheet.Selection, sheet.SelectionFrom is { } from && from > now ? from : null), .. prizes];
    }

    private FoundLaurel? Found(LaurelText text, string? slug) => letters.Shapes.Missing($"{text.Award}{text.Festival}{text.Year}").Length > 0 ? null : new FoundLaurel(text, slug ?? "");
}

public sealed record FoundLaurel(LaurelText Text, string Edition);

/// <summary>A laurel to take along. PublicFrom: until then it is not to be shown; null where that is over or open.</summary>
public sealed record MyLaurel(Guid? PrizeId, string Name, DateTimeOffset? PublicFrom);
