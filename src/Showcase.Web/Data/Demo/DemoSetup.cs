namespace Showcase.Web.Data.Demo;

internal static partial class DemoSetup
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section);
        builder.Services.AddSingleton<DemoSeeder>();
        builder.Services.AddSingleton<DemoStills>();
        if (IsOn(builder.Configuration)) builder.Services.AddHostedService<DemoDirector>();
    }

    /// <summary>In demo mode: refuses to be reachable from elsewhere, makes the edition at first start, and prints the accounts.</summary>
    public static async Task StartDemoAsync(this WebApplication app)
    {
        if (!IsOn(app.Configuration)) return;

        if (DemoLoopback.OpenAddresses(app.Configuration) is [var open, ..])
        {
            throw new InvalidOperationException($"Demo mode listens on this computer only, and '{open}' is reachable from others. Use http://127.0.0.1:5080, or turn Demo:Enabled off.");
        }

        await app.Services.GetRequiredService<DemoSeeder>().SeedAsync(CancellationToken.None);
        app.Lifetime.ApplicationStarted.Register(() => PrintAccounts(app));
    }

    private static bool IsOn(IConfiguration configuration) => configuration.GetValue<bool>($"{DemoOptions.Section}:{nameof(DemoOptions.Enabled)}");

    private static void PrintAccounts(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Showcase.Demo");
        var accounts = string.Join(Environment.NewLine, DemoPeople.All.Where(person => person.Shown).Select(person => $"  {person.Email,-22} {person.Name}"));
        LogAccounts(logger, string.Join(", ", app.Urls), DemoOptions.Password, Environment.NewLine + accounts);
    }

    [LoggerMessage(LogLevel.Information, "Showcase demo: {Addresses}. Password of every demo account: {Password}. Accounts:{Accounts}")]
    private static partial void LogAccounts(ILogger logger, string addresses, string password, string accounts);
}
