using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Editions;

namespace Showcase.Web.Data.Configurations;

internal sealed class EditionConfiguration : IEntityTypeConfiguration<Edition>
{
    public void Configure(EntityTypeBuilder<Edition> edition)
    {
        edition.Property(e => e.Name).HasMaxLength(Edition.NameLength);
        edition.Property(e => e.Slug).HasMaxLength(Edition.SlugLength);
        edition.Property(e => e.Tagline).HasMaxLength(Edition.TaglineLength);
        edition.Property(e => e.City).HasMaxLength(Edition.NameLength);
        edition.Property(e => e.TimeZoneId).HasMaxLength(64);
        edition.Property(e => e.Locale).HasMaxLength(20);
        edition.Ignore(e => e.TimeZone);
        edition.HasIndex(e => e.Slug).IsUnique();
    }
}

internal sealed class EditionMemberConfiguration : IEntityTypeConfiguration<EditionMember>
{
    public void Configure(EntityTypeBuilder<EditionMember> member)
    {
        member.HasOne<Edition>().WithMany().HasForeignKey(m => m.EditionId).OnDelete(DeleteBehavior.Cascade);
        member.HasOne<ApplicationUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        member.HasIndex(m => new { m.EditionId, m.UserId, m.Role }).IsUnique();
        member.HasIndex(m => m.UserId);
    }
}

internal sealed class MemberInvitationConfiguration : IEntityTypeConfiguration<MemberInvitation>
{
    public void Configure(EntityTypeBuilder<MemberInvitation> invitation)
    {
        invitation.Property(i => i.Email).HasMaxLength(256);
        invitation.Property(i => i.SecretHash).HasMaxLength(64);
        invitation.HasOne<Edition>().WithMany().HasForeignKey(i => i.EditionId).OnDelete(DeleteBehavior.Cascade);
        invitation.HasIndex(i => i.SecretHash).IsUnique();
        invitation.Ignore(i => i.ExpiresAt);
    }
}
