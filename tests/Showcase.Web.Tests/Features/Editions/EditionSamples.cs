using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Editions;

/// <summary>The services of editions on a world's store.</summary>
internal sealed class EditionSamples(World world)
{
    public static readonly Uri Site = new("https://festival.test/");

    private static readonly SiteTexts Texts = new(new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizerFactory>());

    public EditionService Editions { get; } = new(world.Store, new EditionAccess(world.Store), Texts, world.Clock, new ChangeFeed(), NullLogger<EditionService>.Instance);

    public MemberService Members { get; } = new(world.Store, new EditionAccess(world.Store), new ChangeFeed(), world.Revocations, NullLogger<MemberService>.Instance);

    public InvitationService Invitations { get; } =
        new(world.Store, new EditionAccess(world.Store), Texts, world.Clock, new ChangeFeed(), NullLogger<InvitationService>.Instance);

    public MemberQueries MemberQueries { get; } = new(world.Store);

    public EditionQueries EditionQueries { get; } = new(world.Store);

    /// <summary>The secret in the newest mail, as its recipient would follow it.</summary>
    public async Task<string> NewestSecretAsync()
    {
        await using var db = world.Store.CreateDbContext();
        var mail = await db.OutboxMessages.OrderByDescending(message => message.Id).FirstAsync();
        var start = mail.Body.IndexOf("secret=", StringComparison.Ordinal) + "secret=".Length;
        return mail.Body[start..mail.Body.IndexOf('\n', start)].Trim();
    }

    public async Task<IReadOnlyList<EditionRole>> RolesAsync(Edition edition, Actor person)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.EditionMembers.Where(m => m.EditionId == edition.Id && m.UserId == person.UserId).OrderBy(m => m.Role).Select(m => m.Role).ToListAsync();
    }
}
