using Showcase.Web.Features.Account;
using Showcase.Web.Features.Judging.Auditing;
using Showcase.Web.Features.Judging.Blind;
using Showcase.Web.Features.Judging.Comments;
using Showcase.Web.Features.Judging.Conflicts;
using Showcase.Web.Features.Judging.Deliberating;
using Showcase.Web.Features.Judging.Jurors;
using Showcase.Web.Features.Judging.Meetings;
using Showcase.Web.Features.Judging.Letters;
using Showcase.Web.Features.Judging.Packets;
using Showcase.Web.Features.Judging.Planning;
using Showcase.Web.Features.Judging.Progress;
using Showcase.Web.Features.Judging.Reviews;

namespace Showcase.Web.Features.Judging;

internal static class JudgingSetup
{
    public static void AddJudging(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RoundService>();
        builder.Services.AddSingleton<AssignmentService>();
        builder.Services.AddSingleton<ScoringService>();
        builder.Services.AddSingleton<NoteService>();
        builder.Services.AddSingleton<OrderService>();
        builder.Services.AddSingleton<OfflineService>();
        builder.Services.AddSingleton<DeskService>();
        builder.Services.AddSingleton<DecisionService>();
        builder.Services.AddSingleton<ConflictService>();
        builder.Services.AddSingleton<ConflictQueries>();
        builder.Services.AddSingleton<JurorProfileService>();
        builder.Services.AddSingleton<BidService>();
        builder.Services.AddSingleton<JurorQueries>();
        builder.Services.AddSingleton<PlanService>();
        builder.Services.AddSingleton<PairListService>();
        builder.Services.AddSingleton<PlanQueries>();
        builder.Services.AddSingleton<TopicService>();
        builder.Services.AddSingleton<JudgingQueries>();
        builder.Services.AddSingleton<RankingQueries>();
        builder.Services.AddSingleton<BoardQueries>();
        builder.Services.AddSingleton<CompareQueries>();
        builder.Services.AddSingleton<DeskQueries>();
        builder.Services.AddSingleton<BlindQueries>();
        builder.Services.AddSingleton<BlindService>();
        builder.Services.AddSingleton<PanelQueries>();
        builder.Services.AddSingleton<NoteQueries>();
        builder.Services.AddSingleton<OrderQueries>();
        builder.Services.AddSingleton<AwaitedFilms>();
        builder.Services.AddSingleton<DecisionQueries>();
        builder.Services.AddSingleton<CommentQueries>();
        builder.Services.AddSingleton<CommentService>();
        builder.Services.AddSingleton<AuditQueries>();
        builder.Services.AddSingleton<ProgressQueries>();
        builder.Services.AddSingleton<PursuitService>();
        builder.Services.AddSingleton<JurorReminders>();
        builder.Services.AddSingleton<ReviewQueries>();
        builder.Services.AddSingleton<ReviewMarkService>();
        builder.Services.AddSingleton<RoundFilmQueries>();
        builder.Services.AddSingleton<DecisionBatchService>();
        builder.Services.AddSingleton<LetterQueries>();
        builder.Services.AddHostedService<DecisionReleaser>();
        builder.Services.AddSingleton<PacketService>();
        builder.Services.AddSingleton<PacketQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, JudgingData>();
        builder.Services.AddSingleton<VoteSeals>();
        builder.Services.AddSingleton<MeetingService>();
        builder.Services.AddSingleton<ChairService>();
        builder.Services.AddSingleton<AttendanceService>();
        builder.Services.AddSingleton<VoteService>();
        builder.Services.AddSingleton<MeetingQueries>();
        builder.Services.AddSingleton<LiveQueries>();
        builder.Services.AddSingleton<MinutesQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, MeetingData>();
    }

    public static void MapJudging(this WebApplication app)
    {
        app.MapRankingExport();
        app.MapAuditExport();
        app.MapBoardExport();
        app.MapOfflineForm();
        app.MapPairExport();
        app.MapProgressExport();
        app.MapMinutesExport();
    }
}
