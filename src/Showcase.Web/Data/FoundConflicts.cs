using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Grants;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data;

/// <summary>
/// Looks for conflicts with every save that may bring one: a film is sent in, its credits, tools, rights or co-authors change, somebody becomes a juror or an
/// organiser, or says where they work and who is close to them, a grant is awarded. What was declared or pinned stays as it is.
/// </summary>
internal static class FoundConflicts
{
    /// <summary>More than that are named by their edition: a list of thousands of ids is no query.</summary>
    private const int MostIds = 500;

    private static readonly EditionRole[] Roles = [EditionRole.Juror, EditionRole.Organiser];

    public static async Task FollowAsync(ShowcaseDbContext db, CancellationToken token)
    {
        var entered = db.ChangeTracker.Entries<Submission>()
            .Where(entry => entry.Entity.State != SubmissionState.Draft
                && (entry.State == EntityState.Added || (entry.State == EntityState.Modified && entry.Property(s => s.State).OriginalValue == SubmissionState.Draft)))
            .Select(entry => entry.Entity).ToList();
        var films = Changed<Film>(db, nameof(Film.DetailsVersion)).Select(film => film.Id)
            .Concat(Changed<CoAuthor>(db, nameof(CoAuthor.UserId)).Select(author => author.FilmId)).Distinct().ToList();
        var joined = db.ChangeTracker.Entries<EditionMember>().Where(entry => entry.State == EntityState.Added && Roles.Contains(entry.Entity.Role))
            .Select(entry => entry.Entity).ToList();
        var profiled = db.ChangeTracker.Entries<JurorProfile>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity).ToList();
        var granted = db.ChangeTracker.Entries<Application>().Select(entry => entry.Entity)
            .Where(application => application.Award is { } award && db.Entry(award).State == EntityState.Added).SelectMany(application => (Guid[])[application.ArtistId, application.Award!.By]).Distinct().ToList();
        if (entered.Count + films.Count + joined.Count + profiled.Count + granted.Count == 0) return;

        var cases = entered.ConvertAll(s => new Case(s.Id, s.EditionId, s.FilmId, s.ArtistId));
        if (films.Count > 0) cases.AddRange(await Cases(db.Submissions.Where(s => films.Contains(s.FilmId))).ToListAsync(token));
        if (granted.Count > 0)
        {
            cases.AddRange(await Cases(db.Submissions.Where(s => granted.Contains(s.ArtistId) || db.CoAuthors.Any(author => author.FilmId == s.FilmId && author.UserId != null && granted.Contains(author.UserId.Value)))).ToListAsync(token));
        }

        foreach (var edition in cases.DistinctBy(c => c.SubmissionId).GroupBy(c => c.EditionId).ToList())
        {
            await CompareAsync(db, edition.Key, [.. edition], await PeopleAsync(db, edition.Key, only: null, token), token);
        }

