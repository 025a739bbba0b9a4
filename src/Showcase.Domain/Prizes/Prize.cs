using Showcase.Domain.Submissions;

namespace Showcase.Domain.Prizes;

/// <summary>
/// What an edition awards to films: Grand Prix, Audience Award. (An <c>Award</c> is money of a fund.) Nobody but organisers knows who has it before
/// <see cref="PublishAt"/>.
/// </summary>
public sealed class Prize : AggregateRoot
{
    public const int NameLength = 100;
    public const int AmountLength = 120;
    public const int StatementLength = 4_000;

    /// <summary>More than that on a laurel cannot be read.</summary>
    public const int LaurelNameLength = 80;

    public const int MostWinners = 20;
    public const int MostOfEdition = 60;

    private readonly List<PrizeWinner> winners = [];

    private Prize()
    {
    }

    public Guid EditionId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Of which category its films are; null where any can win.</summary>
    public Guid? CategoryId { get; private set; }

    /// <summary>What comes with it, in words: "2,500 euros, given by the City of Berlin".</summary>
    public string Amount { get; private set; } = "";

    /// <summary>Why, in the jury's words.</summary>
    public string Statement { get; private set; } = "";

    /// <summary>What laurels say in place of the name; empty where they say the name.</summary>
    public string LaurelName { get; private set; } = "";

    public int Position { get; private set; }

    /// <summary>From when everybody may know; null while that is open.</summary>
    public DateTimeOffset? PublishAt { get; private set; }

    public IReadOnlyList<PrizeWinner> Winners => winners;

    public string OnLaurels => LaurelName.Length > 0 ? LaurelName : Name;

    public static Result<Prize> Create(Guid editionId, PrizeDetails details, int position)
    {
        var prize = new Prize { EditionId = editionId, Position = position };
        return prize.Change(details) is { Succeeded: false } refused ? refused.Refusal : prize;
    }

    public Result Change(PrizeDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Text.Check(details.Name, "Name", NameLength) is { } name) return name;
        if (Text.Check(details.Amount, "Amount", AmountLength, required: false) is { } amount) return amount;
        if (Text.Check(details.Statement, "Statement", StatementLength, required: false) is { } statement) return statement;
        if (Text.Check(details.LaurelName, "LaurelName", LaurelNameLength, required: false) is { } laurel) return laurel;
        if (winners.Count > 0 && details.CategoryId != CategoryId) return PrizeRefusals.CategoryFixed;

        (Name, CategoryId, Amount) = (details.Name.Trim(), details.CategoryId, details.Amount?.Trim() ?? "");
        (Statement, LaurelName) = (details.Statement?.Trim() ?? "", details.LaurelName?.Trim() ?? "");
        return Result.Ok;
    }

    /// <summary>Gives it to a film that the festival has selected; several may share it.</summary>
    public Result Give(Submission submission, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (IsPublicAt(now)) return PrizeRefusals.IsPublic;
        if (submission.EditionId != EditionId || submission.State != SubmissionState.Selected) return PrizeRefusals.NotSelected;
        if (CategoryId is { } category && submission.CategoryId != category) return PrizeRefusals.OtherCategory;
        if (winners.Exists(winner => winner.SubmissionId == submission.Id)) return PrizeRefusals.GivenAlready;
        if (winners.Count >= MostWinners) return PrizeRefusals.TooManyWinners;

        winners.Add(new PrizeWinner(Id, submission.Id, by, now));
        Touch();
        return Result.Ok;
    }

    public Result TakeBack(Guid submissionId, DateTimeOffset now)
    {
        if (IsPublicAt(now)) return PrizeRefusals.IsPublic;
        if (winners.RemoveAll(winner => winner.SubmissionId == submissionId) > 0) Touch();
        return Result.Ok;
    }

    /// <summary>Sets when everybody may know; null takes the day, or the prize, out of sight again.</summary>
    public Result Publish(DateTimeOffset? at)
    {
        if (at is not null && winners.Count == 0) return PrizeRefusals.NobodyHasIt;

        PublishAt = at;
        return Result.Ok;
    }

    public bool IsPublicAt(DateTimeOffset now) => PublishAt <= now;
}

/// <summary>A film that has a prize.</summary>
public sealed class PrizeWinner : Entity
{
    private PrizeWinner()
    {
    }

    internal PrizeWinner(Guid prizeId, Guid submissionId, Guid by, DateTimeOffset now) => (PrizeId, SubmissionId, GivenBy, GivenAt) = (prizeId, submissionId, by, now);

    public Guid PrizeId { get; private set; }

    public Guid SubmissionId { get; private set; }

    public Guid GivenBy { get; private set; }

    public DateTimeOffset GivenAt { get; private set; }
}

public sealed record PrizeDetails(string Name, Guid? CategoryId = null, string? Amount = null, string? Statement = null, string? LaurelName = null);

public static class PrizeRefusals
{
    public static readonly Refusal IsPublic = new("Prizes.IsPublic");
    public static readonly Refusal NotSelected = new("Prizes.NotSelected");
    public static readonly Refusal OtherCategory = new("Prizes.OtherCategory");
    public static readonly Refusal CategoryFixed = new("Prizes.CategoryFixed");
    public static readonly Refusal CategoryUnknown = new("Prizes.CategoryUnknown");
    public static readonly Refusal GivenAlready = new("Prizes.GivenAlready");
    public static readonly Refusal TooManyWinners = new("Prizes.TooManyWinners", Prize.MostWinners);
    public static readonly Refusal TooMany = new("Prizes.TooMany", Prize.MostOfEdition);
    public static readonly Refusal NobodyHasIt = new("Prizes.NobodyHasIt");
    public static readonly Refusal NameTaken = new("Prizes.NameTaken");
    public static readonly Refusal HasWinners = new("Prizes.HasWinners");

    /// <summary>The laurels' letters have no shape for these signs.</summary>
    public static Refusal NotDrawn(string signs) => new("Prizes.NotDrawn", signs);
}
