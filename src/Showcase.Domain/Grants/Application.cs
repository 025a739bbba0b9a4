namespace Showcase.Domain.Grants;

public enum ApplicationState
{
    Draft,
    Submitted,
    Awarded,
    Declined,
    Withdrawn,
}

/// <summary>An artist asks a fund for money: how much, for what, and how it is spent. Amounts are in <see cref="Currency"/>.</summary>
public sealed class Application : AggregateRoot
{
    public const int TitleLength = 160;
    public const int PlanLength = 8_000;
    public const int MostLines = 40;
    public const int ReasonLength = 2_000;
    public const int LeastTranches = 2;
    public const int MostTranches = 12;

    private readonly List<BudgetLine> lines = [];
    private readonly List<ApplicationStep> history = [];
    private readonly List<Tranche> tranches = [];

    private Application()
    {
    }

    public Guid FundId { get; private set; }

    public Guid RoundId { get; private set; }

    public Guid ArtistId { get; private set; }

    public string Title { get; private set; } = "";

    public decimal Requested { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>What the artist wants to do, in plain text.</summary>
    public string Plan { get; private set; } = "";

    /// <summary>What the money is spent on; once sent in, these add up to <see cref="Requested"/>.</summary>
    public IReadOnlyList<BudgetLine> Lines => lines;

    public ApplicationState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public Award? Award { get; private set; }

    /// <summary>The payments that the award is split into, by date.</summary>
    public IReadOnlyList<Tranche> Tranches => tranches;

    public IReadOnlyList<ApplicationStep> History => history;

    public static Result<Application> Draft(Fund fund, Guid artistId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fund);
        if (!fund.IsOpenAt(now)) return GrantRefusals.NotOpen;

        var application = new Application
        {
            FundId = fund.Id, RoundId = fund.Round.Id, ArtistId = artistId, Currency = fund.Currency, CreatedAt = now,
        };
        application.history.Add(new ApplicationStep(ApplicationState.Draft, now, artistId));
        return application;
    }

    /// <summary>Keeps what was typed so far; gaps and sums that do not fit yet are looked at in <see cref="Submit"/>.</summary>
    public Result Write(ApplicationDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (State != ApplicationState.Draft) return GrantRefusals.AlreadySubmitted;
        if (Text.Check(details.Title, "Title", TitleLength, required: false) is { } title) return title;
        if (Text.Check(details.Plan, "Plan", PlanLength, required: false) is { } plan) return plan;
        if (details.Lines.Count > MostLines) return GrantRefusals.TooManyLines;
        if (details.Lines.Any(line => line.Text.Length > BudgetLine.TextLength)) return Refusals.TooLong("BudgetLine", BudgetLine.TextLength);
        if (!Currencies.IsWritable(details.Requested, Currency) || details.Lines.Any(line => !Currencies.IsWritable(line.Amount, Currency)))
        {
            return GrantRefusals.AmountInvalid;
        }

        (Title, Plan, Requested) = (details.Title?.Trim() ?? "", details.Plan ?? "", details.Requested);
        lines.Clear();
        lines.AddRange(details.Lines.Select(line => new BudgetLine(line.Text.Trim(), line.Amount)));
        Touch();
        return Result.Ok;
    }

    /// <summary>Sends it in. From then on it stays as it is.</summary>
    public Result Submit(Fund fund, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fund);
        if (State != ApplicationState.Draft) return GrantRefusals.AlreadySubmitted;
        if (!fund.IsOpenAt(now)) return GrantRefusals.NotOpen;
        if (Text.Check(Title, "Title", TitleLength) is { } title) return title;
        if (!Currencies.IsPayable(Requested, Currency)) return GrantRefusals.AmountInvalid;
        if (Requested > fund.Budget) return new Refusal("Grants.MoreThanFund", fund.Budget, Currency);
        if (Text.Check(Plan, "Plan", PlanLength) is { } plan) return plan;
        if (lines.Count == 0) return GrantRefusals.NoLines;
        if (lines.Exists(line => line.Text.Length == 0 || line.Amount <= 0)) return GrantRefusals.LineIncomplete;
        if (lines.Sum(line => line.Amount) is var sum && sum != Requested) return new Refusal("Grants.SumDiffers", sum, Requested, Currency);

