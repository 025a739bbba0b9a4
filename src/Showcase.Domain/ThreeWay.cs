using System.Collections;
using System.Reflection;

namespace Showcase.Domain;

/// <summary>A field that both sides changed, each to something else; of a nested record it is named with a dot.</summary>
public sealed record Clash(string Field, object? Mine, object? Theirs);

/// <summary>What both sides' changes make together; clashing fields hold theirs.</summary>
public sealed record Merged<T>(T Value, IReadOnlyList<Clash> Clashes);

/// <summary>
/// Merges two changes of one record, field by field: what only one side changed is taken, what both changed alike as well. Lists are one
/// field. White space around a text is no change, and a text that is null is an empty one.
/// </summary>
public static class ThreeWay
{
    public static Merged<T> Merge<T>(T before, T mine, T theirs)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(mine);
        ArgumentNullException.ThrowIfNull(theirs);
        var clashes = new List<Clash>();
        return new Merged<T>((T)Merge(before, mine, theirs, "", clashes), clashes);
    }

    /// <summary>The record with another value in the field of that name.</summary>
    public static T With<T>(T record, string field, object? value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(field);
        return (T)Set(record, field.Split('.'), value);
    }

    /// <summary>What stands in the field of that name.</summary>
    public static object? Get(object record, string field)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(field);
        return field.Split('.').Aggregate((object?)record, (within, name) => within!.GetType().GetProperty(name)!.GetValue(within));
    }

    private static object Merge(object before, object mine, object theirs, string within, List<Clash> clashes)
    {
        var merged = Copy(mine);
        foreach (var property in Fields(mine))
        {
            var (was, my, their) = (property.GetValue(before), property.GetValue(mine), property.GetValue(theirs));
            var name = within + property.Name;
            if (was is not null && my is not null && their is not null && IsRecord(property.PropertyType)) property.SetValue(merged, Merge(was, my, their, $"{name}.", clashes));
            else if (AreAlike(my, their) || AreAlike(was, their)) continue;
            else
            {
                if (!AreAlike(was, my)) clashes.Add(new Clash(name, my, their));
                property.SetValue(merged, their);
            }
        }

        return merged;
    }

    private static object Set(object record, ReadOnlySpan<string> path, object? value)
    {
        var copy = Copy(record);
        var property = record.GetType().GetProperty(path[0]) ?? throw new ArgumentException($"There is no field {path[0]}.", nameof(path));
        property.SetValue(copy, path.Length == 1 ? value : Set(property.GetValue(record)!, path[1..], value));
        return copy;
    }

    private static bool AreAlike(object? one, object? other) => (one, other) switch
    {
        (string or null, string or null) => string.Equals((one as string ?? "").Trim(), (other as string ?? "").Trim(), StringComparison.Ordinal),
        (IEnumerable some, IEnumerable others) => some.Cast<object?>().SequenceEqual(others.Cast<object?>()),
        _ => Equals(one, other),
    };

    private static IEnumerable<PropertyInfo> Fields(object record) => record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    // Every record class has this method; it is what "with" calls.
    private static MethodInfo? Cloning(Type type) => type.GetMethod("<Clone>$");

    private static bool IsRecord(Type type) => Cloning(type) is not null;

    private static object Copy(object record) => Cloning(record.GetType())!.Invoke(record, null)!;
}
