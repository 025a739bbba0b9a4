namespace Showcase.Web.Data;

/// <summary>Patterns for LIKE with <c>\</c> as the escape: what a person types is found as it is, upper or lower case.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    public static string Containing(string typed) => $"%{Quote(typed.Trim())}%";

    /// <summary>All of it, upper or lower case.</summary>
    public static string Exactly(string typed) => Quote(typed);

    private static string Quote(string typed) => string.Concat(typed.Select(c => c is '%' or '_' or '[' or '\\' ? $"\\{c}" : c.ToString()));
}
