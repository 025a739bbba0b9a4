using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Forms.Files;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Eligibility;

/// <summary>A rule that asks for a file as a proof, from the organiser's form to sending in.</summary>
public sealed class ProofByFileTests : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Pdf = Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n");

    private readonly WorkFolder folder = new();
    private EligibilityWorld world = default!;

    public async Task InitializeAsync() => world = await EligibilityWorld.BeginAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        world.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task An_entry_without_the_file_is_refused_in_the_organisers_words_and_taken_with_it()
    {
        var card = await world.Forms.AskAsync("Student card", QuestionKind.File);
        await world.AskAsync(new ProofByFile(card, "Student card"), "Students only: show your card.");

        Assert.Equal(new Refusal("Eligibility.InTheirWords", "Students only: show your card."), (await world.Forms.SendInAsync()).Refusal);
        Assert.True((await world.StandingAsync()).Bars);
        await GiveAsync(card);

        Assert.False((await world.StandingAsync()).Bars);
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
    }

    [Fact]
    public async Task Who_is_not_asked_has_nothing_to_prove()
    {
        var student = await world.Forms.AskAsync("Are you a student?", QuestionKind.Choice, options: ["Yes", "No"]);
        var card = await world.Forms.AskAsync("Student card", QuestionKind.File, new QuestionRules { Condition = new Condition(student, "Yes") });
        await world.AskAsync(new ProofByFile(card, "Student card"));
        await world.Forms.AnswerAsync((student, "Yes"));
        Assert.Equal(new Refusal("Eligibility.NotSaid_ProofByFile"), (await world.Forms.SendInAsync()).Refusal);

        await world.Forms.AnswerAsync((student, "No"));

        Assert.Null((await world.Forms.SendInAsync()).Refusal);
    }

    [Fact]
    public async Task The_rules_page_offers_the_questions_for_files_and_a_copied_call_asks_its_own()
    {
        await world.Forms.AskAsync("Why?");
        var card = await world.Forms.AskAsync("Student card", QuestionKind.File);
        await world.AskAsync(new ProofByFile(card, "Student card"));
        Assert.Equal([(card, "Student card")], (await world.RulesAsync()).Questions.Select(question => (question.Id, question.Text)));
        var calls = new CallService(world.World.Store, new EditionAccess(world.World.Store), world.World.Clock, new ChangeFeed(), NullLogger<CallService>.Instance);

        var copy = (await calls.CopyAsync(world.Forms.Organiser, world.Forms.Edition.Id, world.Forms.Call.Id, "Next", default)).Value;

        var rules = (await world.Queries.RulesAsync(world.Forms.Organiser, world.Forms.Edition.Id, copy, default))!;
        var asked = Assert.Single(rules.Questions);
        Assert.NotEqual(card, asked.Id);
        Assert.Equal(new ProofByFile(asked.Id, "Student card"), Assert.Single(rules.Rules).Requirement);
    }

    private async Task GiveAsync(Guid question)
    {
        using var service = new AnswerFileService(
            world.World.Store, folder.Storage, new UploadRoom(folder.Storage, Options.Create(new MediaOptions { ReserveGigabytes = 0 }), NullLogger<UploadRoom>.Instance), [], folder.Data, new ChangeFeed(), world.World.Clock,
            NullLogger<AnswerFileService>.Instance);
        using var content = new MemoryStream(Pdf);
        Assert.Null((await service.AddAsync(world.Forms.Artist, world.Forms.EntryId, question, new AnswerUpload("card.pdf", Pdf.Length, content), default)).Refusal);
    }
}
