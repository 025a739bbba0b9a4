using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Showcase.Web.Features.Public;

internal static class PublicSetup
{
    public static void AddPublic(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicQueries>();

        // Only pages that carry no secret are compressed (see UsePublicPages): the length of the others would betray theirs.
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);

        var usual = builder.Services.Last(service => service.ServiceType == typeof(AntiforgeryStateProvider));
        builder.Services.Replace(ServiceDescriptor.Scoped<AntiforgeryStateProvider>(services =>
            services.GetRequiredService<IHttpContextAccessor>().HttpContext?.IsPublicPage() == true
                ? new NoToken()
                : (AntiforgeryStateProvider)(usual.ImplementationFactory?.Invoke(services) ?? ActivatorUtilities.CreateInstance(services, usual.ImplementationType!))));
    }

    public static void MapPublic(this WebApplication app) => app.MapCalendar();

    /// <summary>A page for everybody has no form that needs a token; one would set a cookie and make the page a single visitor's.</summary>
    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
