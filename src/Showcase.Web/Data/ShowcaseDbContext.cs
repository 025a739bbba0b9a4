using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Accounts;
using Showcase.Domain.Audience;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Judging.Progress;
using Showcase.Domain.Judging.Reviews;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Grants;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Captions;
using Showcase.Domain.Messages;
using Showcase.Domain.Prizes;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data;

/// <summary>The store. One context serves one operation; take it from <see cref="IDbContextFactory{TContext}"/>.</summary>
public abstract class ShowcaseDbContext(DbContextOptions options) : IdentityDbContext<ApplicationUser, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Edition> Editions => Set<Edition>();

    public DbSet<EditionMember> EditionMembers => Set<EditionMember>();

    public DbSet<MemberInvitation> MemberInvitations => Set<MemberInvitation>();

    public DbSet<Call> Calls => Set<Call>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<EntryForm> EntryForms => Set<EntryForm>();

    public DbSet<Question> Questions => Set<Question>();

    public DbSet<QuestionVersion> QuestionVersions => Set<QuestionVersion>();

    public DbSet<Answer> Answers => Set<Answer>();

    public DbSet<NeededAnswer> NeededAnswers => Set<NeededAnswer>();

    public DbSet<EntryRules> EntryRules => Set<EntryRules>();

    public DbSet<RuleDeclaration> RuleDeclarations => Set<RuleDeclaration>();

    public DbSet<RuleOverride> RuleOverrides => Set<RuleOverride>();

    public DbSet<CallTerms> CallTerms => Set<CallTerms>();

    public DbSet<TermsAcceptance> TermsAcceptances => Set<TermsAcceptance>();

    public DbSet<Film> Films => Set<Film>();

    public DbSet<VideoReplacement> VideoReplacements => Set<VideoReplacement>();

    public DbSet<Submission> Submissions => Set<Submission>();

    public DbSet<SubmissionTag> SubmissionTags => Set<SubmissionTag>();

    public DbSet<SubmissionText> SubmissionTexts => Set<SubmissionText>();

    public DbSet<SubmissionSort> SubmissionSorts => Set<SubmissionSort>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<EntryCode> EntryCodes => Set<EntryCode>();

    public DbSet<FeeEntry> FeeEntries => Set<FeeEntry>();

    public DbSet<Checkout> Checkouts => Set<Checkout>();

    public DbSet<ProviderEvent> ProviderEvents => Set<ProviderEvent>();

    public DbSet<DraftReminder> DraftReminders => Set<DraftReminder>();

    public DbSet<SubmissionImport> SubmissionImports => Set<SubmissionImport>();

    public DbSet<ImportedSubmission> ImportedSubmissions => Set<ImportedSubmission>();

    public DbSet<ImportedChange> ImportedChanges => Set<ImportedChange>();

    public DbSet<ReleasedComment> ReleasedComments => Set<ReleasedComment>();

    public DbSet<CoAuthor> CoAuthors => Set<CoAuthor>();

    public DbSet<MediaAsset> MediaAssets => Set<MediaAsset>();

    public DbSet<FilmPictures> FilmPictures => Set<FilmPictures>();

    public DbSet<Picture> Pictures => Set<Picture>();

    public DbSet<CaptionTrack> CaptionTracks => Set<CaptionTrack>();

    public DbSet<StageRun> StageRuns => Set<StageRun>();

    public DbSet<PlaybackRevocation> PlaybackRevocations => Set<PlaybackRevocation>();

    public DbSet<Viewing> Viewings => Set<Viewing>();

    public DbSet<JudgingRound> JudgingRounds => Set<JudgingRound>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<Scorecard> Scorecards => Set<Scorecard>();

    public DbSet<RedactedCopy> RedactedCopies => Set<RedactedCopy>();

    public DbSet<BlindWords> BlindWords => Set<BlindWords>();

    public DbSet<JurorOrder> JurorOrders => Set<JurorOrder>();

    public DbSet<FilmNote> FilmNotes => Set<FilmNote>();

    public DbSet<JurorProfile> JurorProfiles => Set<JurorProfile>();

    public DbSet<FilmBid> FilmBids => Set<FilmBid>();

    public DbSet<JurorConflict> JurorConflicts => Set<JurorConflict>();

    public DbSet<JuryTopic> JuryTopics => Set<JuryTopic>();

    public DbSet<ReviewMark> ReviewMarks => Set<ReviewMark>();

    public DbSet<RoundReminder> RoundReminders => Set<RoundReminder>();

    public DbSet<StagedDecision> StagedDecisions => Set<StagedDecision>();

    public DbSet<DecisionLetter> DecisionLetters => Set<DecisionLetter>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Meeting> Meetings => Set<Meeting>();

    public DbSet<MeetingAttendance> MeetingAttendances => Set<MeetingAttendance>();

    public DbSet<MeetingEntry> MeetingEntries => Set<MeetingEntry>();

    public DbSet<MeetingVote> MeetingVotes => Set<MeetingVote>();

    public DbSet<VoteTaken> VotesTaken => Set<VoteTaken>();

    public DbSet<DecisionBatch> DecisionBatches => Set<DecisionBatch>();

    public DbSet<CommentPacket> CommentPackets => Set<CommentPacket>();

    public DbSet<CommentWish> CommentWishes => Set<CommentWish>();

    public DbSet<Prize> Prizes => Set<Prize>();

    public DbSet<LaurelWords> LaurelWords => Set<LaurelWords>();

    public DbSet<Fund> Funds => Set<Fund>();

    public DbSet<Application> GrantApplications => Set<Application>();

    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    public DbSet<OutboxAttempt> OutboxAttempts => Set<OutboxAttempt>();

    public DbSet<MessageTemplate> MessageTemplates => Set<MessageTemplate>();

    public DbSet<MessageBatch> MessageBatches => Set<MessageBatch>();

    public DbSet<MessageRecipient> MessageRecipients => Set<MessageRecipient>();

    public DbSet<JurorRecipient> JurorRecipients => Set<JurorRecipient>();

    public DbSet<MailOptOut> MailOptOuts => Set<MailOptOut>();

    public DbSet<SubmissionThread> SubmissionThreads => Set<SubmissionThread>();

    public DbSet<ThreadMessage> ThreadMessages => Set<ThreadMessage>();

    public DbSet<ThreadDraft> ThreadDrafts => Set<ThreadDraft>();

    public DbSet<InAppNotice> InAppNotices => Set<InAppNotice>();

    public DbSet<Venue> Venues => Set<Venue>();

    public DbSet<Programme> Programmes => Set<Programme>();

    public DbSet<Schedule> Schedules => Set<Schedule>();

    public DbSet<Screening> Screenings => Set<Screening>();

    public DbSet<Installation> Installations => Set<Installation>();

    public DbSet<AudienceBallot> AudienceBallots => Set<AudienceBallot>();

    public DbSet<BallotCode> BallotCodes => Set<BallotCode>();

    public DbSet<ScheduleRelease> ScheduleReleases => Set<ScheduleRelease>();
    public DbSet<FirstAdministratorLink> FirstAdministratorLinks => Set<FirstAdministratorLink>();

    public DbSet<ToldChange> ToldChanges => Set<ToldChange>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        await SearchedTexts.FollowAsync(this, cancellationToken);
        await FoundConflicts.FollowAsync(this, cancellationToken);
        RenewVersions();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync: it keeps up what is searched.");

    /// <summary>Whether the store refused a second row with the same unique key.</summary>
    public abstract bool IsDuplicate(DbUpdateException exception);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ShowcaseDbContext).Assembly);
        builder.UseEntityConventions();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<decimal>().HavePrecision(18, 2);
        configurationBuilder.Properties<TimeSpan>().HaveConversion<long>();
    }

    private void RenewVersions()
    {
        foreach (var entry in ChangeTracker.Entries<AggregateRoot>())
        {
            if (entry.State == EntityState.Modified) entry.Entity.Touch();
        }
    }
}
