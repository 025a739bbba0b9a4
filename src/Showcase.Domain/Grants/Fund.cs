namespace Showcase.Domain.Grants;

/// <summary>
/// Money that an edition gives to artists. The fund alone adds to <see cref="Awarded"/>, so that its version makes two awards at
/// once collide and the budget is never passed.
/// </summary>
public sealed class Fund : AggregateRoot
{
    public const int NameLength = 120;
    public const int DescriptionLength = 4_000;

    private readonly List<GrantRound> rounds = [];

    private Fund()
    {
    }

    public Guid EditionId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>What the money is for and who may have it; plain text, shown to artists.</summary>
    public string Description { get; private set; } = "";

    /// <summary>All there is to give, in <see cref="Currency"/>.</summary>
    public decimal Budget { get; private set; }

    /// <summary>ISO 4217; set once, because applications and awards are kept in it.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>The sum of all awards.</summary>
    public decimal Awarded { get; private set; }

    public decimal Left => Budget - Awarded;

    /// <summary>The windows in which artists apply. A fund has one for now; the last one counts.</summary>
    public IReadOnlyList<GrantRound> Rounds => rounds;

    public GrantRound Round => rounds[^1];

    public static Result<Fund> Create(Guid editionId, string currency, FundDetails details)
    {
        if (!Currencies.IsKnown(currency)) return GrantRefusals.CurrencyUnknown;

        var fund = new Fund { EditionId = editionId, Currency = currency };
        var changed = fund.Change(details);
        return changed.Succeeded ? fund : changed.Refusal;
    }

    public Result Change(FundDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Text.Check(details.Name, "Name", NameLength) is { } name) return name;
        if (Text.Check(details.Description, "Description", DescriptionLength, required: false) is { } description) return description;
        if (Text.Check(details.RoundName, "RoundName", GrantRound.NameLength) is { } roundName) return roundName;
        if (!Currencies.IsPayable(details.Budget, Currency)) return GrantRefusals.AmountInvalid;
        if (details.Budget < Awarded) return new Refusal("Grants.BudgetBelowAwarded", Awarded, Currency);
        if (details.ClosesAt <= details.OpensAt) return GrantRefusals.ClosesBeforeItOpens;

        (Name, Description, Budget) = (details.Name.Trim(), details.Description?.Trim() ?? "", details.Budget);
        if (rounds.Count == 0) rounds.Add(new GrantRound(details.RoundName.Trim(), details.OpensAt, details.ClosesAt));
        else Round.Change(details.RoundName.Trim(), details.OpensAt, details.ClosesAt);
        Touch();
        return Result.Ok;
    }

    public bool IsOpenAt(DateTimeOffset now) => Round.IsOpenAt(now);

    /// <summary>Gives <paramref name="amount"/> to the application: what is left must cover it, and it is never more than was asked for.</summary>
    public Result Award(Application application, decimal amount, string? reason, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(application);
        if (application.FundId != Id) throw new ArgumentException("The application was made to another fund.", nameof(application));
        if (!Currencies.IsPayable(amount, Currency)) return GrantRefusals.AmountInvalid;
        if (amount > application.Requested) return new Refusal("Grants.MoreThanRequested", application.Requested, Currency);
        if (amount > Left) return new Refusal("Grants.BudgetPassed", Left, Currency);

        var taken = application.Take(new Award(amount, now, by, reason?.Trim() ?? ""));
        if (taken.Succeeded) Awarded += amount;
        return taken;
    }
}

/// <summary>A window in which artists apply to a fund.</summary>
public sealed class GrantRound(string name, DateTimeOffset opensAt, DateTimeOffset closesAt) : Entity
{
    public const int NameLength = 80;

    public string Name { get; private set; } = name;

    public DateTimeOffset OpensAt { get; private set; } = opensAt;

    /// <summary>The last moment at which an application may be sent in.</summary>
    public DateTimeOffset ClosesAt { get; private set; } = closesAt;

    public bool IsOpenAt(DateTimeOffset now) => OpensAt <= now && now <= ClosesAt;

    internal void Change(string name, DateTimeOffset opensAt, DateTimeOffset closesAt) => (Name, OpensAt, ClosesAt) = (name, opensAt, closesAt);
}

public sealed record FundDetails(string Name, string? Description, decimal Budget, string RoundName, DateTimeOffset OpensAt, DateTimeOffset ClosesAt);
