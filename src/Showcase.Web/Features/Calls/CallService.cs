using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Forms;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Calls;

/// <summary>
/// Writes calls for an edition's organisers. Each change names the call's version that the form was filled with; a stale one is
/// refused as <see cref="Refusals.Conflict"/>.
/// </summary>
public sealed partial class CallService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<CallService> logger)
{
    public async Task<Result<Guid>> CreateAsync(Actor actor, Guid editionId, string name, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        var created = Call.Create(editionId, name, "");
        if (!created.Succeeded) return created.Refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        return await AddAsync(db, created.Value, nameof(CreateAsync), actor, token);
    }

    /// <summary>Begins a call, with its form, rules and terms, as a copy of <paramref name="callId"/>, which may be of any edition that the actor organises.</summary>
    public async Task<Result<Guid>> CopyAsync(Actor actor, Guid editionId, Guid callId, string name, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var source = await db.Calls.AsNoTracking().Include(c => c.Categories).SingleOrDefaultAsync(c => c.Id == callId, token);
        if (source is null || await access.CheckAsync(actor, source.EditionId, token, EditionRole.Organiser) is not null) return Refusals.NotFound;

        var from = await db.Editions.AsNoTracking().SingleAsync(e => e.Id == source.EditionId, token);
        var to = await db.Editions.AsNoTracking().SingleAsync(e => e.Id == editionId, token);
        var copied = source.CopyTo(from, to, name);
        if (!copied.Succeeded) return copied.Refusal;

        var questions = new Dictionary<Guid, Guid>();
        if (await db.FormsWithQuestions().SingleOrDefaultAsync(form => form.CallId == callId, token) is { } form)
        {
            var twin = form.CopyTo(copied.Value.Id, source.TwinsIn(copied.Value), moment => Call.Moved(moment, from, to));
            db.EntryForms.Add(twin);
            questions = form.Questionnaire.Questions.Zip(twin.Questionnaire.Questions).ToDictionary(pair => pair.First.Id, pair => pair.Second.Id);
        }

        if (await db.EntryRules.AsNoTracking().SingleOrDefaultAsync(rules => rules.CallId == callId, token) is { } rules)
        {
            var years = to.StartsOn.Year - from.StartsOn.Year;
            db.EntryRules.Add(rules.CopyTo(copied.Value.Id, source.TwinsIn(copied.Value), questions, day => day.AddYears(years)));
        }

        if (await db.CurrentTermsAsync(callId, token) is { } terms) db.CallTerms.Add(terms.CopyTo(copied.Value.Id, actor.UserId, clock.GetUtcNow()));
        return await AddAsync(db, copied.Value, nameof(CopyAsync), actor, token);
    }

    public Task<Result> ChangeAsync(Actor actor, Guid editionId, Guid callId, Guid version, string name, string? text, CancellationToken token) =>
        EditAsync(actor, editionId, callId, version, nameof(ChangeAsync), (call, _) => call.Change(name, text), token);

    /// <summary>Changes what holds for all categories: currency, grace, entries of one person.</summary>
    public Task<Result> ChangeRulesAsync(Actor actor, Guid editionId, Guid callId, Guid version, CallRules rules, CancellationToken token) =>
        EditAsync(actor, editionId, callId, version, nameof(ChangeRulesAsync), (call, _) => call.ChangeRules(rules), token);

    /// <summary>Changes until when artists may replace what they sent in. A file that is on its way is held against the rule as it is when all of it is here.</summary>
    public Task<Result> ChangeReplacementAsync(Actor actor, Guid editionId, Guid callId, Guid version, ReplacementInput input, CancellationToken token) =>
        EditAsync(
            actor, editionId, callId, version, nameof(ChangeReplacementAsync),
            (call, edition) => call.ChangeReplacement(input.Rule, input.Until is { } local ? edition.AtLocal(local) : null), token);

    public Task<Result> AddCategoryAsync(Actor actor, Guid editionId, Guid callId, Guid version, CategoryInput category, CancellationToken token) =>
        EditAsync(actor, editionId, callId, version, nameof(AddCategoryAsync), (call, edition) => call.AddCategory(Details(category, edition)), token);

