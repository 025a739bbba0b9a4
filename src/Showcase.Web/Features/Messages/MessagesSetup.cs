using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Messages;

internal static class MessagesSetup
{
    public static void AddMessages(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SmtpOptions>().BindConfiguration(SmtpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MailTransport>();
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddSingleton<OutboxDelivery>();
        builder.Services.AddSingleton<OutboxService>();
        builder.Services.AddSingleton<OutboxQueries>();
        builder.Services.AddHostedService<OutboxSender>();
        builder.Services.AddSingleton<IPersonalDataSource, MessageData>();
    }

    public static void MapMessages(this WebApplication app)
    {
    }
}
