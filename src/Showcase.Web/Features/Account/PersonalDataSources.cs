using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Account;

/// <summary>A person's films, with their credits, tools and files. Films that were never sent in must be deleted before the account is.</summary>
internal sealed class FilmData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "films";

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var films = await db.Films.AsNoTracking().Where(film => film.OwnerId == userId).OrderBy(film => film.Id).ToListAsync(token);
        var assets = await db.MediaAssets.AsNoTracking().Where(asset => asset.OwnerId == userId).OrderBy(asset => asset.Id).ToListAsync(token);
        return films.Select(film => new
        {
            film.Id, film.Title, film.Synopsis, film.StatedRuntime, film.Year, film.Country, film.Languages, film.CreatedAt, film.Credits, film.Tools,
            Files = assets.Where(asset => asset.FilmId == film.Id).Select(asset => new { asset.FileName, asset.Size, asset.State, asset.Sha256, asset.CreatedAt }),
        });
    }

    public async Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var neverSent = await db.Films.CountAsync(
            film => film.OwnerId == userId && !db.Submissions.Any(entry => entry.FilmId == film.Id && entry.State != SubmissionState.Draft), token);
        return neverSent == 0 ? null : new Refusal("Account.FilmsLeft", neverSent);
    }
}

internal sealed class SubmissionData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "submissions";

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Submissions.AsNoTracking()
            .Where(entry => entry.ArtistId == userId)
            .OrderBy(entry => entry.Id)
            .Select(entry => new
            {
                entry.Id,
                Edition = db.Editions.Where(edition => edition.Id == entry.EditionId).Select(edition => edition.Name).FirstOrDefault(),
                Film = db.Films.Where(film => film.Id == entry.FilmId).Select(film => film.Title).FirstOrDefault(),
                entry.State, entry.CoverLetter, entry.CreatedAt, entry.SubmittedAt,
                History = entry.History.OrderBy(step => step.At).Select(step => new { step.State, step.At, step.Reason }).ToList(),
            })
            .ToListAsync(token);
    }
}

/// <summary>A person's roles in editions. The last organiser of an edition names another one first.</summary>
internal sealed class MembershipData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "memberships";

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.EditionMembers.AsNoTracking()
            .Where(member => member.UserId == userId)
            .OrderBy(member => member.Id)
            .Select(member => new { Edition = db.Editions.Where(edition => edition.Id == member.EditionId).Select(edition => edition.Name).FirstOrDefault(), member.Role })
            .ToListAsync(token);
    }

    public async Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var alone = await db.EditionMembers
            .Where(member => member.UserId == userId && member.Role == EditionRole.Organiser
                && !db.EditionMembers.Any(other => other.EditionId == member.EditionId && other.UserId != userId && other.Role == EditionRole.Organiser))
            .AnyAsync(token);
        return alone ? EditionRefusals.LastOrganiser : null;
    }
}

/// <summary>The mails that went to the person, without their texts: those hold links.</summary>
internal sealed class MailData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "mails";

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.OutboxMessages.AsNoTracking()
            .Where(message => db.Users.Any(user => user.Id == userId && user.Email == message.To))
            .OrderBy(message => message.Id)
            .Select(message => new { message.Subject, message.State, message.CreatedAt, message.SentAt })
            .ToListAsync(token);
    }
}
