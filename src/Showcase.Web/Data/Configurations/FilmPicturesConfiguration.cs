using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Films;
using Showcase.Domain.Media;

namespace Showcase.Web.Data.Configurations;

internal sealed class FilmPicturesConfiguration : IEntityTypeConfiguration<FilmPictures>
{
    public void Configure(EntityTypeBuilder<FilmPictures> set)
    {
        set.HasOne<Film>().WithMany().HasForeignKey(s => s.FilmId).OnDelete(DeleteBehavior.Cascade);
        set.HasMany(s => s.Pictures).WithOne().HasForeignKey(picture => picture.SetId).OnDelete(DeleteBehavior.Cascade);
        set.OwnsOne(s => s.Poster, poster =>
        {
            poster.Ignore(p => p.Crop);
            poster.Ignore(p => p.Sizes);
        });
        set.Ignore(s => s.Stills);
        set.Ignore(s => s.FileIds);
        set.HasIndex(s => s.FilmId).IsUnique();
    }
}

internal sealed class PictureConfiguration : IEntityTypeConfiguration<Picture>
{
    public void Configure(EntityTypeBuilder<Picture> picture)
    {
        picture.Property(p => p.Alt).HasMaxLength(Picture.AltLength);
        picture.Property(p => p.Credit).HasMaxLength(Picture.CreditLength);
        picture.Property(p => p.FileName).HasMaxLength(MediaAsset.FileNameLength);
        picture.Property(p => p.Sha256).HasMaxLength(64);
        picture.Ignore(p => p.Sizes);
        picture.HasIndex(p => new { p.SetId, p.Sha256 }).IsUnique();
    }
}
