using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Radzen;
using Showcase.Web.Connections;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.App;

internal static class AppSetup
{
    public static void AddApp(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseOwnSockets();

        // A server that runs from its build output, as infra/run.sh starts it, would send style sheets anew and uncompressed each time.
        if (!builder.Environment.IsDevelopment()) builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";

        // A call's text may be 20,000 letters of any script: more than the 32 kB that one message from the browser may have.
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = 128 * 1024);
        builder.Services.AddRadzenComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddSingleton<PublicStyles>();
        builder.Services.AddOptions<SiteOptions>().BindConfiguration(SiteOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<SiteAddress>();
        builder.AddHosts();
        builder.Services.AddOptions<DataFolderOptions>().BindConfiguration(DataFolderOptions.Section);
        builder.Services.AddSingleton<DataFolder>();
        builder.Services.AddDataProtection().SetApplicationName("Showcase");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeysInDataFolder>();
        builder.Services.AddAutoMapper(mapping => mapping.LicenseKey = builder.Configuration["AutoMapper:LicenseKey"], typeof(AppSetup).Assembly);
        builder.Services.AddHealthChecks();

        // A year, as browsers ask of those who mean it; on other names of the host they decide themselves.
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }

    /// <summary>
    /// The names that this site answers to: its address in the settings and this machine itself, else links in mails could be made to
    /// lead elsewhere by whoever asks for them. <c>AllowedHosts</c> names others.
    /// </summary>
    private static void AddHosts(this WebApplicationBuilder builder) => builder.Services.AddOptions<HostFilteringOptions>().Configure<IOptions<SiteOptions>>((filter, site) =>
    {
        if (!string.IsNullOrEmpty(builder.Configuration["AllowedHosts"])) return;

        filter.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
        if (site.Value.Address is { Length: > 0 } address) filter.AllowedHosts.Add(new Uri(address).Host);
    });

    /// <summary>Runs a command such as <c>migrate</c> instead of the server; true where there was one.</summary>
    public static async Task<bool> RunCommandAsync(this WebApplication app, string[] args)
    {
        var migrate = args.FirstOrDefault() == "migrate";
        var database = app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        if (migrate || database.Provider == DatabaseProvider.Sqlite) await app.Services.MigrateAsync(CancellationToken.None);
        return migrate;
    }

    public static void UseApp(this WebApplication app)
    {
        app.Use(RefuseAsItStopsAsync);
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(AskForErrorPageAsync);
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseSecurityHeaders();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
    }

    /// <summary>
    /// A page whose connection ends because the server stops asks for another within a millisecond, while it still listens; that one nobody would end, and the server would
    /// wait for it until its host loses patience. The page asks again, and the next server answers.
    /// </summary>
    private static Task RefuseAsItStopsAsync(HttpContext context, RequestDelegate next)
    {
        var isStopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;
        if (!isStopping || !context.Request.Path.StartsWithSegments("/_blazor")) return next(context);

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    /// <summary>A page that tells of a failure is asked for as any page is: the form that failed has proved nothing to it, and is not for it.</summary>
    private static async Task AskForErrorPageAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var isErrorPage = context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null;
        if (!isErrorPage || HttpMethods.IsHead(request.Method))
        {
            await next(context);
            return;
        }

        var asked = request.Method;
        request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            request.Method = asked;
        }
    }

    public static void MapApp(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapPublicStyles();
        app.MapHealthChecks("/health", HealthPage.Options);
        app.MapTheme();
        app.MapRazorComponents<AppPage>().AddInteractiveServerRenderMode();
    }
}
