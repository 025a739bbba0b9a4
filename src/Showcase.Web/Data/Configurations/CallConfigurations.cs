using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;

namespace Showcase.Web.Data.Configurations;

internal sealed class CallConfiguration : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> call)
    {
        call.Property(c => c.Name).HasMaxLength(Call.NameLength);
        call.Property(c => c.Currency).HasMaxLength(3);
        call.HasOne<Edition>().WithMany().HasForeignKey(c => c.EditionId).OnDelete(DeleteBehavior.Cascade);
        call.HasMany(c => c.Categories).WithOne().HasForeignKey(c => c.CallId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CategoryConfiguration : IEntityTypeConfiguration<Category>
{
    /// <summary>Deadlines are replaced as a whole, never changed in place.</summary>
    private static readonly ValueComparer<IReadOnlyList<Tier>> SameTiers = new((one, other) => one!.SequenceEqual(other!), tiers => tiers.Count, tiers => tiers);

    public void Configure(EntityTypeBuilder<Category> category)
    {
        category.Property(c => c.Tiers).HasMaxLength(1_000).HasConversion(
            tiers => JsonSerializer.Serialize(tiers, JsonSerializerOptions.Default),
            stored => JsonSerializer.Deserialize<Tier[]>(stored, JsonSerializerOptions.Default)!,
            SameTiers);
        category.Property(c => c.Name).HasMaxLength(Category.NameLength);
        category.Property(c => c.Description).HasMaxLength(Category.DescriptionLength);
    }
}
