using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class SubmissionImportConfiguration : IEntityTypeConfiguration<SubmissionImport>
{
    public void Configure(EntityTypeBuilder<SubmissionImport> import)
    {
        import.Property(i => i.Source).HasMaxLength(SubmissionImport.SourceLength);
        import.Property(i => i.FileName).HasMaxLength(SubmissionImport.FileNameLength);
        import.ComplexProperty(i => i.Counts);
        import.HasOne<Edition>().WithMany().HasForeignKey(i => i.EditionId).OnDelete(DeleteBehavior.Restrict);
        import.HasOne<Call>().WithMany().HasForeignKey(i => i.CallId).OnDelete(DeleteBehavior.Restrict);
        import.HasOne<ApplicationUser>().WithMany().HasForeignKey(i => i.ImportedBy).OnDelete(DeleteBehavior.Restrict);
        import.HasOne<ApplicationUser>().WithMany().HasForeignKey(i => i.UndoneBy).OnDelete(DeleteBehavior.Restrict);
        import.HasIndex(i => new { i.EditionId, i.StartedAt });
    }
}

internal sealed class ImportedSubmissionConfiguration : IEntityTypeConfiguration<ImportedSubmission>
{
    public void Configure(EntityTypeBuilder<ImportedSubmission> imported)
    {
        imported.Property(i => i.Source).HasMaxLength(SubmissionImport.SourceLength);
        imported.Property(i => i.Number).HasMaxLength(ImportedSubmission.NumberLength);
        imported.HasOne<Call>().WithMany().HasForeignKey(i => i.CallId).OnDelete(DeleteBehavior.Restrict);
        imported.HasOne<Submission>().WithMany().HasForeignKey(i => i.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        imported.HasOne<Film>().WithMany().HasForeignKey(i => i.FilmId).OnDelete(DeleteBehavior.Restrict);

        // Two imports of the same file at once make each entry once.
        imported.HasIndex(i => new { i.CallId, i.Source, i.Number }).IsUnique();
    }
}

internal sealed class ImportedChangeConfiguration : IEntityTypeConfiguration<ImportedChange>
{
    public void Configure(EntityTypeBuilder<ImportedChange> change)
    {
        change.Property(c => c.Title).HasMaxLength(Film.TitleLength);
        change.HasOne<SubmissionImport>().WithMany().HasForeignKey(c => c.ImportId).OnDelete(DeleteBehavior.Cascade);
        change.HasIndex(c => new { c.ImportId, c.Id });
        change.HasIndex(c => c.FilmId);
    }
}
