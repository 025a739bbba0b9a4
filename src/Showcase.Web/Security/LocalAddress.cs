namespace Showcase.Web.Security;

/// <summary>Where a form may send the browser afterwards: to an address of this site and nowhere else.</summary>
public static class LocalAddress
{
    /// <summary>One slash, then neither slash nor backslash; plain ASCII without control characters, which browsers drop before they read.</summary>
    public static bool Is(string? address) =>
        address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && address.All(sign => char.IsAscii(sign) && !char.IsControl(sign));

    public static string Or(string? address, string fallback) => Is(address) ? address! : fallback;
}
