using System.Diagnostics.CodeAnalysis;

namespace Showcase.Domain;

/// <summary>
/// Why something expected could not be done. <see cref="Code"/> has the form <c>Feature.Reason</c> and is the key of the
/// text shown to the person; <see cref="Arguments"/> fill that text's placeholders.
/// </summary>
public sealed record Refusal(string Code, params object[] Arguments)
{
    public bool Equals(Refusal? other) => other is not null && Code == other.Code && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Code);

    public override string ToString() => Arguments.Length == 0 ? Code : $"{Code}({string.Join(", ", Arguments)})";
}

/// <summary>Refusals that every feature shares.</summary>
public static class Refusals
{
    /// <summary>It does not exist, or this actor may not know that it does.</summary>
    public static readonly Refusal NotFound = new("Common.NotFound");

    /// <summary>The actor is known and may not do this.</summary>
    public static readonly Refusal Forbidden = new("Common.Forbidden");

    /// <summary>Somebody else changed it since it was read; nothing was saved.</summary>
    public static readonly Refusal Conflict = new("Common.Conflict");

    public static Refusal Required(string field) => new("Common.Required", field);

    public static Refusal TooLong(string field, int most) => new("Common.TooLong", field, most);

    public static Refusal OutOfRange(string field, object least, object most) => new("Common.OutOfRange", field, least, most);
}

/// <summary>The outcome of an operation: done, or refused for a reason that can be told.</summary>
public class Result
{
    public static readonly Result Ok = new(refusal: null);

    protected Result(Refusal? refusal) => Refusal = refusal;

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    public static implicit operator Result(Refusal refusal) => new(refusal);

    public static Result<T> From<T>(T value) => value;
}

/// <summary>The outcome of an operation that yields a value when it is done.</summary>
public sealed class Result<T> : Result
{
    private readonly T? value;

    private Result(T? value, Refusal? refusal)
        : base(refusal) => this.value = value;

    /// <summary>The value; reading it of a refused result is a mistake of the caller.</summary>
    public T Value => Succeeded ? value! : throw new InvalidOperationException($"Refused: {Refusal}");

    public static implicit operator Result<T>(T value) => new(value, refusal: null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
