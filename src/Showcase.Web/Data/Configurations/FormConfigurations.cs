using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Calls;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class EntryFormConfiguration : IEntityTypeConfiguration<EntryForm>
{
    public void Configure(EntityTypeBuilder<EntryForm> form)
    {
        form.Ignore(f => f.Questionnaire);
        form.HasOne<Call>().WithMany().HasForeignKey(f => f.CallId).OnDelete(DeleteBehavior.Cascade);
        form.HasMany(f => f.Sections).WithOne().HasForeignKey(s => s.FormId).OnDelete(DeleteBehavior.Cascade);
        form.HasMany(f => f.Questions).WithOne().HasForeignKey(q => q.FormId).OnDelete(DeleteBehavior.Cascade);

        // Two organisers who begin the form of a call at once make one.
        form.HasIndex(f => f.CallId).IsUnique();
    }
}

internal sealed class FormSectionConfiguration : IEntityTypeConfiguration<FormSection>
{
    public void Configure(EntityTypeBuilder<FormSection> section)
    {
        section.ToTable("FormSections");
        section.Property(s => s.Title).HasMaxLength(FormSection.TitleLength);
        section.Property(s => s.Intro).HasMaxLength(FormSection.IntroLength);
    }
}

internal sealed class QuestionConfiguration : IEntityTypeConfiguration<Question>
{
    public void Configure(EntityTypeBuilder<Question> question)
    {
        question.Ignore(q => q.Asked);
        question.Property(q => q.Wording).StoredAsJson();
        question.Property(q => q.Rules).StoredAsJson();
        question.HasMany(q => q.Earlier).WithOne().HasForeignKey(v => v.QuestionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class QuestionVersionConfiguration : IEntityTypeConfiguration<QuestionVersion>
{
    public void Configure(EntityTypeBuilder<QuestionVersion> version)
    {
        version.Property(v => v.Wording).StoredAsJson();
        version.HasIndex(v => new { v.QuestionId, v.Version }).IsUnique();
    }
}

internal sealed class AnswerConfiguration : IEntityTypeConfiguration<Answer>
{
    public void Configure(EntityTypeBuilder<Answer> answer)
    {
        answer.Ignore(a => a.Given);
        answer.OwnsOne(a => a.File, file =>
        {
            file.Property(f => f.Sha256).HasMaxLength(64);
            file.HasIndex(f => f.FileId);
        });
        answer.HasOne<Submission>().WithMany().HasForeignKey(a => a.SubmissionId).OnDelete(DeleteBehavior.Cascade);

        // The store keeps a question that was answered while somebody removed it.
        answer.HasOne<Question>().WithMany().HasForeignKey(a => a.QuestionId).OnDelete(DeleteBehavior.Restrict);
        answer.HasIndex(a => new { a.SubmissionId, a.QuestionId }).IsUnique();
    }
}

internal sealed class NeededAnswerConfiguration : IEntityTypeConfiguration<NeededAnswer>
{
    public void Configure(EntityTypeBuilder<NeededAnswer> needed)
    {
        needed.HasOne<Submission>().WithMany().HasForeignKey(n => n.SubmissionId).OnDelete(DeleteBehavior.Cascade);

        // Of two servers that see it at once, one tells. The question may go; a look afterwards takes the row away.
        needed.HasIndex(n => new { n.SubmissionId, n.QuestionId }).IsUnique();
    }
}

internal static class JsonColumns
{
    private static readonly JsonSerializerOptions Words = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Keeps a value that is replaced as a whole, never changed in place.</summary>
    public static void StoredAsJson<T>(this PropertyBuilder<T> property)
        where T : class =>
        property.HasConversion(value => JsonSerializer.Serialize(value, Words), stored => JsonSerializer.Deserialize<T>(stored, Words)!);

    /// <summary>Keeps a list that is replaced as a whole; it has changed where its items have.</summary>
    public static void StoredAsJsonList<T>(this PropertyBuilder<IReadOnlyList<T>> property) =>
        property.HasConversion(
            value => JsonSerializer.Serialize(value, Words),
            stored => JsonSerializer.Deserialize<List<T>>(stored, Words)!,
            new ValueComparer<IReadOnlyList<T>>((one, other) => one!.SequenceEqual(other!), list => list.Count, list => list));
}
