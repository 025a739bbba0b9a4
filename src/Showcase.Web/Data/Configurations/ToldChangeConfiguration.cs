using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Showcase.Web.Data.Configurations;

internal sealed class ToldChangeConfiguration : IEntityTypeConfiguration<ToldChange>
{
    public void Configure(EntityTypeBuilder<ToldChange> told) => told.Property(t => t.Topics).StoredAsJsonList();
}
