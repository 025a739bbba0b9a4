using Showcase.Web.Features.Account;
using Showcase.Web.Features.Submissions.Export;
using Showcase.Web.Features.Submissions.Import;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Features.Submissions.Reminders;

namespace Showcase.Web.Features.Submissions;

internal static class SubmissionsSetup
{
    public static void AddSubmissions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SubmissionMails>();
        builder.Services.AddSingleton<SubmissionService>();
        builder.Services.AddSingleton<EligibilityService>();
        builder.Services.AddSingleton<SubmissionQueries>();
        builder.Services.AddSingleton<InboxQueries>();
        builder.Services.AddSingleton<EntryExportQueries>();
        builder.Services.AddSingleton<ReceiptQueries>();
        builder.Services.AddSingleton<InboxViewService>();
        builder.Services.AddSingleton<BulkSteps>();
        builder.Services.AddSingleton<BulkService>();
        builder.Services.AddSingleton<ComposeService>();
        builder.Services.AddSingleton<ImportService>();
        builder.Services.AddSingleton<ImportUndoService>();
        builder.Services.AddSingleton<ImportQueries>();
        builder.Services.AddSingleton<DraftReminders>();
        builder.Services.AddHostedService<ReminderSender>();
        builder.Services.AddSingleton<IPersonalDataSource, SubmissionData>();
    }

    public static void MapSubmissions(this WebApplication app)
    {
        app.MapInbox();
        app.MapEntryExport();
    }
}
