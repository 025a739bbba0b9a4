using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Eligibility;

internal static class EligibilitySetup
{
    public static void AddEligibility(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EligibilityQueries>();
        builder.Services.AddSingleton<RuleService>();
        builder.Services.AddSingleton<TermsService>();
        builder.Services.AddSingleton<AgreementService>();
        builder.Services.AddSingleton<OverrideService>();
        builder.Services.AddSingleton<IPersonalDataSource, AgreementData>();
    }
}
