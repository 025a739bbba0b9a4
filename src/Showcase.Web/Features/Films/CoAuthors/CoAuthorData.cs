using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Films.CoAuthors;

/// <summary>The films that a person was let into, and whom they invited.</summary>
internal sealed class CoAuthorData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "co-authors";

    public IReadOnlyList<PersonalField> Fields { get; } =
        [new(typeof(CoAuthor), nameof(CoAuthor.UserId)), new(typeof(CoAuthor), nameof(CoAuthor.Email)), new(typeof(CoAuthor), nameof(CoAuthor.InvitedBy))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var email = CoAuthor.Normalise(await db.Users.Where(user => user.Id == userId).Select(user => user.Email).SingleOrDefaultAsync(token) ?? "");
        var rows = await db.CoAuthors.AsNoTracking()
            .Where(author => author.UserId == userId || author.InvitedBy == userId || author.Email == email)
            .OrderBy(author => author.Id)
            .Select(author => new { Author = author, Film = db.Films.Where(film => film.Id == author.FilmId).Select(film => film.Title).FirstOrDefault() })
            .ToListAsync(token);
        return new
        {
            LetIn = rows.Where(row => row.Author.InvitedBy != userId).Select(row => new { row.Film, row.Author.Role, row.Author.SentAt, row.Author.EndedAt, HasAccepted = row.Author.UserId is not null }),
            Invited = rows.Where(row => row.Author.InvitedBy == userId).Select(row => new { row.Film, row.Author.Email, row.Author.Role, row.Author.SentAt, row.Author.EndedAt }),
        };
    }

    public Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token) => Task.FromResult<Refusal?>(null);

    /// <summary>They leave other people's films; whom they let into theirs stays there, because the film does.</summary>
    public async Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token)
    {
        var email = CoAuthor.Normalise(person.Email ?? "");
        await db.CoAuthors.Where(author => author.UserId == person.Id || author.Email == email).ExecuteDeleteAsync(token);
    }
}
