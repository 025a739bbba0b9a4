using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Media;

namespace Showcase.Web.Data.Configurations;

/// <summary>Without foreign keys: a revocation outlives the account or the file that it names.</summary>
internal sealed class PlaybackRevocationConfiguration : IEntityTypeConfiguration<PlaybackRevocation>
{
    public void Configure(EntityTypeBuilder<PlaybackRevocation> revocation) => revocation.HasIndex(r => r.At);
}
