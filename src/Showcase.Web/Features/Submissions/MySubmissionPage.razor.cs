using Microsoft.AspNetCore.Components;
using Showcase.Domain.Calls;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Fees.Payments;
using Showcase.Web.Features.Forms;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Submissions;

/// <summary>An artist's entry: while it is a draft its letter and answers save themselves, afterwards it tells what became of it.</summary>
public sealed partial class MySubmissionPage : WorkspacePage
{
    private Autosave? autosave;
    private EntryWriting? writing;
    private Kept? kept;
    private MyEntry? entry;
    private LedgerView? ledger;
    private MyCode? code;
    private EntryStanding? standing;
    private EntryTerms terms = default!;
    private IReadOnlyList<CategoryName> categories = [];
    private Guid asked;

    /// <summary>When the entry was read, and what it cost then: the fee that is shown is the fee that is agreed to.</summary>
    private DateTimeOffset readAt;
    private FeeDue due = default!;

    [Parameter]
    public Guid SubmissionId { get; set; }

    /// <summary>Set where the person comes back from the payment provider.</summary>
    [SupplyParameterFromQuery(Name = "payment")]
    private string? Returned { get; set; }

    [Inject]
    private SubmissionService Submissions { get; set; } = default!;

    [Inject]
    private SubmissionQueries Queries { get; set; } = default!;

    [Inject]
    private EligibilityQueries Standings { get; set; } = default!;

    [Inject]
    private FormQueries Forms { get; set; } = default!;

    [Inject]
    private AnswerService Answers { get; set; } = default!;

    [Inject]
    private LedgerQueries Ledgers { get; set; } = default!;

    [Inject]
    private CodeQueries Codes { get; set; } = default!;

    [Inject]
    private CodeUseService CodeUse { get; set; } = default!;

    [Inject]
    private PaymentService Payments { get; set; } = default!;

