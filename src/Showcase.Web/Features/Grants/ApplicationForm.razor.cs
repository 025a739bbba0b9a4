using Microsoft.AspNetCore.Components;
using Showcase.Domain.Grants;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Grants;

public sealed partial class ApplicationForm : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private readonly List<LineInput> lines = [];
    private CancellationTokenSource pause = new();
    private string title = "", requested = "", plan = "";
    private string? status, problem;
    private Guid version;
    private bool isDirty, isSending;

    [Parameter, EditorRequired]
    public ApplicationView Application { get; set; } = default!;

    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    /// <summary>It was sent in: the page shows it anew.</summary>
    [Parameter]
    public EventCallback Sent { get; set; }

    /// <summary>The title as it is typed: the page's heading follows.</summary>
    [Parameter]
    public EventCallback<string> Titled { get; set; }

    [Inject]
    private ApplicationService Applications { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private decimal Asked => Amounts.Parse(requested) ?? 0;

    private decimal Sum => lines.Sum(line => Amounts.Parse(line.Amount) ?? 0);

    private string SumText => (Asked - Sum) switch
    {
        0 => T["Grants.SumFits", Amounts.Text(Sum, Application.Currency)],
        > 0 and var missing => T["Grants.SumMissing", Amounts.Text(Sum, Application.Currency), Amounts.Text(missing, Application.Currency)],
        var over => T["Grants.SumOver", Amounts.Text(Sum, Application.Currency), Amounts.Text(-over, Application.Currency)],
    };

    /// <summary>Saves what is not saved yet; yields the draft's version.</summary>
    public async Task<Guid> FlushAsync()
    {
        await pause.CancelAsync();
        if (isDirty) await SaveAsync();
        return version;
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync();
        pause.Dispose();
        oneAtATime.Dispose();
    }

    protected override void OnInitialized()
    {
        (title, plan, version) = (Application.Title, Application.Plan, Application.Version);
        requested = Amounts.Field(Application.Requested, Application.Currency);
        lines.AddRange(Application.Lines.Select(line => new LineInput { Text = line.Text, Amount = Amounts.Field(line.Amount, Application.Currency) }));
        if (lines.Count == 0) Add();
    }

    private static string? Invalid(string amount) => Amounts.Parse(amount) is null ? "true" : null;

    private async Task TitledAsync()
    {
        await Titled.InvokeAsync(title);
        await ChangedAsync();
    }

    private void Add() => lines.Add(new LineInput());

    private Task RemoveAsync(LineInput line)
    {
        lines.Remove(line);
        return ChangedAsync();
    }

    private async Task ChangedAsync()
    {
        (isDirty, status) = (true, T["Grants.NotSavedYet"]);
        await pause.CancelAsync();
        pause.Dispose();
        pause = new CancellationTokenSource();
        try
        {
            await Task.Delay(Pause, Clock, pause.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await SaveAsync();
    }

    private async Task SaveAsync()
    {
        await oneAtATime.WaitAsync();
        try
        {
            isDirty = false;
            var saved = await Applications.SaveDraftAsync(Actor, Application.Id, Details(), version, CancellationToken.None);
            (problem, status) = saved.Succeeded ? (null, T["Common.Saved"]) : (T.Of(saved.Refusal), T["Grants.NotSaved"]);
            if (saved.Succeeded) version = saved.Value;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task SendAsync()
    {
        if (isSending) return;

        isSending = true;
        try
        {
            await FlushAsync();
            var sent = await Applications.SubmitAsync(Actor, Application.Id, Details(), version, CancellationToken.None);
            problem = sent.Succeeded ? null : T.Of(sent.Refusal);
            if (sent.Succeeded) await Sent.InvokeAsync();
        }
        finally
        {
            isSending = false;
        }
    }

    /// <summary>An amount that cannot be read is kept on the screen and counts as none; sending in refuses it.</summary>
    private ApplicationDetails Details() => new(
        title,
        Asked,
        plan,
        [.. lines.Select(line => new BudgetLine(line.Text, Amounts.Parse(line.Amount) ?? 0)).Where(line => line.Text.Length > 0 || line.Amount > 0)]);

    private sealed class LineInput
    {
        public string Text { get; set; } = "";

        public string Amount { get; set; } = "";
    }
}
