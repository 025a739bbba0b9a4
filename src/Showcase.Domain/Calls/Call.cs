using Showcase.Domain.Editions;

namespace Showcase.Domain.Calls;

public enum CallState
{
    Draft,
    Open,
    Closed,
}

/// <summary>A call for entries: its text and the categories that films compete in.</summary>
public sealed class Call : AggregateRoot
{
    public const int NameLength = 120;
    public const int TextLength = 20_000;
    public const int MostCategories = 50;

    /// <summary>The longest grace: it forgives a slow line, it is no second deadline.</summary>
    public static readonly TimeSpan LongestGrace = TimeSpan.FromHours(24);

    private readonly List<Category> categories = [];

    private Call()
    {
    }

    public Guid EditionId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Markdown, shown to artists.</summary>
    public string Text { get; private set; } = "";

    public CallState State { get; private set; }

    /// <summary>From when on an open call takes films; null where it does already.</summary>
    public DateTimeOffset? OpensAt { get; private set; }

    /// <summary>Of every fee of the call, ISO 4217.</summary>
    public string Currency { get; private set; } = "EUR";

    /// <summary>How long after a category's last deadline an entry is still taken, at the last fee. Artists are not shown it.</summary>
    public TimeSpan Grace { get; private set; }

    /// <summary>Until when another file may take the place of one that was sent in.</summary>
    public ReplacementRule Replacement { get; private set; }

    /// <summary>That moment, where <see cref="Replacement"/> names one.</summary>
    public DateTimeOffset? ReplaceableUntil { get; private set; }

    /// <summary>How many entries one person may have in the whole call; null is without limit.</summary>
    public int? MostPerPerson { get; private set; }

    public PaymentTiming Payment { get; private set; }

    public IReadOnlyList<Category> Categories => categories;

    public static Result<Call> Create(Guid editionId, string name, string text)
    {
        var call = new Call { EditionId = editionId };
        var changed = call.Change(name, text);
        return changed.Succeeded ? call : changed.Refusal;
    }

    /// <summary>
    /// A draft like this call for <paramref name="to"/>, as last year's for this year: every deadline keeps its day and time on the wall
    /// clock and moves by the whole years that lie between the editions. Where 29 February falls onto the 28th and so onto the deadline before,
    /// it is put a day behind that one.
    /// </summary>
    public Result<Call> CopyTo(Edition from, Edition to, string name)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Id != EditionId) throw new ArgumentException("The call is another edition's.", nameof(from));

        var created = Create(to.Id, name, Text);
        if (!created.Succeeded) return created;

        var copy = created.Value;
        (copy.Currency, copy.Grace, copy.MostPerPerson, copy.Payment) = (Currency, Grace, MostPerPerson, Payment);
        _ = copy.ChangeReplacement(Replacement, ReplaceableUntil is { } until ? Moved(until, from, to) : null);
        foreach (var category in categories.OrderBy(category => category.Position))
        {
            var tiers = new List<Tier>();
            foreach (var tier in category.Tiers.OrderBy(tier => tier.Until))
            {
                var deadline = Moved(tier.Until, from, to);
                while (tiers.Count > 0 && deadline <= tiers[^1].Until) deadline = to.AtLocal(to.ToLocal(deadline).AddDays(1));
                tiers.Add(tier with { Until = deadline });
            }

            var added = copy.AddCategory(new CategoryDetails(
                category.Name, category.Description, category.MinRuntime, category.MaxRuntime, tiers, category.MostPerPerson));
            if (!added.Succeeded) return added.Refusal;
        }

        return copy;
    }

    /// <summary>The moment in <paramref name="to"/> that has the same day and time on the wall clock as this one has in <paramref name="from"/>.</summary>
    public static DateTimeOffset Moved(DateTimeOffset moment, Edition from, Edition to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return to.AtLocal(from.ToLocal(moment).AddYears(to.StartsOn.Year - from.StartsOn.Year));
    }

    /// <summary>For each category the one of <paramref name="copy"/> that was made of it.</summary>
    public IReadOnlyDictionary<Guid, Guid> TwinsIn(Call copy)
    {
        ArgumentNullException.ThrowIfNull(copy);
        return categories.OrderBy(category => category.Position)
            .Zip(copy.categories.OrderBy(category => category.Position))
            .ToDictionary(pair => pair.First.Id, pair => pair.Second.Id);
    }

    public Result Change(string name, string? text)
    {
        if (Domain.Text.Check(name, "Name", NameLength) is { } badName) return badName;
        if (Domain.Text.Check(text, "Text", TextLength, required: false) is { } badText) return badText;

        (Name, Text) = (name.Trim(), text ?? "");
        return Result.Ok;
    }

    /// <summary>The rules that all categories share. A fee typed in one currency never turns into the same number of another.</summary>
    public Result ChangeRules(CallRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (!Currencies.IsKnown(rules.Currency)) return CallRefusals.CurrencyUnknown;
        if (rules.Currency != Currency && categories.Exists(category => category.Tiers.Any(tier => tier.Fee > 0))) return CallRefusals.CurrencyInUse;
        if (rules.Grace < TimeSpan.Zero || rules.Grace > LongestGrace) return Refusals.OutOfRange("Grace", 0, (int)LongestGrace.TotalMinutes);
        if (EntryLimits.Check(rules.MostPerPerson) is { } limit) return limit;

        (Currency, Grace, MostPerPerson, Payment) = (rules.Currency, rules.Grace, rules.MostPerPerson, rules.Payment);
        return Result.Ok;
    }

    /// <summary>Until when artists may replace what they sent in; <paramref name="until"/> is for <see cref="ReplacementRule.UntilMoment"/> only.</summary>
    public Result ChangeReplacement(ReplacementRule rule, DateTimeOffset? until)
    {
        if (rule == ReplacementRule.UntilMoment && until is null) return Refusals.Required("ReplaceableUntil");

        (Replacement, ReplaceableUntil) = (rule, rule == ReplacementRule.UntilMoment ? until : null);
        return Result.Ok;
    }

    public Result<Category> AddCategory(CategoryDetails details)
    {
        if (categories.Count >= MostCategories) return CallRefusals.TooManyCategories;

        var category = Category.Create(Id, categories.Count, details);
        if (category.Succeeded) categories.Add(category.Value);
        return category;
    }

    public Result ChangeCategory(Guid categoryId, CategoryDetails details) =>
        categories.Find(category => category.Id == categoryId)?.Change(details) ?? Refusals.NotFound;

    /// <summary>Removes a category that no film was ever entered in, drafts included: <paramref name="inUse"/>.</summary>
    public Result RemoveCategory(Guid categoryId, bool inUse)
    {
        if (categories.Find(category => category.Id == categoryId) is not { } category) return Refusals.NotFound;
        if (inUse) return CallRefusals.CategoryInUse;
        if (State == CallState.Open && categories.Count == 1) return CallRefusals.LastCategory;

        categories.Remove(category);
        Number([.. categories.OrderBy(left => left.Position)]);
        return Result.Ok;
    }

    /// <summary>Moves a category up (negative) or down the list; beyond its ends it stays at the end.</summary>
    public Result MoveCategory(Guid categoryId, int places)
    {
        var order = categories.OrderBy(category => category.Position).ToList();
        var from = order.FindIndex(category => category.Id == categoryId);
        if (from < 0) return Refusals.NotFound;

        var moved = order[from];
        order.RemoveAt(from);
        order.Insert(Math.Clamp(from + places, 0, order.Count), moved);
        Number(order);
        return Result.Ok;
    }

    /// <summary>Opens it at once, or <paramref name="at"/> a moment that is still ahead: artists are told, and nothing is taken before.</summary>
    public Result Open(DateTimeOffset now, DateTimeOffset? at = null)
    {
        var opens = at > now ? at.Value : now;
        if (categories.Count == 0) return CallRefusals.NoCategory;
        if (categories.TrueForAll(category => category.Deadline <= opens)) return CallRefusals.DeadlinesPassed;

        (State, OpensAt) = (CallState.Open, at > now ? at : null);
        return Result.Ok;
    }

    /// <summary>Takes no more films. A call that has not opened yet is a draft again.</summary>
    public void Close(DateTimeOffset now) => (State, OpensAt) = (OpensAt > now ? CallState.Draft : CallState.Closed, null);

    private static void Number(List<Category> order)
    {
        for (var position = 0; position < order.Count; position++) order[position].PlaceAt(position);
    }
}

