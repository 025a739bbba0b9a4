using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class VenueConfiguration : IEntityTypeConfiguration<Venue>
{
    public void Configure(EntityTypeBuilder<Venue> venue)
    {
        venue.Property(v => v.Name).HasMaxLength(Venue.NameLength);
        venue.Property(v => v.Address).HasMaxLength(Venue.AddressLength);
        venue.HasOne<Edition>().WithMany().HasForeignKey(v => v.EditionId).OnDelete(DeleteBehavior.Restrict);
        venue.HasMany(v => v.Spaces).WithOne().HasForeignKey("VenueId").OnDelete(DeleteBehavior.Cascade);
        venue.HasIndex(v => new { v.EditionId, v.Name }).IsUnique();
    }
}

internal sealed class SpaceConfiguration : IEntityTypeConfiguration<Space>
{
    public void Configure(EntityTypeBuilder<Space> space)
    {
        space.ToTable("Spaces");
        space.Property(s => s.Name).HasMaxLength(Venue.NameLength);
        space.Ignore(s => s.Hours);
    }
}

internal sealed class ProgrammeConfiguration : IEntityTypeConfiguration<Programme>
{
    public void Configure(EntityTypeBuilder<Programme> programme)
    {
        programme.Property(p => p.Name).HasMaxLength(Programme.NameLength);
        programme.Property(p => p.Description).HasMaxLength(Programme.DescriptionLength);
        programme.HasOne<Edition>().WithMany().HasForeignKey(p => p.EditionId).OnDelete(DeleteBehavior.Restrict);
        programme.HasIndex(p => new { p.EditionId, p.Name }).IsUnique();
        programme.OwnsMany(p => p.Films, films =>
        {
            films.ToTable("ProgrammeFilms");
            films.WithOwner().HasForeignKey("ProgrammeId");
            films.HasKey(film => film.Id);
            films.HasOne<Submission>().WithMany().HasForeignKey(film => film.SubmissionId).OnDelete(DeleteBehavior.Restrict);
            films.HasIndex("ProgrammeId", nameof(ProgrammeFilm.SubmissionId)).IsUnique();
        });
    }
}
