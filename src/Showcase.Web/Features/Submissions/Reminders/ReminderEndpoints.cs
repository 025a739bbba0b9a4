namespace Showcase.Web.Features.Submissions.Reminders;

/// <summary>What mail programs post to when somebody clicks "unsubscribe" in them (RFC 8058): no cookie, no page, only the link's own code.</summary>
internal static class ReminderEndpoints
{
    public const string OneClick = ReminderStop.Path + "/one-click";

    public static void MapReminders(this WebApplication app) => app
        .MapPost(OneClick, async (string? code, ReminderStop stop, CancellationToken token) => await stop.StopAsync(code, token) ? Results.Ok() : Results.BadRequest())
        .AllowAnonymous()
        .DisableAntiforgery();
}
