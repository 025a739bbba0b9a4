using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Support;

/// <summary>The site's real words, for services that write them.</summary>
public static class TestTexts
{
    public static SiteTexts Make() =>
        new ServiceCollection().AddLogging().AddLocalization().AddSingleton<SiteTexts>().BuildServiceProvider().GetRequiredService<SiteTexts>();
}
