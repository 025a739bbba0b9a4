namespace Showcase.Web.Features.Account;

/// <summary>Codes as people copy them: apps show 123 456, paper shows dashes.</summary>
internal static class OneTimeCode
{
    public static string Clean(string? code) => (code ?? "").Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    /// <summary>Recovery codes keep their dash: it is part of them.</summary>
    public static string CleanRecovery(string? code) => (code ?? "").Replace(" ", "", StringComparison.Ordinal);
}
