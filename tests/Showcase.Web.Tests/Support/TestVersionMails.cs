using Microsoft.Extensions.Options;
using Showcase.Web.Features.Media.Versions;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Support;

/// <summary>What tells of replaced files, on a site with an address.</summary>
internal static class TestVersionMails
{
    public static VersionMails Make() => new(TestTexts.Make(), Options.Create(new SiteOptions { Address = "https://festival.test" }));
}
