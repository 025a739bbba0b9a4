using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Account;

/// <summary>Takes a person's data along, and ends their account.</summary>
internal sealed partial class PersonalDataService(
    ShowcaseDbContext db, UserManager<ApplicationUser> users, IEnumerable<IPersonalDataSource> sources, ILogger<PersonalDataService> logger)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new JsonStringEnumConverter() }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Everything that is kept about the person, as JSON.</summary>
    public async Task<byte[]> ExportAsync(ApplicationUser person, CancellationToken token)
    {
        var passkeys = await users.GetPasskeysAsync(person);
        var all = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["account"] = new
            {
                person.Id, person.DisplayName, person.Email, person.EmailConfirmed, person.PhoneNumber, person.TwoFactorEnabled, person.CreatedAt, person.WantsReminders, person.Gender,
                Passkeys = passkeys.Select(passkey => new { passkey.Name, passkey.CreatedAt }),
                Roles = await users.GetRolesAsync(person),
            },
        };
        foreach (var source in sources) all[source.Name] = await source.ReadAsync(person.Id, token);
        return JsonSerializer.SerializeToUtf8Bytes(all, Readable);
    }

    /// <summary>Why the account cannot go yet; null where it can.</summary>
    public async Task<Refusal?> CheckDeletionAsync(ApplicationUser person, CancellationToken token)
    {
        if (await db.IsLastAdministratorAsync(person.Id, token)) return AccountRefusals.LastAdministrator;

        foreach (var source in sources)
        {
            if (await source.CheckDeletionAsync(person.Id, token) is { } refusal) return refusal;
        }

        return null;
    }

    /// <summary>
    /// Deletes the account. Where others rely on what the person did (films sent in, scores given), that stays and the account becomes
    /// a nameless one that nobody can use.
    /// </summary>
    public async Task<Result> DeleteAsync(ApplicationUser person, CancellationToken token)
    {
        // Two last administrators who leave at once are kept apart. Others need not wait for anybody.
        var isAdministrator = await db.Administrators().AnyAsync(user => user.Id == person.Id, token);
        await using var transaction = await db.Database.BeginTransactionAsync(isAdministrator ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted, token);
        if (await CheckDeletionAsync(person, token) is { } refusal) return refusal;

        var id = person.Id;
        foreach (var source in sources) await source.RemoveAsync(db, person, token);
        await db.UserPasskeys.Where(passkey => passkey.UserId == id).ExecuteDeleteAsync(token);
        await db.UserTokens.Where(held => held.UserId == id).ExecuteDeleteAsync(token);
        await db.UserClaims.Where(claim => claim.UserId == id).ExecuteDeleteAsync(token);
        await db.UserLogins.Where(login => login.UserId == id).ExecuteDeleteAsync(token);
        await db.UserRoles.Where(held => held.UserId == id).ExecuteDeleteAsync(token);
        db.ChangeTracker.Clear();

        var isGone = await TryRemoveAsync(id, token);
        if (!isGone) await AnonymiseAsync(id, token);
        await transaction.CommitAsync(token);
        LogDeleted(logger, id, isGone);
        return Result.Ok;
    }

    /// <summary>The store knows what still refers to the person: its foreign keys decide, whatever features there are.</summary>
    private async Task<bool> TryRemoveAsync(Guid id, CancellationToken token)
    {
        await db.Database.CurrentTransaction!.CreateSavepointAsync("remove", token);
        try
        {
            return await db.Users.Where(user => user.Id == id).ExecuteDeleteAsync(token) == 1;
        }
        catch (System.Data.Common.DbException)
        {
            await db.Database.CurrentTransaction!.RollbackToSavepointAsync("remove", token);
            return false;
        }
    }

    private async Task AnonymiseAsync(Guid id, CancellationToken token)
    {
        var person = await db.Users.SingleAsync(user => user.Id == id, token);
        person.Anonymise();
        await db.SaveChangesAsync(token);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} deleted by its owner; row removed: {Removed}")]
    private static partial void LogDeleted(ILogger logger, Guid userId, bool removed);
}

public static class AccountRefusals
{
    public static readonly Refusal LastAdministrator = new("Account.LastAdministrator");
}
