using Showcase.Domain.Grants;

namespace Showcase.Web.Features.Grants;

/// <summary>A fund that takes applications now.</summary>
public sealed record OpenFund(
    Guid Id, string Name, string Description, decimal Budget, string Currency, string RoundName, DateTimeOffset ClosesAt, string EditionName, string TimeZoneId, string Locale);

/// <summary>One of the artist's own applications, with what it waits for.</summary>
public sealed record MyApplication(
    Guid Id, string Title, string FundName, string EditionName, decimal Requested, decimal? Awarded, string Currency, ApplicationState State, Waiting Waiting);

public sealed record PaymentRow(Guid Id, DateOnly DueOn, decimal Amount, TrancheState State, DateOnly? PaidOn, string? Reference);

public sealed record StepRow(ApplicationState State, DateTimeOffset At, string? Reason);

/// <summary>An application with all that its page shows. <see cref="ArtistName"/> is for officers.</summary>
public sealed record ApplicationView(
    Guid Id,
    Guid Version,
    string Title,
    decimal Requested,
    string Currency,
    string Plan,
    IReadOnlyList<BudgetLine> Lines,
    ApplicationState State,
    AwardRow? Award,
    IReadOnlyList<PaymentRow> Payments,
    IReadOnlyList<StepRow> History,
    FundOfApplication Fund,
    string ArtistName,
    bool IsOwn,
    Waiting Waiting);

public sealed record AwardRow(decimal Amount, DateTimeOffset At, string Reason);

/// <summary>The fund that an application was made to. Times are shown in the edition's zone and locale; Today is the day there.</summary>
public sealed record FundOfApplication(Guid Id, string Name, decimal Left, DateTimeOffset ClosesAt, bool IsOpen, string EditionName, DateOnly EditionEndsOn, string TimeZoneId, string Locale, DateOnly Today);

/// <summary>A fund as its officer sees it.</summary>
public sealed record FundView(
    Guid Id, Guid Version, string Name, string Description, decimal Budget, decimal Awarded, decimal Paid, string Currency, string RoundName,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int Waiting, int Applications);

/// <summary>A line in a fund's list of applications.</summary>
public sealed record ApplicationRow(
    Guid Id, string Title, string ArtistName, decimal Requested, decimal? Awarded, ApplicationState State, DateTimeOffset SubmittedAt);

/// <summary>A payment with what it belongs to.</summary>
public sealed record PaymentLine(
    Guid ApplicationId, Guid FundId, string FundName, string Title, string ArtistName, DateOnly DueOn, decimal Amount, string Currency,
    TrancheState State, DateOnly? PaidOn, string? Reference);

public sealed record Page<T>(IReadOnlyList<T> Rows, int Total);
