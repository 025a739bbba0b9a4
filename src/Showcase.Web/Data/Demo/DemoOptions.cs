namespace Showcase.Web.Data.Demo;

/// <summary>Section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Demo accounts with a known password exist in demo mode alone, so it serves loopback addresses only.</summary>
    public const string Password = "showcase demo";

    public bool Enabled { get; set; }
}
