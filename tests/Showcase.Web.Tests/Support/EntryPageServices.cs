using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Fees.Payments;
using Showcase.Web.Features.Media.Versions;
using Showcase.Web.Features.Judging.Comments;
using Showcase.Web.Features.Judging.Packets;
using Showcase.Web.Features.Prizes;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Templates;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Support;

/// <summary>What an artist's page of an entry asks for, over a test's own store.</summary>
internal static class EntryPageServices
{
    public static void AddEntryPage(this IServiceCollection services, World world)
    {
        services.AddPages(world);
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<ThreadMails>();
        services.AddSingleton<ThreadQueries>();
        services.AddSingleton<ThreadService>();
        services.AddSingleton<TemplateQueries>();
        services.AddSingleton<ReceiptQueries>();
        services.AddSingleton<CommentQueries>();
        services.AddSingleton<PacketQueries>();
        services.AddSingleton<PacketService>();
        services.AddSingleton<LaurelLetters>();
        services.AddSingleton<LaurelQueries>();
        services.AddSingleton<VersionQueries>();
        services.AddSingleton<EligibilityQueries>();
        services.AddSingleton<AgreementService>();
        services.AddSingleton<LedgerQueries>();
        services.AddSingleton<CodeQueries>();
        services.AddSingleton<CodeGuesses>();
        services.AddSingleton<CodeUseService>();
        services.AddSingleton<SubmissionMails>();
        services.AddSingleton<PaymentBooking>();
        services.AddSingleton<PaymentService>();
        services.AddScoped<SiteAddress>();
    }
}
