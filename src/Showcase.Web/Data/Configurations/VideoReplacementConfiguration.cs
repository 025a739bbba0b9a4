using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Films;

namespace Showcase.Web.Data.Configurations;

internal sealed class VideoReplacementConfiguration : IEntityTypeConfiguration<VideoReplacement>
{
    public void Configure(EntityTypeBuilder<VideoReplacement> replacement)
    {
        replacement.Property(r => r.RefusedFor).HasMaxLength(VideoReplacement.RefusalLength);
        replacement.Ignore(r => r.IsWaiting);

        // Both files go with the film as this does: a second way to them would be one cascade too many.
        replacement.HasOne<Film>().WithMany().HasForeignKey(r => r.FilmId).OnDelete(DeleteBehavior.Cascade);
        replacement.HasIndex(r => r.NewId).IsUnique();
        replacement.HasIndex(r => r.OldId);
        replacement.HasIndex(r => new { r.FilmId, r.ShownAt });
    }
}
