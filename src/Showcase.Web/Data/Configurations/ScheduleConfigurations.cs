using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class ScheduleConfiguration : IEntityTypeConfiguration<Schedule>
{
    public void Configure(EntityTypeBuilder<Schedule> schedule)
    {
        schedule.HasOne<Edition>().WithMany().HasForeignKey(s => s.EditionId).OnDelete(DeleteBehavior.Restrict);
        schedule.HasMany(s => s.Screenings).WithOne().HasForeignKey("ScheduleId").OnDelete(DeleteBehavior.Cascade);
        schedule.HasMany(s => s.Installations).WithOne().HasForeignKey("ScheduleId").OnDelete(DeleteBehavior.Cascade);
        schedule.HasIndex(s => s.EditionId).IsUnique();
    }
}

internal sealed class ScreeningConfiguration : IEntityTypeConfiguration<Screening>
{
    public void Configure(EntityTypeBuilder<Screening> screening)
    {
        screening.HasOne<Programme>().WithMany().HasForeignKey(s => s.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
        screening.HasOne<Space>().WithMany().HasForeignKey(s => s.SpaceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InstallationConfiguration : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> installation)
    {
        installation.Property(i => i.Name).HasMaxLength(Installation.NameLength);
        installation.Property(i => i.Token).HasMaxLength(Installation.TokenLength);
        installation.Ignore(i => i.Hours);
        installation.HasOne<Space>().WithMany().HasForeignKey(i => i.SpaceId).OnDelete(DeleteBehavior.Restrict);
        installation.HasIndex(i => i.Token).IsUnique();
        installation.OwnsMany(i => i.Works, works =>
        {
            works.ToTable("InstallationWorks");
            works.WithOwner().HasForeignKey("InstallationId");
            works.HasKey(work => work.Id);
            works.HasOne<Submission>().WithMany().HasForeignKey(work => work.SubmissionId).OnDelete(DeleteBehavior.Restrict);
            works.HasIndex("InstallationId", nameof(InstallationWork.SubmissionId)).IsUnique();
        });
    }
}

internal sealed class ScheduleReleaseConfiguration : IEntityTypeConfiguration<ScheduleRelease>
{
    /// <summary>A release is never changed, so the same object is the same content.</summary>
    private static readonly ValueComparer<ReleaseContent> SameObject = new((one, other) => ReferenceEquals(one, other), _ => 0, content => content);

    public void Configure(EntityTypeBuilder<ScheduleRelease> release)
    {
        release.Property(r => r.Name).HasMaxLength(ScheduleRelease.NameLength);
        release.Property(r => r.Content).HasConversion(
            content => JsonSerializer.Serialize(content, JsonSerializerOptions.Default),
            stored => JsonSerializer.Deserialize<ReleaseContent>(stored, JsonSerializerOptions.Default)!,
            SameObject);
        release.HasOne<Edition>().WithMany().HasForeignKey(r => r.EditionId).OnDelete(DeleteBehavior.Restrict);
        release.HasIndex(r => new { r.EditionId, r.Number }).IsUnique();
    }
}
