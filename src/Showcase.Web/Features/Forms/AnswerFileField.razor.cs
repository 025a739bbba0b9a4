using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Forms.Files;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Forms;

public sealed partial class AnswerFileField
{
    private DotNetObjectReference<AnswerFileField>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? sender;
    private ElementReference root;
    private string? done;
    private string? problem;
    private bool isSending;
    private bool isRemoving;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public AskedQuestion Question { get; set; } = default!;

    /// <summary>The answer with its file; null where there is none.</summary>
    [Parameter]
    public GivenAnswer? Given { get; set; }

    /// <summary>The entry that the file is sent to; null where it goes nowhere, as in a preview.</summary>
    [Parameter]
    public Guid? SubmissionId { get; set; }

    [Parameter, EditorRequired]
    public string Locale { get; set; } = "";

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public string? Described { get; set; }

    [Parameter]
    public RenderFragment? Help { get; set; }

    [Parameter]
    public RenderFragment? Foot { get; set; }

    /// <summary>A file was taken or removed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private AnswerFileService Service { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    private bool IsBusy => isSending || isRemoving;

    private string Address => AnswerFileEndpoints.AddressOf(SubmissionId ?? Guid.Empty, Question.Id);

    private IEnumerable<AnswerFileType> Taken => Question.Rules.FileTypes is { Count: > 0 } some ? some : Enum.GetValues<AnswerFileType>();

    private string Types => string.Join(", ", Taken.Select(type => T.Of("AnswerFiles", type)));

    private string Accepted => string.Join(",", Taken.SelectMany(AnswerFile.ExtensionsOf));

    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        await RunningScript.EndAsync(sender, module);
    }

    /// <summary>The script has begun to send.</summary>
    [JSInvokable]
    public void Begin()
    {
        (isSending, done, problem) = (true, null, null);
        StateHasChanged();
    }

    /// <summary>The script is done; <paramref name="refusal"/> says why the file was not taken.</summary>
    [JSInvokable]
    public async Task EndAsync(string? refusal)
    {
        (isSending, problem, done) = (false, refusal, refusal is null ? T["AnswerFiles.Added"] : null);
        if (refusal is null) await Changed.InvokeAsync();
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || SubmissionId is null) return;

        self = DotNetObjectReference.Create(this);
        module = await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Forms/AnswerFileField.razor.js");
        var texts = new { tooLarge = T.Of(AnswerFileRefusals.TooLarge((int)(Question.MostBytes / 1_000_000))), signedOut = T["AnswerFiles.SignedOut"], failed = T["AnswerFiles.Failed"] };
        sender = await module.InvokeAsync<IJSObjectReference>("start", root, self, Address, Question.MostBytes, texts);
    }

    private string SizeOf(AnswerFile file)
    {
        var culture = CultureInfo.GetCultureInfo(Locale);
        return file.Size >= 100_000 ? T["AnswerFiles.Size", (file.Size / 1e6).ToString("0.0", culture)] : T["AnswerFiles.SizeSmall", Math.Max(1, file.Size / 1_000).ToString(culture)];
    }

    private async Task RemoveAsync()
    {
        if (IsBusy || Authentication is null || Actor.From((await Authentication).User) is not { } actor || SubmissionId is not { } entry) return;

        (isRemoving, done, problem) = (true, null, null);
        try
        {
            var removed = await Service.RemoveAsync(actor, entry, Question.Id, CancellationToken.None);
            (done, problem) = removed.Succeeded ? (T["AnswerFiles.Removed"], null) : ((string?)null, T.Of(removed.Refusal));
            await Changed.InvokeAsync();
        }
        finally
        {
            isRemoving = false;
        }
    }
}
