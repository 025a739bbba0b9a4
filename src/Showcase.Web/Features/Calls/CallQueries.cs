using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Forms;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Calls;

/// <summary>What pages read of calls.</summary>
public sealed class CallQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int MostCalls = 100;
    private const int MostCategories = 500;

    private static readonly Expression<Func<Call, PublicCall>> Told = call => new PublicCall(
        call.Id,
        call.Name,
        call.Text,
        call.State,
        call.Currency,
        call.MostPerPerson,
        call.Categories.OrderBy(c => c.Position).ThenBy(c => c.Id)
            .Select(c => new PublicCategory(c.Id, c.Name, c.Description, c.MinRuntime, c.MaxRuntime, c.Deadline, c.Tiers, c.MostPerPerson)).ToList())
    {
        OpensAt = call.OpensAt,
        Replacement = new ReplacementView(call.Replacement, call.ReplaceableUntil),
    };

    /// <summary>The edition's calls, open ones first and then newest first, by name where <paramref name="search"/> is given; empty for those who do not organise it.</summary>
    public async Task<IReadOnlyList<CallRow>> ListAsync(Actor actor, Guid editionId, string? search, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var calls = db.Calls.AsNoTracking().Where(call => call.EditionId == editionId);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = LikePattern.Containing(search);
            calls = calls.Where(call => EF.Functions.Like(call.Name, pattern, LikePattern.Escape));
        }

        return await calls
            .Where(call => db.EditionMembers.Any(m => m.EditionId == call.EditionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .OrderBy(call => call.State == CallState.Open ? 0 : 1).ThenByDescending(call => call.Id)
            .Take(MostCalls)
            .Select(call => new CallRow(
                call.Id,
                call.Name,
                call.State,
                call.Categories.Count,
                call.Categories.Where(c => c.Deadline >= now).Min(c => (DateTimeOffset?)c.Deadline),
                db.Submissions.Count(s => s.State != SubmissionState.Draft && db.Categories.Any(c => c.Id == s.CategoryId && c.CallId == call.Id))))
            .ToListAsync(token);
    }

    /// <summary>The edition's calls with their categories and each deadline, for a file to take along; empty for those who do not organise it.</summary>
    public async Task<IReadOnlyList<CallInFile>> AllAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var calls = await db.Calls.AsNoTracking().Include(call => call.Categories)
            .Where(call => call.EditionId == editionId && db.EditionMembers.Any(m => m.EditionId == call.EditionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .OrderBy(call => call.Id)
            .Take(MostCategories)
            .ToListAsync(token);
        var entries = await db.Submissions
            .Where(entry => entry.EditionId == editionId && entry.State != SubmissionState.Draft)
            .GroupBy(entry => entry.CategoryId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, token);
        return [.. calls.SelectMany(call => call.Categories.OrderBy(category => category.Position).Select(category => new CallInFile(
            call.Name, call.State, category.Name, category.MinRuntime, category.MaxRuntime, call.Currency, [.. category.Tiers], entries.GetValueOrDefault(category.Id))))];
    }

    /// <summary>The calls that a new one may be copied from: those of every edition that the actor organises, newest edition first.</summary>
    public async Task<IReadOnlyList<CopyableCall>> CopyableAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await (
            from call in db.Calls
            join edition in db.Editions on call.EditionId equals edition.Id
            where db.EditionMembers.Any(m => m.EditionId == edition.Id && m.UserId == actor.UserId && m.Role == EditionRole.Organiser)
            orderby edition.StartsOn descending, edition.Id, call.Id
            select new CopyableCall(call.Id, call.Name, edition.Name))
            .Take(MostCalls)
            .ToListAsync(token);
    }

    /// <summary>A call with its categories in order; null where it is not the edition's or the actor does not organise it.</summary>
    public async Task<CallView?> FindAsync(Actor actor, Guid editionId, Guid callId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Calls
            .Where(call => call.Id == callId && call.EditionId == editionId)
            .Where(call => db.EditionMembers.Any(m => m.EditionId == call.EditionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .Select(call => new CallView(
                call.Id,
                call.Version,
                call.Name,
                call.Text,
                call.State,
                new CallRules(call.Currency, call.Grace, call.MostPerPerson, call.Payment),
                call.Categories.OrderBy(c => c.Position).ThenBy(c => c.Id).Select(c => new CategoryView(
                    c.Id,
                    c.Name,
                    c.Description,
                    c.MinRuntime,
                    c.MaxRuntime,
                    c.Tiers,
                    c.MostPerPerson,
                    db.Submissions.Count(s => s.CategoryId == c.Id && s.State != SubmissionState.Draft),
                    db.Submissions.Any(s => s.CategoryId == c.Id))).ToList())
                {
                    Replacement = new ReplacementView(call.Replacement, call.ReplaceableUntil),
                    OpensAt = call.OpensAt,
                })
            .SingleOrDefaultAsync(token);
    }

    /// <summary>What the call has on its other pages; null where it is not the edition's or the actor does not organise it.</summary>
    public async Task<CallParts?> PartsAsync(Actor actor, Guid editionId, Guid callId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var isTheirs = await db.Calls.AnyAsync(
            call => call.Id == callId && call.EditionId == editionId && db.EditionMembers.Any(m => m.EditionId == editionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser), token);
        if (!isTheirs) return null;

        var form = await db.FormsWithQuestions().SingleOrDefaultAsync(candidate => candidate.CallId == callId, token);
        var rules = await db.EntryRules.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.CallId == callId, token);
        var terms = await db.CurrentTermsAsync(callId, token);
        var codes = await db.EntryCodes.CountAsync(code => code.CallId == callId, token);
        return new CallParts(form?.Questionnaire.Questions.Count() ?? 0, rules?.Rules.Count ?? 0, terms?.Number ?? 0, codes);
    }

    /// <summary>The categories of public editions that films can be sent in to now, by deadline.</summary>
    public async Task<IReadOnlyList<OpenCategory>> OpenCategoriesAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        return await (
            from category in db.Categories
            join call in db.Calls.OpenAt(now) on category.CallId equals call.Id
            join edition in db.Editions on call.EditionId equals edition.Id
            where edition.IsPublic && category.Deadline >= now
            orderby category.Deadline, category.Id
            select new OpenCategory(
                category.Id, category.Name, category.Description, category.MinRuntime, category.MaxRuntime, category.Deadline, call.Id, call.Name,
                new EditionScope(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic)))
            .Take(MostCategories)
            .ToListAsync(token);
    }

    /// <summary>The calls that a public edition has opened, closed ones last; null where there is no such edition for visitors.</summary>
    public async Task<PublicCalls?> PublicAsync(string slug, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Editions
            .Where(edition => edition.Slug == slug && edition.IsPublic)
            .Select(edition => new PublicCalls(
                new EditionScope(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic),
                edition.Tagline,
                edition.City,
                db.Calls
                    .Where(call => call.EditionId == edition.Id && call.State != CallState.Draft)
                    .OrderBy(call => call.State == CallState.Open ? 0 : 1).ThenByDescending(call => call.Id)
                    .Take(MostCalls)
                    .Select(Told)
                    .ToList()))
            .SingleOrDefaultAsync(token);
    }

    /// <summary>A call as artists will see it, open or not; null where it is not the edition's or the actor does not organise it.</summary>
    public async Task<PublicCall?> PreviewAsync(Actor actor, Guid editionId, Guid callId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Calls
            .Where(call => call.Id == callId && call.EditionId == editionId)
            .Where(call => db.EditionMembers.Any(m => m.EditionId == call.EditionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .Select(Told)
            .SingleOrDefaultAsync(token);
    }

    /// <summary>Every call that takes films now, of public editions only, with the categories that still do; the one that closes first comes first.</summary>
    public async Task<IReadOnlyList<OpenCallOf>> OpenAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        return await (
            from call in db.Calls.OpenAt(now)
            join edition in db.Editions on call.EditionId equals edition.Id
            where edition.IsPublic && call.Categories.Any(category => category.Deadline >= now)
            orderby call.Categories.Where(category => category.Deadline >= now).Min(category => category.Deadline), call.Id
            select new OpenCallOf(
                new EditionScope(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic),
                edition.Tagline,
                edition.City,
                new PublicCall(
                    call.Id,
                    call.Name,
                    call.Text,
                    call.State,
                    call.Currency,
                    call.MostPerPerson,
                    call.Categories.Where(c => c.Deadline >= now).OrderBy(c => c.Position).ThenBy(c => c.Id)
                        .Select(c => new PublicCategory(
                            c.Id, c.Name, c.Description, c.MinRuntime, c.MaxRuntime, c.Deadline, c.Tiers, c.MostPerPerson)).ToList())))
            .Take(MostCalls)
            .ToListAsync(token);
    }
}
