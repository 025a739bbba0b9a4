namespace Showcase.Web.Features.Judging;

/// <summary>One page of a list, and how long the whole list is.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Rows, int Total)
{
    public const int Size = 50;

    public static readonly Paged<T> Empty = new([], 0);
}
