using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class JudgingRoundConfiguration : IEntityTypeConfiguration<JudgingRound>
{
    public void Configure(EntityTypeBuilder<JudgingRound> round)
    {
        round.Property(r => r.Name).HasMaxLength(JudgingRound.NameLength);
        round.Ignore(r => r.Window);
        round.Ignore(r => r.Rules);
        round.Property(r => r.Films).StoredAsJson();
        round.Property(r => r.Visibility).HasMaxLength(120).StoredAsJson();
        round.HasOne<Edition>().WithMany().HasForeignKey(r => r.EditionId).OnDelete(DeleteBehavior.Restrict);
        round.HasMany(r => r.Criteria).WithOne().HasForeignKey(c => c.RoundId).OnDelete(DeleteBehavior.Cascade);
        round.HasMany(r => r.Panel).WithOne().HasForeignKey(m => m.RoundId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CriterionConfiguration : IEntityTypeConfiguration<Criterion>
{
    public void Configure(EntityTypeBuilder<Criterion> criterion)
    {
        criterion.Property(c => c.Name).HasMaxLength(Criterion.NameLength);
        criterion.Property(c => c.Description).HasMaxLength(Criterion.DescriptionLength);
        criterion.Property(c => c.Scale).HasMaxLength(80).StoredAsJson();
        criterion.Property(c => c.Anchors).StoredAsJsonList();
        criterion.Property(c => c.Choices).StoredAsJsonList();
    }
}

internal sealed class PanelMemberConfiguration : IEntityTypeConfiguration<PanelMember>
{
    public void Configure(EntityTypeBuilder<PanelMember> member)
    {
        member.HasOne<ApplicationUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        member.HasIndex(m => new { m.RoundId, m.UserId }).IsUnique();
    }
}

internal sealed class AssignmentConfiguration : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> assignment)
    {
        assignment.HasOne<JudgingRound>().WithMany().HasForeignKey(a => a.RoundId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Submission>().WithMany().HasForeignKey(a => a.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<ApplicationUser>().WithMany().HasForeignKey(a => a.JurorId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasIndex(a => new { a.RoundId, a.SubmissionId, a.JurorId }).IsUnique();
        assignment.HasIndex(a => new { a.JurorId, a.RoundId });
    }
}

internal sealed class ReleasedCommentConfiguration : IEntityTypeConfiguration<ReleasedComment>
{
    public void Configure(EntityTypeBuilder<ReleasedComment> comment)
    {
        comment.Property(c => c.Text).HasMaxLength(Scorecard.CommentLength);
        comment.HasOne<Scorecard>().WithOne().HasForeignKey<ReleasedComment>(c => c.ScorecardId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ScorecardConfiguration : IEntityTypeConfiguration<Scorecard>
{
    public void Configure(EntityTypeBuilder<Scorecard> card)
    {
        card.Property(c => c.ToCommittee).HasMaxLength(Scorecard.CommentLength);
        card.Property(c => c.ToArtist).HasMaxLength(Scorecard.CommentLength);
        card.Property(c => c.RecusalReason).HasMaxLength(Scorecard.ReasonLength);
        card.Ignore(c => c.Recused);
        card.OwnsMany(c => c.Marks, marks => marks.ToJson());
        card.OwnsMany(c => c.Remarks, remarks => remarks.ToJson());
        card.HasOne<Assignment>().WithOne().HasForeignKey<Scorecard>(c => c.AssignmentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RedactedCopyConfiguration : IEntityTypeConfiguration<RedactedCopy>
{
    public void Configure(EntityTypeBuilder<RedactedCopy> copy)
    {
        copy.Property(c => c.Fingerprint).HasMaxLength(64);
        copy.Ignore(c => c.Key);
        copy.HasOne<Submission>().WithMany().HasForeignKey(c => c.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        copy.HasIndex(c => new { c.SubmissionId, c.Part, c.SourceId }).IsUnique();
    }
}

internal sealed class BlindWordsConfiguration : IEntityTypeConfiguration<BlindWords>
{
    public void Configure(EntityTypeBuilder<BlindWords> words)
    {
        words.Property(w => w.Cover).HasMaxLength(BlindWords.Length);
        words.Property(w => w.Leave).HasMaxLength(BlindWords.Length);
        words.Ignore(w => w.Covered);
        words.Ignore(w => w.Left);
        words.HasOne<Submission>().WithOne().HasForeignKey<BlindWords>(w => w.SubmissionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class JurorOrderConfiguration : IEntityTypeConfiguration<JurorOrder>
{
    public void Configure(EntityTypeBuilder<JurorOrder> order)
    {
        order.Property(o => o.Placed).StoredAsJsonList();
        order.HasOne<JudgingRound>().WithMany().HasForeignKey(o => o.RoundId).OnDelete(DeleteBehavior.Restrict);
        order.HasOne<ApplicationUser>().WithMany().HasForeignKey(o => o.JurorId).OnDelete(DeleteBehavior.Restrict);
        order.HasIndex(o => new { o.RoundId, o.JurorId }).IsUnique();
    }
}

internal sealed class FilmNoteConfiguration : IEntityTypeConfiguration<FilmNote>
{
    public void Configure(EntityTypeBuilder<FilmNote> note)
    {
        note.Property(n => n.Text).HasMaxLength(FilmNote.TextLength);
        note.HasOne<Assignment>().WithMany().HasForeignKey(n => n.AssignmentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StagedDecisionConfiguration : IEntityTypeConfiguration<StagedDecision>
{
    public void Configure(EntityTypeBuilder<StagedDecision> decision)
    {
        decision.HasOne<Submission>().WithMany().HasForeignKey(d => d.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        decision.HasIndex(d => d.SubmissionId).IsUnique();
        decision.HasIndex(d => new { d.EditionId, d.AppliedAt });
        decision.HasOne<DecisionBatch>().WithMany().HasForeignKey(d => d.BatchId).OnDelete(DeleteBehavior.Restrict);
        decision.Ignore(d => d.IsWaiting);
    }
}

internal sealed class DecisionBatchConfiguration : IEntityTypeConfiguration<DecisionBatch>
{
    public void Configure(EntityTypeBuilder<DecisionBatch> batch)
    {
        batch.HasOne<Edition>().WithMany().HasForeignKey(b => b.EditionId).OnDelete(DeleteBehavior.Restrict);
        batch.HasIndex(b => new { b.EditionId, b.AppliedAt });
        batch.HasIndex(b => new { b.State, b.ReleaseAt });
    }
}

internal sealed class CommentPacketConfiguration : IEntityTypeConfiguration<CommentPacket>
{
    public void Configure(EntityTypeBuilder<CommentPacket> packet)
    {
        packet.Property(p => p.Fingerprint).HasMaxLength(64);
        packet.HasOne<Submission>().WithOne().HasForeignKey<CommentPacket>(p => p.SubmissionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CommentWishConfiguration : IEntityTypeConfiguration<CommentWish>
{
    public void Configure(EntityTypeBuilder<CommentWish> wish) =>
        wish.HasOne<Submission>().WithOne().HasForeignKey<CommentWish>(w => w.SubmissionId).OnDelete(DeleteBehavior.Cascade);
}

internal sealed class DecisionLetterConfiguration : IEntityTypeConfiguration<DecisionLetter>
{
    public void Configure(EntityTypeBuilder<DecisionLetter> letter)
    {
        letter.Property(l => l.Subject).HasMaxLength(DecisionLetter.SubjectLength);
        letter.HasOne<Edition>().WithMany().HasForeignKey(l => l.EditionId).OnDelete(DeleteBehavior.Restrict);
        letter.HasIndex(l => new { l.EditionId, l.Outcome }).IsUnique();
    }
}

internal sealed class JurorProfileConfiguration : IEntityTypeConfiguration<JurorProfile>
{
    public void Configure(EntityTypeBuilder<JurorProfile> profile)
    {
        profile.Property(p => p.Languages).HasMaxLength(JurorProfile.LanguagesLength);
        profile.Property(p => p.Organisations).HasMaxLength(JurorProfile.OrganisationsLength);
        profile.Property(p => p.ClosePeople).HasMaxLength(JurorProfile.ClosePeopleLength);
        profile.OwnsMany(p => p.Topics, topics => topics.ToJson());
        profile.HasOne<Edition>().WithMany().HasForeignKey(p => p.EditionId).OnDelete(DeleteBehavior.Restrict);
        profile.HasOne<ApplicationUser>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
        profile.HasIndex(p => new { p.EditionId, p.UserId }).IsUnique();
    }
}

internal sealed class FilmBidConfiguration : IEntityTypeConfiguration<FilmBid>
{
    public void Configure(EntityTypeBuilder<FilmBid> bid)
    {
        bid.HasOne<Submission>().WithMany().HasForeignKey(b => b.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        bid.HasOne<ApplicationUser>().WithMany().HasForeignKey(b => b.JurorId).OnDelete(DeleteBehavior.Restrict);
        bid.HasIndex(b => new { b.SubmissionId, b.JurorId }).IsUnique();
        bid.HasIndex(b => new { b.EditionId, b.JurorId });
    }
}

internal sealed class JurorConflictConfiguration : IEntityTypeConfiguration<JurorConflict>
{
    public void Configure(EntityTypeBuilder<JurorConflict> conflict)
    {
        conflict.Property(c => c.Reason).HasMaxLength(JurorConflict.ReasonLength);
        conflict.Ignore(c => c.IsIdle);
        conflict.HasOne<Submission>().WithMany().HasForeignKey(c => c.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        conflict.HasOne<ApplicationUser>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
        conflict.HasIndex(c => new { c.SubmissionId, c.UserId }).IsUnique();
        conflict.HasIndex(c => new { c.EditionId, c.UserId });
    }
}

internal sealed class JuryTopicConfiguration : IEntityTypeConfiguration<JuryTopic>
{
    public void Configure(EntityTypeBuilder<JuryTopic> topic)
    {
        topic.Property(t => t.Name).HasMaxLength(JuryTopic.NameLength);
        topic.HasOne<Edition>().WithMany().HasForeignKey(t => t.EditionId).OnDelete(DeleteBehavior.Restrict);
        topic.HasIndex(t => new { t.EditionId, t.Name }).IsUnique();
    }
}
