using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Media;

namespace Showcase.Web.Data.Configurations;

internal sealed class ViewingConfiguration : IEntityTypeConfiguration<Viewing>
{
    public void Configure(EntityTypeBuilder<Viewing> viewing)
    {
        viewing.Property(v => v.Played).HasConversion(played => played.ToString(), text => PlayedTime.Parse(text));
        viewing.HasOne<ApplicationUser>().WithMany().HasForeignKey(v => v.ViewerId).OnDelete(DeleteBehavior.Restrict);
        viewing.HasOne<MediaAsset>().WithMany().HasForeignKey(v => v.AssetId).OnDelete(DeleteBehavior.Cascade);
        viewing.HasIndex(v => new { v.ViewerId, v.AssetId }).IsUnique();
    }
}
