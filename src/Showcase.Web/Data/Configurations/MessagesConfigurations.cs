using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.Property(m => m.To).HasMaxLength(320);
        message.Property(m => m.Subject).HasMaxLength(OutboxMessage.SubjectLength);
        message.Property(m => m.Footer).HasMaxLength(OutboxMessage.FooterLength);
        message.Property(m => m.StopAddress).HasMaxLength(OutboxMessage.StopAddressLength);
        message.Property(m => m.LastError).HasMaxLength(OutboxMessage.ErrorLength);
        message.Ignore(m => m.Text);
        message.HasIndex(m => new { m.State, m.NextAttemptAt });
        message.HasIndex(m => new { m.EditionId, m.CreatedAt });
        message.HasIndex(m => new { m.BatchId, m.State });
        message.HasIndex(m => new { m.DecisionBatchId, m.State });
    }
}

internal sealed class OutboxAttemptConfiguration : IEntityTypeConfiguration<OutboxAttempt>
{
    public void Configure(EntityTypeBuilder<OutboxAttempt> attempt)
    {
        attempt.Property(a => a.Error).HasMaxLength(OutboxMessage.ErrorLength);
        attempt.HasOne<OutboxMessage>().WithMany().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Cascade);
        attempt.HasIndex(a => new { a.MessageId, a.BegunAt });
    }
}

internal sealed class MessageTemplateConfiguration : IEntityTypeConfiguration<MessageTemplate>
{
    public void Configure(EntityTypeBuilder<MessageTemplate> template)
    {
        template.Property(t => t.Name).HasMaxLength(MessageTemplate.NameLength);
        template.Property(t => t.Subject).HasMaxLength(MessageText.SubjectLength);
        template.HasOne<Edition>().WithMany().HasForeignKey(t => t.EditionId).OnDelete(DeleteBehavior.Cascade);
        template.HasIndex(t => new { t.EditionId, t.Name }).IsUnique();
    }
}

internal sealed class MessageBatchConfiguration : IEntityTypeConfiguration<MessageBatch>
{
    public void Configure(EntityTypeBuilder<MessageBatch> batch)
    {
        batch.Property(b => b.Subject).HasMaxLength(MessageText.SubjectLength);
        batch.Property(b => b.Selection).HasMaxLength(MessageBatch.SelectionLength);
        batch.HasOne<Edition>().WithMany().HasForeignKey(b => b.EditionId).OnDelete(DeleteBehavior.Restrict);
        batch.HasOne<JudgingRound>().WithMany().HasForeignKey(b => b.RoundId).OnDelete(DeleteBehavior.Restrict);
        batch.Ignore(b => b.Known);
        batch.HasIndex(b => new { b.EditionId, b.State, b.BegunAt });
    }
}

internal sealed class MessageRecipientConfiguration : IEntityTypeConfiguration<MessageRecipient>
{
    public void Configure(EntityTypeBuilder<MessageRecipient> recipient)
    {
        recipient.HasOne<MessageBatch>().WithMany().HasForeignKey(r => r.BatchId).OnDelete(DeleteBehavior.Cascade);
        recipient.HasOne<Submission>().WithMany().HasForeignKey(r => r.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        recipient.HasIndex(r => new { r.BatchId, r.SubmissionId }).IsUnique();
    }
}

internal sealed class JurorRecipientConfiguration : IEntityTypeConfiguration<JurorRecipient>
{
    public void Configure(EntityTypeBuilder<JurorRecipient> recipient)
    {
        recipient.HasOne<MessageBatch>().WithMany().HasForeignKey(r => r.BatchId).OnDelete(DeleteBehavior.Cascade);
        recipient.HasOne<ApplicationUser>().WithMany().HasForeignKey(r => r.JurorId).OnDelete(DeleteBehavior.Restrict);
        recipient.HasIndex(r => new { r.BatchId, r.JurorId }).IsUnique();
    }
}

internal sealed class MailOptOutConfiguration : IEntityTypeConfiguration<MailOptOut>
{
    public void Configure(EntityTypeBuilder<MailOptOut> optOut)
    {
        optOut.HasOne<ApplicationUser>().WithMany().HasForeignKey(o => o.UserId).OnDelete(DeleteBehavior.Cascade);
        optOut.HasOne<Edition>().WithMany().HasForeignKey(o => o.EditionId).OnDelete(DeleteBehavior.Cascade);
        optOut.HasIndex(o => new { o.UserId, o.EditionId }).IsUnique();
    }
}

internal sealed class SubmissionThreadConfiguration : IEntityTypeConfiguration<SubmissionThread>
{
    public void Configure(EntityTypeBuilder<SubmissionThread> thread)
    {
        // What was talked about stays: undoing an import leaves such an entry.
        thread.HasOne<Submission>().WithMany().HasForeignKey(t => t.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        thread.HasIndex(t => t.SubmissionId).IsUnique();
        thread.HasIndex(t => new { t.EditionId, t.AskedAt, t.AnsweredAt, t.SubmissionId });
    }
}

internal sealed class ThreadMessageConfiguration : IEntityTypeConfiguration<ThreadMessage>
{
    public void Configure(EntityTypeBuilder<ThreadMessage> message)
    {
        message.HasOne<Submission>().WithMany().HasForeignKey(m => m.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        message.HasIndex(m => new { m.SubmissionId, m.At });
        message.HasIndex(m => m.AuthorId);
    }
}

internal sealed class ThreadDraftConfiguration : IEntityTypeConfiguration<ThreadDraft>
{
    public void Configure(EntityTypeBuilder<ThreadDraft> draft)
    {
        draft.HasOne<Submission>().WithMany().HasForeignKey(d => d.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        draft.HasOne<ApplicationUser>().WithMany().HasForeignKey(d => d.UserId).OnDelete(DeleteBehavior.Cascade);
        draft.HasIndex(d => new { d.SubmissionId, d.UserId }).IsUnique();
    }
}

internal sealed class InAppNoticeConfiguration : IEntityTypeConfiguration<InAppNotice>
{
    public void Configure(EntityTypeBuilder<InAppNotice> notice)
    {
        notice.Property(n => n.About).HasMaxLength(InAppNotice.AboutLength);
        notice.Property(n => n.Link).HasMaxLength(InAppNotice.LinkLength);
        notice.HasOne<ApplicationUser>().WithMany().HasForeignKey(n => n.UserId).OnDelete(DeleteBehavior.Cascade);
        notice.HasIndex(n => new { n.UserId, n.ReadAt });
        notice.HasIndex(n => new { n.UserId, n.At });
        notice.HasIndex(n => n.At);
    }
}
