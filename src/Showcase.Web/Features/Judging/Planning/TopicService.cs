using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Planning;

/// <summary>Opens tags to jurors as topics, and closes them again.</summary>
public sealed class TopicService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access)
{
    public async Task<Result> OpenAsync(Actor actor, Guid editionId, string tag, bool isOpen, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;
        if (SubmissionTag.Check(tag) is { } bad) return bad;

        await using var db = await contexts.CreateDbContextAsync(token);
        var topic = await db.JuryTopics.SingleOrDefaultAsync(t => t.EditionId == editionId && t.Name == tag, token);
        if (isOpen && topic is null) db.Add(new JuryTopic(editionId, tag));
        if (!isOpen && topic is not null) db.Remove(topic);
        return await db.TrySaveAsync(Refusals.Conflict, token);
    }
}
