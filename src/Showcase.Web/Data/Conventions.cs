using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Showcase.Web.Data;

/// <summary>Stores moments as UTC DateTime, because SQLite cannot order by DateTimeOffset.</summary>
public sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    moment => moment.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

internal static class Conventions
{
    /// <summary>Ids are made by us, and the version of an aggregate guards it against stale edits.</summary>
    public static void UseEntityConventions(this ModelBuilder builder)
    {
        foreach (var type in builder.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(Entity))))
        {
            if (type.FindProperty(nameof(Entity.Id)) is { } id) id.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            if (type.ClrType.IsAssignableTo(typeof(AggregateRoot))) type.FindProperty(nameof(AggregateRoot.Version))!.IsConcurrencyToken = true;
        }
    }
}
