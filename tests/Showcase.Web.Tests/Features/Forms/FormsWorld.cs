using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Forms;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Forms;

/// <summary>An open call whose organiser builds its form, and an artist with a draft in it.</summary>
internal sealed class FormsWorld : IDisposable
{
    private FormsWorld()
    {
        Forms = new FormService(World.Store, new EditionAccess(World.Store), World.Clock, new ChangeFeed(), NullLogger<FormService>.Instance);
        Reading = new FormQueries(World.Store);
        Answers = new AnswerService(World.Store, World.Clock, new ChangeFeed(), NullLogger<AnswerService>.Instance);
        Answered = new AnswerQueries(World.Store);
        Entries = new SubmissionService(World.Store, new SubmissionMails(TestTexts.Make()), World.Clock, new ChangeFeed(), World.Revocations, NullLogger<SubmissionService>.Instance);
        EntryQueries = new SubmissionQueries(World.Store, World.Clock);
    }

    public World World { get; } = new();

    public FormService Forms { get; }

    public FormQueries Reading { get; }

    public AnswerService Answers { get; }

    public AnswerQueries Answered { get; }

    public SubmissionService Entries { get; }

    public SubmissionQueries EntryQueries { get; }

    public Edition Edition { get; private set; } = default!;

    public Call Call { get; private set; } = default!;

    public Actor Organiser { get; private set; } = default!;

    public Actor Artist { get; private set; } = default!;

    public Film Film { get; private set; } = default!;

    public Guid EntryId { get; private set; }

    public static async Task<FormsWorld> BeginAsync()
    {
        var forms = new FormsWorld();
        var world = forms.World;
        (forms.Edition, forms.Artist) = (await world.EditionAsync(), await world.PersonAsync());
        (forms.Call, forms.Organiser) = (await world.OpenCallAsync(forms.Edition), await world.MemberAsync(forms.Edition, EditionRole.Organiser));
        forms.Film = await world.FilmAsync(forms.Artist);
        forms.EntryId = (await forms.Entries.DraftAsync(forms.Artist, forms.Call.Categories[0].Id, forms.Film.Id, default)).Value;
        await forms.DoAsync(of => forms.Forms.AddSectionAsync(forms.Organiser, of, new SectionDetails("About the film", null), default));
        return forms;
    }

    public void Dispose() => World.Dispose();

    public async Task<FormView> FormAsync() => (await Reading.FindAsync(Organiser, Edition.Id, Call.Id, default))!;

    public async Task<MyEntry> EntryAsync() => (await EntryQueries.FindMineAsync(Artist, EntryId, default))!;

    public async Task<IReadOnlyDictionary<Guid, GivenAnswer>> GivenAsync() => (await Reading.SheetAsync(Artist, EntryId, default))!.Answers;

    /// <summary>Adds a question to the first section; its id comes back.</summary>
    public async Task<Guid> AskAsync(string text, QuestionKind kind = QuestionKind.ShortText, QuestionRules? rules = null, bool forJurors = false, params string[] options)
    {
        var section = (await FormAsync()).Questionnaire.Sections[0].Id;
        await DoAsync(of => Forms.AddQuestionAsync(Organiser, of, section, new QuestionDetails(new Wording(kind, text, "", options, forJurors), rules ?? QuestionRules.None), default));
        return (await FormAsync()).Questionnaire.Questions.Single(question => question.Wording.Text == text).Id;
    }

    public async Task ChangeAsync(Guid questionId, Func<QuestionDetails, QuestionDetails> change)
    {
        var question = (await FormAsync()).Questionnaire.Find(questionId)!;
        await DoAsync(of => Forms.ChangeQuestionAsync(Organiser, of, questionId, change(new QuestionDetails(question.Wording, question.Rules)), default));
    }

    public async Task<Result<AnswersSaved>> AnswerAsync(params (Guid Question, string Value)[] answers)
    {
        var (entry, sheet) = (await EntryAsync(), (await Reading.SheetAsync(Artist, EntryId, default))!);
        return await Answers.SaveAsync(
            Artist, EntryId, entry.Version, [.. answers.Select(answer => new AnswerInput(answer.Question, sheet.Form.Find(answer.Question)?.Version ?? 1, answer.Value))], default);
    }

    public async Task<Result> SendInAsync()
    {
        var entry = await EntryAsync();
        return await Entries.SubmitAsync(Artist, EntryId, entry.Version, entry.Terms.Fees.DueAt(World.Now), default);
    }

    public async Task DoAsync(Func<CallForm, Task<Result>> change)
    {
        var done = await change((await FormAsync()).Form);
        Assert.True(done.Succeeded, done.Refusal?.ToString());
    }
}
