namespace Showcase.Web.Features.Messages.Unsubscribing;

/// <summary>What mail programs post to when somebody clicks "unsubscribe" in them (RFC 8058): no cookie, no page, only the link's own code.</summary>
internal static class UnsubscribeEndpoint
{
    public static void MapUnsubscribe(this WebApplication app) => app
        .MapPost(MailStop.OneClick, async (string? code, SubscriptionService service, CancellationToken token) => await service.StopAsync(code, token) ? Results.Ok() : Results.BadRequest())
        .AllowAnonymous()
        .DisableAntiforgery();
}