        SubmittedAt = now;
        return Step(ApplicationState.Submitted, now, ArtistId);
    }

    public Result Withdraw(DateTimeOffset now) =>
        State is ApplicationState.Draft or ApplicationState.Submitted ? Step(ApplicationState.Withdrawn, now, ArtistId) : GrantRefusals.AlreadyDecided;

    public Result Decline(string? reason, Guid by, DateTimeOffset now)
    {
        if (MayDecide(by) is { } refusal) return refusal;
        if (Text.Check(reason, "Reason", ReasonLength) is { } bad) return bad;

        return Step(ApplicationState.Declined, now, by, reason!.Trim());
    }

    /// <summary>Splits the award into dated payments: two or more, which add up to it exactly. A plan of which nothing is paid may be made anew.</summary>
    public Result PlanPayments(IReadOnlyList<PlannedPayment> payments, Guid by)
    {
        ArgumentNullException.ThrowIfNull(payments);
        if (by == ArtistId) return GrantRefusals.OwnApplication;
        if (Award is null) return GrantRefusals.NotAwarded;
        if (tranches.Exists(tranche => tranche.State == TrancheState.Paid)) return GrantRefusals.PaymentsBegan;
        if (payments.Count is < LeastTranches or > MostTranches) return GrantRefusals.TrancheCount;
        if (payments.Any(payment => !Currencies.IsPayable(payment.Amount, Currency))) return GrantRefusals.AmountInvalid;
        if (payments.Sum(payment => payment.Amount) is var sum && sum != Award.Amount) return new Refusal("Grants.PlanDiffers", sum, Award.Amount, Currency);

        tranches.Clear();
        tranches.AddRange(payments.OrderBy(payment => payment.DueOn).Select(payment => new Tranche(payment.DueOn, payment.Amount)));
        Touch();
        return Result.Ok;
    }

    /// <summary>Records that a payment went out. <paramref name="today"/> is the day at the edition's place.</summary>
    public Result RecordPayment(Guid trancheId, DateOnly paidOn, string? reference, Guid by, DateOnly today)
    {
        if (by == ArtistId) return GrantRefusals.OwnApplication;
        if (tranches.Find(tranche => tranche.Id == trancheId) is not { } tranche) return Refusals.NotFound;

        var recorded = tranche.Pay(paidOn, reference, by, today);
        if (recorded.Succeeded) Touch();
        return recorded;
    }

    /// <summary>Takes what the fund gives; only <see cref="Fund.Award"/> calls it, which counts the money.</summary>
    internal Result Take(Award award)
    {
        if (MayDecide(award.By) is { } refusal) return refusal;
        if (Text.Check(award.Reason, "Reason", ReasonLength, required: false) is { } bad) return bad;

        Award = award;
        return Step(ApplicationState.Awarded, award.At, award.By, award.Reason.Length == 0 ? null : award.Reason);
    }

    private Refusal? MayDecide(Guid by)
    {
        if (State == ApplicationState.Draft) return GrantRefusals.NotSubmitted;
        if (State != ApplicationState.Submitted) return GrantRefusals.AlreadyDecided;
        return by == ArtistId ? GrantRefusals.OwnApplication : null;
    }

    private Result Step(ApplicationState next, DateTimeOffset now, Guid by, string? reason = null)
    {
        State = next;
        history.Add(new ApplicationStep(next, now, by, reason));
        return Result.Ok;
    }
}

/// <summary>One thing that the money is spent on.</summary>
public sealed record BudgetLine(string Text, decimal Amount)
{
    public const int TextLength = 160;
}

public sealed record ApplicationDetails(string? Title, decimal Requested, string? Plan, IReadOnlyList<BudgetLine> Lines);

/// <summary>One step in an application's life.</summary>
public sealed class ApplicationStep(ApplicationState state, DateTimeOffset at, Guid by, string? reason = null) : Entity
{
    public ApplicationState State { get; private set; } = state;

    public DateTimeOffset At { get; private set; } = at;

    /// <summary>The person who took the step.</summary>
    public Guid By { get; private set; } = by;

    public string? Reason { get; private set; } = reason;
}