        foreach (var edition in joined.Select(member => (member.EditionId, member.UserId)).Concat(profiled.Select(profile => (profile.EditionId, profile.UserId))).Distinct().GroupBy(pair => pair.EditionId).ToList())
        {
            var people = await PeopleAsync(db, edition.Key, [.. edition.Select(pair => pair.UserId)], token);
            if (people.Count > 0) await CompareAsync(db, edition.Key, await Cases(db.Submissions.Where(s => s.EditionId == edition.Key)).ToListAsync(token), people, token);
        }
    }

    private static IQueryable<Case> Cases(IQueryable<Submission> submissions) =>
        submissions.AsNoTracking().Where(s => s.State != SubmissionState.Draft).Select(s => new Case(s.Id, s.EditionId, s.FilmId, s.ArtistId));

    private static async Task CompareAsync(ShowcaseDbContext db, Guid editionId, List<Case> cases, List<PersonToCompare> people, CancellationToken token)
    {
        if (cases.Count == 0 || people.Count == 0) return;

        var ids = people.ConvertAll(person => person.UserId);
        var submissions = cases.ConvertAll(c => c.SubmissionId);
        var here = db.JurorConflicts.Where(c => c.EditionId == editionId && ids.Contains(c.UserId));
        var known = (await (cases.Count == 1 ? here.Where(c => c.SubmissionId == submissions[0]) : here).ToListAsync(token))
            .Concat(db.JurorConflicts.Local).DistinctBy(c => c.Id).ToDictionary(c => (c.SubmissionId, c.UserId));
        var films = await FilmsAsync(db, cases, token);
        foreach (var each in cases)
        {
            foreach (var person in people)
            {
                var clues = films.TryGetValue(each.SubmissionId, out var film) ? ConflictFinder.Find(person, film) : ConflictClues.None;
                var row = known.GetValueOrDefault((each.SubmissionId, person.UserId));
                if (row is null && clues == ConflictClues.None) continue;

                if (row is null) db.JurorConflicts.Add(row = JurorConflict.Between(editionId, each.SubmissionId, person.UserId));
                if (row.Clues != clues) row.Find(clues);
                if (row.IsIdle) db.JurorConflicts.Remove(row);
            }
        }
    }

    /// <summary>
    /// Jurors and organisers. Who organises and does not judge is not suspected for their mail's house, nor for grants: at a school's own festival, or one with a fund, that is
    /// everybody.
    /// </summary>
    private static async Task<List<PersonToCompare>> PeopleAsync(ShowcaseDbContext db, Guid editionId, List<Guid>? only, CancellationToken token)
    {
        var members = (await db.EditionMembers.AsNoTracking().Where(m => m.EditionId == editionId && Roles.Contains(m.Role)).Select(m => new { m.UserId, m.Role }).ToListAsync(token))
            .Concat(db.EditionMembers.Local.Where(m => m.EditionId == editionId && Roles.Contains(m.Role)).Select(m => new { m.UserId, m.Role }))
            .Where(member => only is null || only.Contains(member.UserId))
            .ToLookup(member => member.UserId, member => member.Role);
        if (members.Count == 0) return [];

        var ids = members.Select(member => member.Key).ToList();
        var users = (await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).Select(user => new { user.Id, user.DisplayName, user.Email }).ToListAsync(token))
            .UnionBy(db.Users.Local.Where(user => ids.Contains(user.Id)).Select(user => new { user.Id, user.DisplayName, user.Email }), user => user.Id);
        var profiles = (await db.JurorProfiles.AsNoTracking().Where(p => p.EditionId == editionId && ids.Contains(p.UserId)).ToListAsync(token)).ToDictionary(p => p.UserId);
        foreach (var profile in db.JurorProfiles.Local.Where(p => p.EditionId == editionId)) profiles[profile.UserId] = profile;
        var grants = await GrantsAsync(db, [.. ids.Where(id => members[id].Contains(EditionRole.Juror))], token);
        return [.. users.Select(user => new PersonToCompare(user.Id, ConflictFinder.FullName(user.DisplayName))
        {
            Organisations = Names(profiles.GetValueOrDefault(user.Id)?.Organisations),
            ClosePeople = Names(profiles.GetValueOrDefault(user.Id)?.ClosePeople),
            House = members[user.Id].Contains(EditionRole.Juror) ? ConflictFinder.House(user.Email) : null,
            Grants = grants[user.Id].ToHashSet(),
        })];
    }

    private static List<string> Names(string? lines) => [.. JurorProfile.Lines(lines).Select(ConflictFinder.Organisation).OfType<string>()];

    /// <summary>Between whom grants were awarded, of any edition, by the jurors that these are: to whom they gave, and who gave to them.</summary>
    private static async Task<ILookup<Guid, Guid>> GrantsAsync(ShowcaseDbContext db, List<Guid> jurors, CancellationToken token)
    {
        var known = await db.GrantApplications.AsNoTracking().Where(a => a.Award != null && (jurors.Contains(a.ArtistId) || jurors.Contains(a.Award.By)))
            .Select(a => new { a.ArtistId, a.Award!.By }).ToListAsync(token);
        return known.Concat(db.GrantApplications.Local.Where(a => a.Award is not null).Select(a => new { a.ArtistId, a.Award!.By }))
            .SelectMany(grant => (KeyValuePair<Guid, Guid>[])[new(grant.By, grant.ArtistId), new(grant.ArtistId, grant.By)])
            .Where(grant => jurors.Contains(grant.Key))
            .ToLookup(grant => grant.Key, grant => grant.Value);
    }

    private static async Task<Dictionary<Guid, FilmToCompare>> FilmsAsync(ShowcaseDbContext db, List<Case> cases, CancellationToken token)
    {
        var editionId = cases[0].EditionId;
        var films = db.ChangeTracker.Entries<Film>().Where(entry => entry.State != EntityState.Deleted).Select(entry => entry.Entity).ToDictionary(film => film.Id);
        var missing = cases.Select(c => c.FilmId).Where(id => !films.ContainsKey(id)).Distinct().ToList();
        if (missing.Count > 0)
        {
            var read = missing.Count <= MostIds
                ? db.Films.Where(film => missing.Contains(film.Id))
                : db.Films.Where(film => db.Submissions.Any(s => s.FilmId == film.Id && s.EditionId == editionId));
            foreach (var film in await read.AsNoTracking().ToListAsync(token)) films.TryAdd(film.Id, film);
        }

        var filmIds = cases.Select(c => c.FilmId).Distinct().ToList();
        var written = filmIds.Count <= MostIds
            ? db.CoAuthors.Where(author => filmIds.Contains(author.FilmId))
            : db.CoAuthors.Where(author => db.Submissions.Any(s => s.FilmId == author.FilmId && s.EditionId == editionId));
        var authors = (await written.Where(author => author.UserId != null).Select(author => new { author.FilmId, author.UserId }).ToListAsync(token))
            .ToLookup(author => author.FilmId, author => author.UserId!.Value);
        var artists = cases.Select(c => c.ArtistId).Concat(authors.SelectMany(film => film)).Distinct().ToList();
        var people = (await (artists.Count <= MostIds
            ? db.Users.Where(user => artists.Contains(user.Id))
            : db.Users.Where(user => db.Submissions.Any(s => s.ArtistId == user.Id && s.EditionId == editionId)
                || db.CoAuthors.Any(author => author.UserId == user.Id && db.Submissions.Any(s => s.FilmId == author.FilmId && s.EditionId == editionId))))
            .Select(user => new ArtistToCompare(user.Id, user.DisplayName, user.Email)).ToListAsync(token)).ToDictionary(artist => artist.UserId);
        foreach (var user in db.Users.Local) people.TryAdd(user.Id, new ArtistToCompare(user.Id, user.DisplayName, user.Email));
        return cases.Where(c => films.ContainsKey(c.FilmId)).ToDictionary(
            c => c.SubmissionId,
            c => FilmToCompare.Of(
                films[c.FilmId].Credits.Select(credit => credit.Name).Concat(films[c.FilmId].Rights.SelectMany(right => (string[])[right.What, right.Holder])),
                authors[c.FilmId].Prepend(c.ArtistId).Select(id => people.GetValueOrDefault(id)).OfType<ArtistToCompare>(),
                films[c.FilmId].Tools.Select(tool => tool.Name)));
    }

    private static IEnumerable<T> Changed<T>(ShowcaseDbContext db, string property)
        where T : class =>
        db.ChangeTracker.Entries<T>()
            .Where(entry => entry.State == EntityState.Modified && !Equals(entry.Property(property).OriginalValue, entry.Property(property).CurrentValue))
            .Select(entry => entry.Entity);

    private sealed record Case(Guid SubmissionId, Guid EditionId, Guid FilmId, Guid ArtistId);
}
