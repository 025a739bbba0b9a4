using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Captions;

namespace Showcase.Web.Data.Configurations;

internal sealed class MediaAssetConfiguration : IEntityTypeConfiguration<MediaAsset>
{
    public void Configure(EntityTypeBuilder<MediaAsset> asset)
    {
        asset.Property(a => a.FileName).HasMaxLength(MediaAsset.FileNameLength);
        asset.Property(a => a.DescribedIn).HasMaxLength(CaptionTrack.LanguageLength);
        asset.Property(a => a.Fingerprint).HasMaxLength(200);
        asset.Property(a => a.Sha256).HasMaxLength(64);
        asset.Property(a => a.Problem).HasMaxLength(400);
        asset.HasOne<Film>().WithMany().HasForeignKey(a => a.FilmId).OnDelete(DeleteBehavior.Cascade);
        asset.HasIndex(a => new { a.State, a.CreatedAt });
        asset.OwnsOne(a => a.Facts, facts => facts.ToJson());
        asset.OwnsMany(a => a.Findings, findings => findings.ToJson());
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
            stages.Property(stage => stage.SourceDigest).HasMaxLength(64);
            stages.HasIndex("AssetId", nameof(ProcessingStage.Name)).IsUnique();
            stages.HasIndex(stage => new { stage.State, stage.LeaseUntil });
        });
    }
}

internal sealed class StageRunConfiguration : IEntityTypeConfiguration<StageRun>
{
    public void Configure(EntityTypeBuilder<StageRun> run)
    {
        run.Property(r => r.Stage).HasMaxLength(40);
        run.Property(r => r.Complaint).HasMaxLength(StageRun.ComplaintLength);
        run.HasOne<MediaAsset>().WithMany().HasForeignKey(r => r.AssetId).OnDelete(DeleteBehavior.Cascade);
        run.HasIndex(r => new { r.AssetId, r.BeganAt });
    }
}
