using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Accounts;
using Showcase.Domain.Films;

namespace Showcase.Web.Data.Configurations;

internal sealed class FilmConfiguration : IEntityTypeConfiguration<Film>
{
    public void Configure(EntityTypeBuilder<Film> film)
    {
        film.Property(f => f.Title).HasMaxLength(Film.TitleLength);
        film.Property(f => f.Synopsis).HasMaxLength(Film.SynopsisLength);
        film.Property(f => f.Country).HasMaxLength(2);
        film.Property(f => f.Languages).HasMaxLength(200);
        film.OwnsMany(f => f.Credits, credits => credits.ToJson());
        film.OwnsMany(f => f.Cast, cast => cast.ToJson());
        film.OwnsMany(f => f.Tools, tools => tools.ToJson());
        film.OwnsOne(f => f.Profile, profile => profile.ToJson());
        film.Navigation(f => f.Profile).IsRequired();
        film.OwnsMany(f => f.Screenings, screenings => screenings.ToJson());
        film.OwnsMany(f => f.Links, links => links.ToJson());
        film.OwnsMany(f => f.Rights, rights => rights.ToJson());
        film.HasOne<ApplicationUser>().WithMany().HasForeignKey(f => f.OwnerId).OnDelete(DeleteBehavior.Restrict);
        film.HasIndex(f => f.OwnerId);
    }
}

internal sealed class CoAuthorConfiguration : IEntityTypeConfiguration<CoAuthor>
{
    public void Configure(EntityTypeBuilder<CoAuthor> author)
    {
        author.Property(a => a.Email).HasMaxLength(EmailAddress.Length);
        author.Property(a => a.SecretHash).HasMaxLength(64);
        author.HasOne<Film>().WithMany().HasForeignKey(a => a.FilmId).OnDelete(DeleteBehavior.Cascade);
        author.HasOne<ApplicationUser>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Restrict);
        author.HasIndex(a => new { a.FilmId, a.Email }).IsUnique();
        author.HasIndex(a => new { a.FilmId, a.UserId }).IsUnique();
        author.HasIndex(a => a.UserId);
        author.HasIndex(a => a.SecretHash).IsUnique();
        author.HasIndex(a => new { a.InvitedBy, a.SentAt });
        author.Ignore(a => a.ExpiresAt);
    }
}
