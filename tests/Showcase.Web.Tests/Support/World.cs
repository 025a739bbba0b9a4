using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Support;

/// <summary>
/// A small true-to-life state for a test to start from: people, an edition in Berlin, a call with a category, films with a ready
/// video. Everything is saved through the domain's own methods.
/// </summary>
public sealed class World : IDisposable
{
    public World() => Revocations = new PlaybackRevocations(Store, Clock);

    public TestStore Store { get; } = new();

    public TestClock Clock { get; } = new();

    /// <summary>What ends streams in this world.</summary>
    public PlaybackRevocations Revocations { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public void Dispose() => Store.Dispose();

    public async Task<Actor> PersonAsync(string name = "Ada Artist", string? email = null)
    {
        email ??= $"{Guid.CreateVersion7():N}@example.test";
        var user = new ApplicationUser
        {
            DisplayName = name, UserName = email, Email = email, NormalizedEmail = email.ToUpperInvariant(),
            NormalizedUserName = email.ToUpperInvariant(), EmailConfirmed = true, SecurityStamp = "stamp", CreatedAt = Now,
        };
        await SaveAsync(user);
        return new Actor(user.Id, name, IsAdministrator: false);
    }

    public async Task<Edition> EditionAsync(string slug = "berlin-2026")
    {
        var edition = Edition.Create(
            new EditionDetails("Berlin Shorts 2026", EditionKind.Festival, "Forty shorts", "Berlin", new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB"),
            slug).Value;
        await SaveAsync(edition);
        return edition;
    }

    /// <summary>A person who holds the roles in the edition.</summary>
    public async Task<Actor> MemberAsync(Edition edition, params EditionRole[] roles)
    {
        var person = await PersonAsync(string.Join(' ', roles));
        foreach (var role in roles) await SaveAsync(new EditionMember(edition.Id, person.UserId, role));
        return person;
    }

    /// <summary>A person who administers the installation.</summary>
    public async Task<Actor> AdministratorAsync(string name = "Root")
    {
        var person = await PersonAsync(name);
        await using var db = Store.CreateDbContext();
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Name == Actor.AdministratorRole);
        if (role is null) db.Roles.Add(role = new IdentityRole<Guid>(Actor.AdministratorRole) { Id = Guid.CreateVersion7(), NormalizedName = Actor.AdministratorRole.ToUpperInvariant() });
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.UserId, RoleId = role.Id });
        await db.SaveChangesAsync();
        return person with { IsAdministrator = true };
    }

    /// <summary>An open call with one category: 1 to 10 minutes, deadline in 30 days.</summary>
    public async Task<Call> OpenCallAsync(Edition edition)
    {
        var call = Call.Create(edition.Id, "Call for entries", "Send us your *shorts*.").Value;
        _ = call.AddCategory(new CategoryDetails("Shorts", "Up to ten minutes", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), Now.AddDays(30)));
        _ = call.Open(Now);
        await SaveAsync(call);
        return call;
    }

    /// <summary>A film whose video is ready and runs as given (4:12).</summary>
    public async Task<Film> FilmAsync(Actor owner, string title = "Salt Index", TimeSpan? runtime = null)
    {
        var length = runtime ?? new TimeSpan(0, 4, 12);
        var details = new FilmDetails(title, "A list of salts.", length, 2026, "CZ", "cs", [new Credit("Director", owner.Name)], [new GenerationTool("Runway Gen-3", "Picture")]);
        var film = Film.Create(owner.UserId, details, Now).Value;
        var video = MediaAsset.Announce(film.Id, owner.UserId, "film.mp4", 1_000_000, "fingerprint", Now).Value;
        _ = video.Complete([]);
        video.RecordFacts(new MediaFacts(length, 1920, 1080, 24, "mov,mp4", "h264", "aac", 2, 5_000_000));
        video.RecordHash(new string('a', 64));
        video.MarkReady(Now);
        film.ShowVideo(video.Id);
        await SaveAsync(film, video);
        return film;
    }

    /// <summary>Somebody whom the film's owner has let in.</summary>
    public async Task<Actor> CoAuthorAsync(Film film, CoAuthorRole role)
    {
        var person = await PersonAsync($"Co-author {role}");
        await LetInAsync(film.Id, person, role);
        return person;
    }

    public async Task LetInAsync(Guid filmId, Actor person, CoAuthorRole role)
    {
        var email = $"{person.UserId:N}@example.test";
        var author = CoAuthor.Invite(filmId, email, role, Guid.CreateVersion7(), $"{person.UserId:N}{filmId:N}", Now).Value;
        Assert.True(author.Accept(person.UserId, email, Now).Succeeded);
        await SaveAsync(author);
    }

    /// <summary>A film that was sent in to the call's first category.</summary>
    public async Task<Submission> SubmissionAsync(Call call, Film film)
    {
        var category = call.Categories[0];
        var submission = Submission.Draft(call.EditionId, category.Id, film.Id, film.OwnerId, Now);
        var sent = submission.Submit(call, category, TimeSpan.FromMinutes(4), Now);
        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        await SaveAsync(submission);
        return submission;
    }

    public async Task SaveAsync(params object[] things)
    {
        await using var db = Store.CreateDbContext();
        db.AddRange(things);
        await db.SaveChangesAsync();
    }
}
