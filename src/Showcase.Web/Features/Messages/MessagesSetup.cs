using Showcase.Web.Features.Account;
using Showcase.Web.Features.Messages.Batches;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Features.Messages.Templates;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Features.Messages.Unsubscribing;

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
        builder.Services.AddSingleton<MailStop>();
        builder.Services.AddSingleton<SubscriptionService>();
        builder.Services.AddSingleton<SubscriptionQueries>();
        builder.Services.AddSingleton<TemplateService>();
        builder.Services.AddSingleton<TemplateQueries>();
        builder.Services.AddSingleton<BatchService>();
        builder.Services.AddSingleton<BatchQueries>();
        builder.Services.AddSingleton<ReviewService>();
        builder.Services.AddSingleton<NoticeService>();
        builder.Services.AddSingleton<NoticeQueries>();
        builder.Services.AddHostedService<NoticeSweeper>();
        builder.Services.AddSingleton<ThreadMails>();
        builder.Services.AddSingleton<ThreadService>();
        builder.Services.AddSingleton<ThreadQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, MessageData>();
    }

    public static void MapMessages(this WebApplication app) => app.MapUnsubscribe();
}
