namespace Showcase.Browser.Tests.Support;

/// <summary>A test with the shared server and browser. What it opened is closed after it: a page left open goes on playing.</summary>
[Collection(BrowserCollection.Name)]
public abstract class BrowserTest(BrowserFixture browser) : IAsyncLifetime
{
    protected BrowserFixture Browser { get; } = browser;

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var context in Browser.Chromium.Contexts.ToList()) await context.CloseAsync();
    }
}
