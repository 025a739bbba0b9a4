using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Accounts;

namespace Showcase.Web.Data.Configurations;

internal sealed class FirstAdministratorLinkConfiguration : IEntityTypeConfiguration<FirstAdministratorLink>
{
    public void Configure(EntityTypeBuilder<FirstAdministratorLink> link)
    {
        link.Property(l => l.SecretHash).HasMaxLength(64);
        link.HasIndex(l => l.SecretHash).IsUnique();
    }
}