/// <summary>What holds for every category of a call.</summary>
public sealed record CallRules(string Currency, TimeSpan Grace, int? MostPerPerson, PaymentTiming Payment = PaymentTiming.Later);

/// <summary>Whether an entry is taken before its fee is paid.</summary>
public enum PaymentTiming
{
    /// <summary>It is sent in, and its fee is due then.</summary>
    Later,

    /// <summary>It is sent in by paying for it.</summary>
    First,
}

/// <summary>How long the file of an entry may be replaced after it was sent in.</summary>
public enum ReplacementRule
{
    /// <summary>For as long as the entry's category takes films.</summary>
    UntilDeadline,

    /// <summary>Until a moment that the call names, deadline or not.</summary>
    UntilMoment,

    /// <summary>What was sent in is what is judged.</summary>
    Never,
}

public static class CallRefusals
{
    public static readonly Refusal NoCategory = new("Calls.NoCategory");
    public static readonly Refusal DeadlinesPassed = new("Calls.DeadlinesPassed");
    public static readonly Refusal NotAhead = new("Calls.NotAhead");
    public static readonly Refusal RuntimeLimits = new("Calls.RuntimeLimits");
    public static readonly Refusal RuntimeUnreadable = new("Calls.RuntimeUnreadable");
    public static readonly Refusal DeadlineMissing = new("Calls.DeadlineMissing");
    public static readonly Refusal DeadlineOrder = new("Calls.DeadlineOrder");
    public static readonly Refusal FeeInvalid = new("Calls.FeeInvalid");
    public static readonly Refusal FeeWithoutDeadline = new("Calls.FeeWithoutDeadline");
    public static readonly Refusal CurrencyUnknown = new("Calls.CurrencyUnknown");
    public static readonly Refusal CurrencyInUse = new("Calls.CurrencyInUse");
    public static readonly Refusal LastCategory = new("Calls.LastCategory");
    public static readonly Refusal TooManyCategories = new("Calls.TooManyCategories", Call.MostCategories);
    public static readonly Refusal CategoryInUse = new("Calls.CategoryInUse");
}
