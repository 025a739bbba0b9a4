using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Messages;

/// <summary>The mails that went to a person. Links are left out of their texts: some of them open a door.</summary>
internal sealed partial class MessageData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "messages";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(OutboxMessage), nameof(OutboxMessage.To))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var messages = await db.OutboxMessages.AsNoTracking()
            .Where(message => db.Users.Any(user => user.Id == userId && user.Email == message.To))
            .OrderBy(message => message.Id)
            .Select(message => new { message.Subject, message.Body, message.State, message.CreatedAt, message.SentAt })
            .ToListAsync(token);
        return messages.ConvertAll(message => new { message.Subject, Text = Link().Replace(message.Body, "[link]"), message.State, message.CreatedAt, message.SentAt });
    }

    public Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token) =>
        db.OutboxMessages.Where(message => message.To == person.Email).ExecuteDeleteAsync(token);

    [GeneratedRegex(@"https?://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