    public Task<Result> ChangeCategoryAsync(Actor actor, Guid editionId, Guid callId, Guid version, Guid categoryId, CategoryInput category, CancellationToken token) =>
        EditAsync(actor, editionId, callId, version, nameof(ChangeCategoryAsync), (call, edition) => call.ChangeCategory(categoryId, Details(category, edition)), token);

    /// <summary>Moves a category that many places down the list, or up where negative.</summary>
    public Task<Result> MoveCategoryAsync(Actor actor, Guid editionId, Guid callId, Guid version, Guid categoryId, int places, CancellationToken token) =>
        EditAsync(actor, editionId, callId, version, nameof(MoveCategoryAsync), (call, _) => call.MoveCategory(categoryId, places), token);

    /// <summary>Removes a category that no film was entered in, drafts included.</summary>
    public async Task<Result> RemoveCategoryAsync(Actor actor, Guid editionId, Guid callId, Guid version, Guid categoryId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var inUse = await db.Submissions.AnyAsync(s => s.CategoryId == categoryId, token);
        return await EditAsync(actor, editionId, callId, version, nameof(RemoveCategoryAsync), (call, _) => call.RemoveCategory(categoryId, inUse), token);
    }

    public Task<Result> OpenAsync(Actor actor, Guid editionId, Guid callId, Guid version, CancellationToken token) =>
        EditAsync(actor, editionId, callId, version, nameof(OpenAsync), (call, _) => call.Open(clock.GetUtcNow()), token);

    /// <summary>Lets the call open by itself when a clock at the edition's place shows <paramref name="local"/>.</summary>
    public Task<Result> OpenLaterAsync(Actor actor, Guid editionId, Guid callId, Guid version, DateTime local, CancellationToken token) =>
        EditAsync(
            actor, editionId, callId, version, nameof(OpenLaterAsync),
            (call, edition) => edition.AtLocal(local) is var at && at > clock.GetUtcNow() ? call.Open(clock.GetUtcNow(), at) : CallRefusals.NotAhead, token);

    public Task<Result> CloseAsync(Actor actor, Guid editionId, Guid callId, Guid version, CancellationToken token) =>
        EditAsync(
            actor,
            editionId,
            callId,
            version,
            nameof(CloseAsync),
            (call, _) =>
            {
                call.Close(clock.GetUtcNow());
                return Result.Ok;
            },
            token);

    private static CategoryDetails Details(CategoryInput category, Edition edition) => new(
        category.Name, category.Description, category.MinRuntime, category.MaxRuntime,
        [.. category.Tiers.Select(tier => new Tier(tier.Name, edition.AtLocal(tier.Until), tier.Fee))], category.MostPerPerson);

    private async Task<Guid> AddAsync(ShowcaseDbContext db, Call call, string what, Actor actor, CancellationToken token)
    {
        db.Calls.Add(call);
        await db.SaveChangesAsync(token);
        LogChanged(call.Id, what, actor.UserId);
        feed.Tell(call.EditionId);
        return call.Id;
    }

    private async Task<Result> EditAsync(
        Actor actor, Guid editionId, Guid callId, Guid version, string what, Func<Call, Edition, Result> edit, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var edition = await db.Editions.SingleAsync(e => e.Id == editionId, token);
        var call = await db.Calls.Include(c => c.Categories).SingleOrDefaultAsync(c => c.Id == callId && c.EditionId == editionId, token);
        if (call is null) return Refusals.NotFound;
        if (call.Version != version) return Refusals.Conflict;

        var edited = edit(call, edition);
        if (!edited.Succeeded) return edited.Refusal;

        // A changed category is a changed call: two organisers collide on the whole.
        call.Touch();
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }
        catch (DbUpdateException) when (what == nameof(RemoveCategoryAsync))
        {
            // A film was entered between the look and the removal; the store kept the category.
            return CallRefusals.CategoryInUse;
        }

        LogChanged(callId, what, actor.UserId);
        feed.Tell(editionId);
        return Result.Ok;
    }

    [LoggerMessage(EventId = 2200, Level = LogLevel.Information, Message = "Call {CallId}: {What} by {UserId}")]
    private partial void LogChanged(Guid callId, string what, Guid userId);
}
