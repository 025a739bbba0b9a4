using Showcase.Web.Features.Account;
using Showcase.Web.Features.Fees.Payments;

namespace Showcase.Web.Features.Fees;

internal static class FeesSetup
{
    public static void AddFees(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LedgerService>();
        builder.Services.AddSingleton<LedgerQueries>();
        builder.Services.AddSingleton<EditionFeesQueries>();
        builder.Services.AddSingleton<PaymentService>();
        builder.Services.AddSingleton<PaymentBooking>();
        builder.Services.AddSingleton<RefundService>();
        builder.Services.AddOptions<StripeOptions>().BindConfiguration(StripeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (Stripe(builder.Configuration).IsOn) builder.Services.AddSingleton<IPaymentProvider, StripeCheckout>();
        builder.Services.AddSingleton<CodeGuesses>();
        builder.Services.AddSingleton<CodeService>();
        builder.Services.AddSingleton<CodeUseService>();
        builder.Services.AddSingleton<CodeQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, FeeData>();
    }

    public static void MapFees(this WebApplication app)
    {
        app.MapFeesExport();
        if (Stripe(app.Configuration).IsOn) app.MapPaymentMessages();
    }

    private static StripeOptions Stripe(IConfiguration configuration) => configuration.GetSection(StripeOptions.Section).Get<StripeOptions>() ?? new StripeOptions();
}
