using System.Security.Claims;
using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Forms;
using Showcase.Web.Features.Forms.Files;
using Showcase.Web.Features.Media;
using Showcase.Web.Shared;
using Showcase.Web.Texts;
using Showcase.Web.Tests.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Forms;

/// <summary>A question for a file as an artist sees it, with the store behind it; the script that sends is stood in for.</summary>
public sealed class AnswerFileFieldTests : BunitContext, IAsyncLifetime
{
    private static readonly byte[] Pdf = Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n");

    private readonly WorkFolder folder = new();
    private FormsWorld world = default!;
    private AnswerFileService service = default!;
    private Guid card;

    public async Task InitializeAsync()
    {
        world = await FormsWorld.BeginAsync();
        service = new AnswerFileService(
            world.World.Store, folder.Storage, new UploadRoom(folder.Storage, Options.Create(new MediaOptions { ReserveGigabytes = 0 }), NullLogger<UploadRoom>.Instance), [], folder.Data, new ChangeFeed(), world.World.Clock,
            NullLogger<AnswerFileService>.Instance);
        card = await world.AskAsync("Student card", QuestionKind.File, new QuestionRules { FileTypes = [AnswerFileType.Pdf, AnswerFileType.Picture], MostMegabytes = 5 });
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        Services.AddSingleton<TimeProvider>(world.World.Clock);
        Services.AddSingleton(service);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        service.Dispose();
        world.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task It_says_what_it_takes_and_how_much_and_asks_by_its_name()
    {
        var sheet = await SheetAsync();

        Assert.Equal("Student card", sheet.Find("fieldset legend").TextContent.Trim());
        Assert.Equal((".pdf,.jpg,.jpeg,.png,.webp", "Choose a file: Student card", false), (
            sheet.Find("input[type=file]").GetAttribute("accept"), sheet.Find("input[type=file]").GetAttribute("aria-label"), sheet.Find("input[type=file]").HasAttribute("disabled")));
        Assert.Contains("PDF, Picture (JPEG, PNG or WebP); 5 MB at most.", sheet.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_said_and_what_was_there_stays()
    {
        await GiveAsync();
        var sheet = await SheetAsync();
        var field = sheet.FindComponent<AnswerFileField>();

        await field.InvokeAsync(field.Instance.Begin);
        Assert.True(sheet.Find("input[type=file]").HasAttribute("disabled"));
        await field.InvokeAsync(() => field.Instance.EndAsync("The file is empty."));

        Assert.Equal("The file is empty.", sheet.Find("[role=alert]").TextContent);
        Assert.Equal(("card.pdf", AnswerFileEndpoints.AddressOf(world.EntryId, card)), (sheet.Find(".given a").TextContent, sheet.Find(".given a").GetAttribute("href")));
        Assert.Equal("Choose another file: Student card", sheet.Find("input[type=file]").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task A_file_is_removed_after_a_second_look_and_the_page_is_told()
    {
        await GiveAsync();
        var told = 0;
        var sheet = await SheetAsync(() => told++);

        sheet.FindAll("button").Single(button => button.TextContent == "Remove the file: Student card").Click();
        Assert.Contains("“card.pdf” is deleted.", sheet.Find(".ask").TextContent, StringComparison.Ordinal);
        sheet.FindAll("button").Single(button => button.TextContent == "Remove the file").Click();

        sheet.WaitForAssertion(() => Assert.Equal(1, told));
        Assert.Equal("The file is removed.", sheet.Find("[role=status] .good").TextContent);
        Assert.Empty(await world.GivenAsync());
    }

    [Fact]
    public async Task A_preview_sends_nothing_and_a_closed_question_only_gives()
    {
        await GiveAsync();

        var preview = await SheetAsync(isPreview: true);
        Assert.True(preview.Find("input[type=file]").HasAttribute("disabled"));
        Assert.Empty(JSInterop.Invocations);

        var closed = await SheetAsync(state: SubmissionState.Submitted);
        Assert.Empty(closed.FindAll("input"));
        Assert.Equal(AnswerFileEndpoints.AddressOf(world.EntryId, card), closed.Find(".closed a").GetAttribute("href"));
    }

    private async Task GiveAsync()
    {
        using var content = new MemoryStream(Pdf);
        Assert.Null((await service.AddAsync(world.Artist, world.EntryId, card, new AnswerUpload("card.pdf", Pdf.Length, content), default)).Refusal);
    }

    private async Task<IRenderedComponent<AnswerSheet>> SheetAsync(Action? changed = null, bool isPreview = false, SubmissionState state = SubmissionState.Draft)
    {
        var draft = new AnswerDraft();
        draft.Read((await world.Reading.SheetAsync(world.Artist, world.EntryId, default))!, state, world.World.Now);
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, world.Artist.UserId.ToString()), new Claim(ClaimTypes.Name, world.Artist.Name)], "test"));
        return Render<AnswerSheet>(parameters => parameters
            .Add(sheet => sheet.Draft, draft)
            .Add(sheet => sheet.CategoryId, world.Call.Categories[0].Id)
            .Add(sheet => sheet.Edition, new EditionScope(world.Edition.Id, world.Edition.Slug, world.Edition.Name, world.Edition.Kind, world.Edition.StartsOn, world.Edition.EndsOn, world.Edition.TimeZoneId, world.Edition.Locale, IsPublic: true))
            .Add(sheet => sheet.State, state)
            .Add(sheet => sheet.SubmissionId, isPreview ? null : world.EntryId)
            .Add(sheet => sheet.FileChanged, () => changed?.Invoke())
            .AddCascadingValue(Task.FromResult(new AuthenticationState(who))));
    }
}
