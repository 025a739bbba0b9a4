using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Messages.Templates;

/// <summary>Makes, changes and removes an edition's templates.</summary>
public sealed partial class TemplateService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, ChangeFeed feed, ILogger<TemplateService> log)
{
    public async Task<Result<Guid>> CreateAsync(Actor actor, Guid editionId, TemplateText text, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        var made = MessageTemplate.Create(editionId, text.Name, text.Subject, text.Body);
        if (!made.Succeeded) return made.Refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.MessageTemplates.CountAsync(template => template.EditionId == editionId, token) >= MessageTemplate.MostPerEdition) return MessageRefusals.TooManyTemplates;

        db.MessageTemplates.Add(made.Value);
        if (await db.TrySaveAsync(MessageRefusals.TemplateNameTaken, token) is { Succeeded: false } lost) return lost.Refusal;

        LogSaved(made.Value.Id, editionId, actor.UserId);
        feed.Tell(editionId);
        return made.Value.Id;
    }

    /// <summary>Changes one; <paramref name="version"/> is the one that the form was filled with.</summary>
    public async Task<Result> ChangeAsync(Actor actor, Guid templateId, Guid version, TemplateText text, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(text);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, templateId, token) is not { } template) return Refusals.NotFound;
        if (template.Change(text.Name, text.Subject, text.Body) is { Succeeded: false } bad) return bad;

        db.Expect(template, version);
        if (await db.TrySaveAsync(MessageRefusals.TemplateNameTaken, token) is { Succeeded: false } lost) return lost;

        LogSaved(templateId, template.EditionId, actor.UserId);
        feed.Tell(template.EditionId);
        return Result.Ok;
    }

    /// <summary>Removes one; messages that were written from it stay as they are.</summary>
    public async Task<Result> RemoveAsync(Actor actor, Guid templateId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, templateId, token) is not { } template) return Refusals.NotFound;

        db.MessageTemplates.Remove(template);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogRemoved(templateId, template.EditionId, actor.UserId);
        feed.Tell(template.EditionId);
        return Result.Ok;
    }

    private static Task<MessageTemplate?> FindAsync(ShowcaseDbContext db, Actor actor, Guid templateId, CancellationToken token)
    {
        var editions = db.EditionsOrganisedBy(actor);
        return db.MessageTemplates.SingleOrDefaultAsync(template => template.Id == templateId && editions.Contains(template.EditionId), token);
    }

    [LoggerMessage(LogLevel.Information, "Template {TemplateId} of edition {EditionId} saved by {UserId}")]
    private partial void LogSaved(Guid templateId, Guid editionId, Guid userId);

    [LoggerMessage(LogLevel.Information, "Template {TemplateId} of edition {EditionId} removed by {UserId}")]
    private partial void LogRemoved(Guid templateId, Guid editionId, Guid userId);
}

/// <summary>What a person types of a template.</summary>
public sealed record TemplateText(string Name, string Subject, string Body);

/// <summary>An edition's templates, for those who organise it.</summary>
public sealed class TemplateQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public async Task<IReadOnlyList<TemplateView>> ListAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOrganisedBy(actor);
        return await db.MessageTemplates.AsNoTracking()
            .Where(template => template.EditionId == editionId && editions.Contains(editionId))
            .OrderBy(template => template.Name).ThenBy(template => template.Id)
            .Take(MessageTemplate.MostPerEdition)
            .Select(template => new TemplateView(template.Id, template.Version, template.Name, template.Subject, template.Body))
            .ToListAsync(token);
    }
}

public sealed record TemplateView(Guid Id, Guid Version, string Name, string Subject, string Body);
