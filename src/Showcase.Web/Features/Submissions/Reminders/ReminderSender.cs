using Showcase.Web.Features.Forms.Needed;
using Showcase.Web.Features.Judging.Progress;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Reminders;

/// <summary>Looks for reminders that are due, of drafts, of answers and of films to judge, for as long as the application lives.</summary>
internal sealed class ReminderSender(DraftReminders reminders, NeededAnswers answers, JurorReminders jurors, TimeProvider clock, ILogger<ReminderSender> logger)
    : RepeatedWork("reminders", TimeSpan.FromMinutes(15), beginsAtOnce: true, clock, logger)
{
    protected override async Task RunAsync(CancellationToken token)
    {
        await reminders.RunAsync(token);
        await answers.RunAsync(token);
        await jurors.RunAsync(token);
    }
}
