namespace Showcase.Web.Features.Account.Entry;

/// <summary>A form that asks for an address alone.</summary>
public sealed class EmailForm
{
    public string? Email { get; set; }
}