    [Inject]
    private SiteAddress Address { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>What is left to pay for a draft: one that was paid for and not sent in is not paid for again.</summary>
    private long ToPay => due.Amount - (ledger?.Sums.Kept ?? 0);

    private bool PaysFirst => ledger?.Payment == PaymentTiming.First && ToPay > 0;

    private bool IsReadOnly => entry!.Role == CoAuthorRole.View;

    private bool CanPay => entry!.Role == CoAuthorRole.Own && Payments.IsOn && ledger!.Sums.Open > 0 && entry!.State is not (SubmissionState.Withdrawn or SubmissionState.Disqualified);

    private IEnumerable<HistoryStep> Steps => entry!.History.Select(step =>
        new HistoryStep(step.State, step.At, T[step.By switch { EntryHand.Reader => "Submissions.ByYou", EntryHand.Artist => "CoAuthors.ByArtist", _ => "Submissions.ByOrganisers" }], step.Reason));

    private string Phase => entry!.State switch
    {
        SubmissionState.Submitted or SubmissionState.Eligible => "Waiting",
        SubmissionState.InReview or SubmissionState.Shortlisted or SubmissionState.Waitlisted => "InReview",
        SubmissionState.Selected => "Selected",
        _ => "Over",
    };

    /// <summary>Whether there is anything left that can be written: a draft, or a question that is still open.</summary>
    private bool IsWritable => !IsReadOnly && (entry!.State == SubmissionState.Draft || Asked.Any(question => question.Closed(entry.State, Clock.GetUtcNow()) is null));

    private IReadOnlyList<AskedQuestion> Asked => writing!.Answers.Form.AskedOf(entry!.CategoryId, writing.Answers.Answers);

    /// <summary>What is wrong with the answers, each with a way to its question.</summary>
    private IEnumerable<ChecklistItem> Open => writing!.Answers.Form.Problems(entry!.CategoryId, writing.Answers.Answers, Clock.GetUtcNow())
        .Where(problem => problem.Question.Closed(entry.State, Clock.GetUtcNow()) is null)
        .Select(problem => new ChecklistItem(false, problem.Question.Wording.Text, T.Of(problem.Refusal), Href: $"/workspace/submissions/{SubmissionId}#answer-{problem.Question.Id}"));

    /// <summary>The rules that an entry which was sent in does not meet by now, until it is decided on: a rule that comes later takes nothing back.</summary>
    private List<ChecklistItem> Broken => standing is null || Phase is "Selected" or "Over"
        ? []
        : [.. standing.Verdicts.Where(verdict => verdict.Bars).Select(verdict => RuleWords.Item(T, verdict, SubmissionId, entry!.FilmId, entry.Edition.Locale))];

    private IEnumerable<ChecklistItem> Items
    {
        get
        {
            var now = Clock.GetUtcNow();
            var ready = entry!.Runtime is not null;
            yield return new(terms.Closed(now) is null, T["Submissions.CheckOpen"], terms.Closed(now) is { } closed ? T.Of(closed) : null);
            yield return new(ready, T["Submissions.CheckVideo"], ready ? null : T[Films.FilmWords.Video(entry.Video)]);
            if (ready) yield return new(terms.Runtime(entry.Runtime) is null, T["Submissions.CheckRuntime", Lengths.Text(entry.Runtime!.Value)], terms.Runtime(entry.Runtime) is { } bad ? T.Of(bad) : null);
            if (terms.Limits.Any) yield return new(terms.Limits.Reached(entry.Sent) is null, T["Submissions.CheckLimits"], terms.Limits.Reached(entry.Sent) is { } reached ? T.Of(reached) : null);
            if (Asked.Any(question => question.Rules.Demands(now)) && !Open.Any()) yield return new(true, T["Forms.CheckAnswered"], null);
            foreach (var open in Open) yield return open;
            yield return new(entry.HasSynopsis, T["Submissions.CheckSynopsis"], null, IsOptional: true);
            yield return new(entry.HasStills, T["Submissions.CheckStills"], null, IsOptional: true, Href: $"/workspace/films/{entry.FilmId}#film-stills");
            yield return new(writing!.Letter.Trim().Length > 0, T["Submissions.CheckLetter"], null, IsOptional: true);
        }
    }

    /// <summary>How many lines of the checklist keep the entry from being sent in.</summary>
    private int Missing => Items.Concat(standing is null ? [] : RuleWords.Checklist(T, standing, entry!)).Count(item => item is { IsMet: false, IsOptional: false, IsOpen: false });

    protected override void OnInitialized()
    {
        writing = new EntryWriting(Submissions, Answers, Forms, Clock);
        autosave = new Autosave(Clock, () => InvokeAsync(SaveAsync));
    }

    /// <summary>Letter and answers are taken from the store when the entry opens; later reads leave what is being typed alone.</summary>
    protected override async Task LoadAsync()
    {
        if (writing!.EntryId != SubmissionId) await autosave!.FlushAsync();

        var read = await Queries.FindMineAsync(Actor, SubmissionId, Token);
        ledger = await Ledgers.FindMineAsync(Actor, SubmissionId, Token);
        code = await Codes.FindMineAsync(Actor, SubmissionId, Token);
        standing = await Standings.FindMineAsync(Actor, SubmissionId, Token);
        entry = read;
        if (entry is null) return;

        Watch(entry.FilmId);
        terms = entry.Terms with { IsReopened = code?.OpensDoor == true };
        readAt = Clock.GetUtcNow();
        due = code?.Of(terms.Fees.DueAt(readAt)) ?? terms.Fees.DueAt(readAt);
        await writing!.ReadAsync(Actor, entry, autosave!.IsWaiting, Token);
        if (entry.State == SubmissionState.Draft) categories = await Queries.OpenInAsync(entry.Edition.Id, Token);
    }

    /// <summary>
    /// The film or its file changed, or organisers decided, asked or booked something: the page follows, and what is being typed is not
    /// touched.
    /// </summary>
    protected override async Task RefreshAsync()
    {
        if (autosave!.IsIdle && writing!.Unsaved is null)
        {
            await LoadAsync();
            return;
        }

        if (await Queries.FindMineAsync(Actor, SubmissionId, Token) is not { } read) return;

        (entry, standing) = (read, await Standings.FindMineAsync(Actor, SubmissionId, Token));
        writing!.State = entry.State;
    }

    /// <summary>Asks once, after the page is there, what became of a payment that was begun; the provider's own message may be late.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (asked == SubmissionId || ledger is not { IsPaying: true } || !Payments.IsOn || entry is not { Role: CoAuthorRole.Own }) return;

        asked = SubmissionId;
        var booked = await Payments.CheckAsync(Actor, SubmissionId, Token);
        await LoadAsync();
        if (Returned is not null)
        {
            if (booked.Refusal == PaymentRefusals.OnItsWay) Done = T.Of(booked.Refusal);
            else if (!booked.Succeeded) Problem = T.Of(booked.Refusal);
            else if (ledger is { IsPaying: false, Sums.Open: <= 0 }) Done = T["Fees.PaymentThanks"];
        }

        StateHasChanged();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && autosave is not null) _ = autosave.DisposeAsync().AsTask();
        base.Dispose(disposing);
    }

    private void Touch()
    {
        if (!writing!.IsStale && !IsReadOnly) autosave!.Touch();
    }

    /// <summary>A file was taken or removed: the checklist and the rules follow.</summary>
    private async Task ReadAnswersAsync()
    {
        await writing!.ReadAnswersAsync(Actor, Token);
        standing = await Standings.FindMineAsync(Actor, SubmissionId, Token);
    }

    private async Task SaveAsync()
    {
        var reached = kept?.Reached ?? 0;
        await writing!.SaveAsync(Actor, Token);
        if (writing.Unsaved is null) kept?.Confirm(reached);
        StateHasChanged();
    }

    private async Task SaveMineAsync()
    {
        if (await Queries.FindMineAsync(Actor, SubmissionId, Token) is not { } now) return;

        writing!.KeepMine(now);
        await SaveAsync();
        await LoadAsync();
    }

    private async Task TakeTheirsAsync()
    {
        if (kept is not null) await kept.ForgetAsync();
        writing!.TakeTheirs();
        await LoadAsync();
    }

    private Task ChangeCategoryAsync(ChangeEventArgs change) =>
        AfterSavingAsync(async () => Guid.TryParse(change.Value as string, out var to)
            ? await Submissions.ChangeCategoryAsync(Actor, SubmissionId, writing!.Version, to, CancellationToken.None)
            : Refusals.NotFound);

    private Task UseCodeAsync(string? typed) =>
        AfterSavingAsync(() => CodeUse.UseAsync(Actor, SubmissionId, writing!.Version, typed, CancellationToken.None), T["Fees.CodeTaken"]);

    private Task DropCodeAsync() => AfterSavingAsync(() => CodeUse.DropAsync(Actor, SubmissionId, writing!.Version, CancellationToken.None));

    private async Task SubmitAsync()
    {
        await AfterSavingAsync(() => Submissions.SubmitAsync(Actor, SubmissionId, writing!.Version, due, CancellationToken.None), T["Submissions.Submitted"]);

        // A refusal says that something is not as shown: the fee, the deadline, the limits.
        if (Problem is not null) await LoadAsync();
    }

    private async Task PayAsync()
    {
        await AfterSavingAsync(async () =>
        {
            var shown = entry!.State == SubmissionState.Draft ? due : null;
            var page = await Payments.BeginAsync(Actor, SubmissionId, shown, new Uri(Address.Of($"/workspace/submissions/{SubmissionId}")), CancellationToken.None);
            if (page.Succeeded) Leave(page.Value.AbsoluteUri);
            return page;
        });
        if (Problem is not null) await LoadAsync();
    }

    private Task<bool> WithdrawAsync() => DoAsync(() => Submissions.WithdrawAsync(Actor, SubmissionId, writing!.Version, CancellationToken.None), T["Submissions.Withdrawn"]);

    private Task<bool> DiscardAsync() => DoAsync(async () =>
    {
        var discarded = await Submissions.DiscardAsync(Actor, SubmissionId, CancellationToken.None);
        if (discarded.Succeeded) Leave("/workspace/submissions");
        return discarded;
    });

    /// <summary>What is typed goes first: nothing is sent in that differs from what is on the screen.</summary>
    private async Task AfterSavingAsync(Func<Task<Result>> act, string? done = null)
    {
        if (writing!.Unsaved is not null) autosave!.Touch();
        await autosave!.FlushAsync();
        if (writing.Unsaved is { } unsaved)
        {
            Problem = T.Of(unsaved);
            return;
        }

        await DoAsync(act, done);
    }
}
