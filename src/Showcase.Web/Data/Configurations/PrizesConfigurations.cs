using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Prizes;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class PrizeConfiguration : IEntityTypeConfiguration<Prize>
{
    public void Configure(EntityTypeBuilder<Prize> prize)
    {
        prize.Property(p => p.Name).HasMaxLength(Prize.NameLength);
        prize.Property(p => p.Amount).HasMaxLength(Prize.AmountLength);
        prize.Property(p => p.Statement).HasMaxLength(Prize.StatementLength);
        prize.Property(p => p.LaurelName).HasMaxLength(Prize.LaurelNameLength);
        prize.Ignore(p => p.OnLaurels);
        prize.HasOne<Edition>().WithMany().HasForeignKey(p => p.EditionId).OnDelete(DeleteBehavior.Restrict);
        prize.HasOne<Category>().WithMany().HasForeignKey(p => p.CategoryId).OnDelete(DeleteBehavior.Restrict);
        prize.HasMany(p => p.Winners).WithOne().HasForeignKey(w => w.PrizeId).OnDelete(DeleteBehavior.Cascade);
        prize.HasIndex(p => new { p.EditionId, p.Name }).IsUnique();
    }
}

internal sealed class PrizeWinnerConfiguration : IEntityTypeConfiguration<PrizeWinner>
{
    public void Configure(EntityTypeBuilder<PrizeWinner> winner)
    {
        winner.HasOne<Submission>().WithMany().HasForeignKey(w => w.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        winner.HasIndex(w => new { w.PrizeId, w.SubmissionId }).IsUnique();
    }
}

internal sealed class LaurelWordsConfiguration : IEntityTypeConfiguration<LaurelWords>
{
    public void Configure(EntityTypeBuilder<LaurelWords> words)
    {
        words.Property(w => w.Festival).HasMaxLength(LaurelWords.FestivalLength);
        words.Property(w => w.Year).HasMaxLength(LaurelWords.YearLength);
        words.Property(w => w.Selection).HasMaxLength(LaurelWords.SelectionLength);
        words.HasOne<Edition>().WithOne().HasForeignKey<LaurelWords>(w => w.EditionId).OnDelete(DeleteBehavior.Restrict);
    }
}
