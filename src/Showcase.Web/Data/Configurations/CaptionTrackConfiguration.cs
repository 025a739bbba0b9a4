using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Captions;

namespace Showcase.Web.Data.Configurations;

internal sealed class CaptionTrackConfiguration : IEntityTypeConfiguration<CaptionTrack>
{
    public void Configure(EntityTypeBuilder<CaptionTrack> track)
    {
        track.Property(t => t.Language).HasMaxLength(CaptionTrack.LanguageLength);
        track.Property(t => t.FileName).HasMaxLength(MediaAsset.FileNameLength);
        track.HasOne<Film>().WithMany().HasForeignKey(t => t.FilmId).OnDelete(DeleteBehavior.Cascade);
        track.HasIndex(t => new { t.FilmId, t.Language, t.Kind }).IsUnique();
    }
}
