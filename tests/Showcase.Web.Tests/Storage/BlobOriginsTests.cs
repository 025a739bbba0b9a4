using System.Net;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Showcase.Web.Shared;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Storage;

/// <summary>The rules are the account's, which all tests share: each of these begins by setting them.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class BlobOriginsTests(AzuriteFixture azurite)
{
    private const string Origin = "https://festival.example:8443";
    private const string Elsewhere = "https://elsewhere.example";

    private readonly Ear log = new();

    private BlobServiceClient Service => new(azurite.ConnectionString);

    [Fact]
    public async Task Pages_of_the_site_may_put_blocks_once_the_storage_was_used_and_others_may_not()
    {
        await SetRulesAsync();
        var storage = azurite.StorageWith(For($"{Origin}/"));

        var address = await storage.BlockAddressAsync(MediaPaths.Arrival(Guid.CreateVersion7()), TimeProvider.System.GetUtcNow().AddHours(1), default);

        using var ours = await AskAsync(address!, Origin);
        using var others = await AskAsync(address!, Elsewhere);
        Assert.Equal(HttpStatusCode.OK, ours.StatusCode);
        Assert.Equal(Origin, Assert.Single(ours.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public async Task Others_rules_are_kept_and_ours_is_added_once_by_however_many_servers()
    {
        await SetRulesAsync(Rule(Elsewhere, "GET,PUT", "*"));

        await Task.WhenAll(For(Origin).AllowAsync(Service), For(Origin).AllowAsync(Service), For(Origin).AllowAsync(Service));
        await For(Origin).AllowAsync(Service);

        var rules = await RulesAsync();
        Assert.Equal([Origin, Elsewhere], rules.Select(rule => rule.AllowedOrigins));
        Assert.Equal("GET,PUT", rules[1].AllowedMethods);
        Assert.Equal("*", rules[1].AllowedHeaders);
        Assert.Equal(60, rules[1].MaxAgeInSeconds);
    }

    [Theory]
    [InlineData("*", "GET,PUT", "*", true)]
    [InlineData(Origin, "PUT", "Content-Type, x-ms-*", true)]
    [InlineData("https://elsewhere.example, https://*.example:8443", "PUT", "*", true)]
    [InlineData(Origin, "GET", "*", false)]
    [InlineData(Origin, "PUT", "content-type", false)]
    [InlineData("https://festival.example", "PUT", "*", false)]
    public async Task A_rule_is_added_only_where_none_allows_what_is_sent(string origins, string methods, string headers, bool suffices)
    {
        await SetRulesAsync(Rule(origins, methods, headers));

        await For(Origin).AllowAsync(Service);

        Assert.Equal(suffices ? 1 : 2, (await RulesAsync()).Count);
    }

    [Fact]
    public async Task A_rule_that_azure_would_never_come_to_does_not_suffice()
    {
        await SetRulesAsync(Rule(Origin, "PUT", "content-type"), Rule("*", "PUT", "*"));

        await For(Origin).AllowAsync(Service);

        var rules = await RulesAsync();
        Assert.Equal(3, rules.Count);
        Assert.Equal("content-type,x-ms-content-crc64", rules[0].AllowedHeaders);
    }

    [Theory]
    [InlineData("HTTPS://Festival.Example:443/films/", "https://festival.example")]
    [InlineData("http://bücher.example", "http://xn--bcher-kva.example")]
    public async Task The_origin_is_written_as_browsers_write_it(string address, string origin)
    {
        await SetRulesAsync();

        await For(address).AllowAsync(Service);

        Assert.Equal(origin, Assert.Single(await RulesAsync()).AllowedOrigins);
    }

    [Fact]
    public async Task Without_an_address_nothing_is_changed()
    {
        await SetRulesAsync();

        await For(null).AllowAsync(Service);

        Assert.Empty(await RulesAsync());
    }

    [Fact]
    public async Task Where_there_are_five_rules_a_warning_says_what_to_do()
    {
        await SetRulesAsync([.. Enumerable.Range(0, 5).Select(number => Rule($"https://{number}.example", "PUT", "*"))]);

        await For(Origin).AllowAsync(Service);

        Assert.Contains(Origin, Assert.Single(log.Warnings), StringComparison.Ordinal);
        Assert.Equal(5, (await RulesAsync()).Count);
    }

    [Theory]
    [InlineData(AccountSasPermissions.Read | AccountSasPermissions.Write, AccountSasResourceTypes.Container)]
    [InlineData(AccountSasPermissions.Read, AccountSasResourceTypes.Service)]
    public async Task Where_rules_may_not_be_read_or_not_be_changed_a_warning_says_what_to_do(AccountSasPermissions permissions, AccountSasResourceTypes types)
    {
        await SetRulesAsync();
        var guest = new BlobServiceClient(Service.GenerateAccountSasUri(permissions, TimeProvider.System.GetUtcNow().AddHours(1), types));

        await For(Origin).AllowAsync(guest);

        Assert.Contains(Origin, Assert.Single(log.Warnings), StringComparison.Ordinal);
        Assert.Empty(await RulesAsync());
    }

    private BlobOrigins For(string? address) => new(Options.Create(new SiteOptions { Address = address }), log);

    /// <summary>As a browser asks before it puts a block.</summary>
    private static async Task<HttpResponseMessage> AskAsync(Uri address, string origin)
    {
        using var browser = new HttpClient();
        using var question = new HttpRequestMessage(HttpMethod.Options, new Uri($"{address}&comp=block&blockid={Uri.EscapeDataString(MediaBlock.IdOf(0))}"));
        question.Headers.Add("Origin", origin);
        question.Headers.Add("Access-Control-Request-Method", "PUT");
        question.Headers.Add("Access-Control-Request-Headers", "content-type,x-ms-content-crc64");
        return await browser.SendAsync(question);
    }

    private static BlobCorsRule Rule(string origins, string methods, string headers) =>
        new() { AllowedOrigins = origins, AllowedMethods = methods, AllowedHeaders = headers, ExposedHeaders = "", MaxAgeInSeconds = 60 };

    private async Task<IList<BlobCorsRule>> RulesAsync() => (await Service.GetPropertiesAsync()).Value.Cors;

    private async Task SetRulesAsync(params BlobCorsRule[] rules)
    {
        var properties = (await Service.GetPropertiesAsync()).Value;
        properties.Cors = rules;
        await Service.SetPropertiesAsync(properties);
    }

    private sealed class Ear : ILogger<BlobOrigins>
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Warnings.Add(formatter(state, exception));
    }
}
