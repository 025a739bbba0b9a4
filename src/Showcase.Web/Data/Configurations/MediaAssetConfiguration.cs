using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Films;
using Showcase.Domain.Media;

namespace Showcase.Web.Data.Configurations;

internal sealed class MediaAssetConfiguration : IEntityTypeConfiguration<MediaAsset>
{
    public void Configure(EntityTypeBuilder<MediaAsset> asset)
    {
        asset.Property(a => a.FileName).HasMaxLength(MediaAsset.FileNameLength);
        asset.Property(a => a.Fingerprint).HasMaxLength(200);
        asset.Property(a => a.Sha256).HasMaxLength(64);
        asset.Property(a => a.Problem).HasMaxLength(400);
        asset.HasOne<Film>().WithMany().HasForeignKey(a => a.FilmId).OnDelete(DeleteBehavior.Cascade);
        asset.HasIndex(a => new { a.State, a.CreatedAt });
        asset.OwnsOne(a => a.Facts, facts => facts.ToJson());
        asset.OwnsMany(a => a.Renditions, renditions =>
        {
            renditions.ToTable("Renditions");
            renditions.WithOwner().HasForeignKey("AssetId");
            renditions.HasKey(rendition => rendition.Id);
            renditions.Property(rendition => rendition.Path).HasMaxLength(400);
        });
        asset.OwnsMany(a => a.Stages, stages =>
        {
            stages.ToTable("ProcessingStages");
            stages.WithOwner().HasForeignKey("AssetId");
            stages.HasKey(stage => stage.Id);
            stages.Property(stage => stage.Name).HasMaxLength(40);
            stages.HasIndex(stage => new { stage.State, stage.LeaseUntil });
        });
    }
}
