namespace Showcase.Web.Features.Messages;

internal static class MessagesSetup
{
    public static void AddMessages(this WebApplicationBuilder builder)
    {
    }

    public static void MapMessages(this WebApplication app)
    {
    }
}
