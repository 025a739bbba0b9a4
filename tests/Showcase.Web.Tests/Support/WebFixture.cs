using System.Buffers.Text;
using System.Security.Cryptography;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Support;

/// <summary>The real application on Kestrel with a data folder of its own; one for all tests of the collection.</summary>
public sealed partial class WebFixture : WebApplicationFactory<Program>
{
    public const string Password = "a long enough password";

    private readonly string folder = Directory.CreateTempSubdirectory("showcase-web-").FullName;

    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly Action<IServiceCollection>? replace;

    public WebFixture()
        : this(new Dictionary<string, string?>(StringComparer.Ordinal))
    {
    }

    private WebFixture(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? replace = null)
    {
        this.settings = settings;
        this.replace = replace;
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>An application of one test's own, with these settings besides.</summary>
    public static WebFixture With(params (string Key, string? Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal));

    /// <summary>An application of one test's own, with other parts and these settings.</summary>
    public static WebFixture With(Action<IServiceCollection> replace, params (string Key, string? Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal), replace);

    /// <summary>A browser without script: follows no redirects, keeps cookies.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>A person with a confirmed account.</summary>
    public async Task<Actor> PersonAsync(string email, bool administrator = false)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var user = new ApplicationUser { DisplayName = email.Split('@')[0], UserName = email, Email = email, EmailConfirmed = true };
        var created = await users.CreateAsync(user, Password);
        Assert.True(created.Succeeded, created.ToString());
        if (administrator)
        {
            var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
            if (!await roles.RoleExistsAsync(Actor.AdministratorRole)) await roles.CreateAsync(new IdentityRole<Guid>(Actor.AdministratorRole) { Id = Guid.CreateVersion7() });
            await users.AddToRoleAsync(user, Actor.AdministratorRole);
        }

        return new Actor(user.Id, user.DisplayName, administrator);
    }

    /// <summary>A browser in which that person has signed in through the form.</summary>
    public async Task<HttpClient> SignedInAsync(string email)
    {
        var browser = Browser();
        var page = await browser.GetStringAsync("/account/signin");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "signin",
            ["__RequestVerificationToken"] = AntiforgeryToken().Match(page).Groups[1].Value,
            ["Input.Email"] = email,
            ["Input.Password"] = Password,
        });
        using var answer = await browser.PostAsync("/account/signin", form);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }

    /// <summary>Gives the person a passkey that no device holds; answers its id as pages write it.</summary>
    public async Task<string> PasskeyAsync(Actor person)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var id = RandomNumberGenerator.GetBytes(16);
        var passkey = new UserPasskeyInfo(id, [1], DateTimeOffset.UtcNow, signCount: 0, transports: null, isUserVerified: true, isBackupEligible: false, isBackedUp: false, attestationObject: [1], clientDataJson: [1]) { Name = "Old phone" };
        var added = await users.AddOrUpdatePasskeyAsync((await users.FindByIdAsync(person.UserId.ToString()))!, passkey);
        Assert.True(added.Succeeded, added.ToString());
        return Base64Url.EncodeToString(id);
    }

    public async Task SaveAsync(params object[] things)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        db.AddRange(things);
        await db.SaveChangesAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        builder.UseSetting("Data:Folder", folder);
        builder.UseSetting("Site:AccountPostsPerMinute", "100000");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        if (replace is not null) builder.ConfigureTestServices(replace);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(folder)) return;

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}

[CollectionDefinition(Name)]
public sealed class WebCollection : ICollectionFixture<WebFixture>
{
    public const string Name = "web";
}
