using Microsoft.AspNetCore.Components;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Editions;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Forms;

public sealed partial class QuestionForm : ComponentBase
{
    private ElementReference first;
    private QuestionFields fields = new();
    private GivenAnswer? tried;
    private string? problem;

    [Parameter, EditorRequired]
    public EditionScope Edition { get; set; } = default!;

    /// <summary>The form that the question is or will be part of.</summary>
    [Parameter, EditorRequired]
    public FormView Form { get; set; } = default!;

    /// <summary>The question to change; null for a new one.</summary>
    [Parameter]
    public AskedQuestion? Question { get; set; }

    /// <summary>The section that a new question is added to.</summary>
    [Parameter]
    public Guid SectionId { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Why it could not be saved.</summary>
    [Parameter]
    public string? Problem { get; set; }

    [Parameter]
    public EventCallback<QuestionDetails> Save { get; set; }

    [Parameter]
    public EventCallback Cancel { get; set; }

    /// <summary>What it can depend on: questions that come before and have answers to choose from.</summary>
    private IReadOnlyList<AskedQuestion> Earlier
    {
        get
        {
            var sections = Form.Questionnaire.Sections;
            var before = Question is not null
                ? Form.Questionnaire.Questions.TakeWhile(other => other.Id != Question.Id)
                : sections.Take(sections.ToList().FindIndex(section => section.Id == SectionId) + 1).SelectMany(section => section.Questions);
            return [.. before.Where(other => other.Wording.HasOptions || other.Wording.Kind == QuestionKind.Consent)];
        }
    }

    private IReadOnlyList<string> Decisions => Form.Questionnaire.Find(fields.DependsOn ?? Guid.Empty) is { } earlier
        ? earlier.Wording.HasOptions ? earlier.Wording.Options : [Answer.Agreed]
        : [];

    /// <summary>The question as typed so far; its id is no question's, so that nothing on the page is named twice.</summary>
    private AskedQuestion Look => new(
        Guid.Empty,
        1,
        new Wording(fields.Kind, fields.Text, fields.Help, fields.Options.ReplaceLineEndings("\n").Split('\n'), fields.ShownToJurors).Tidied(),
        new QuestionRules { IsRequired = fields.Need == Need.Always, MostCharacters = fields.IsText ? fields.MostCharacters : null, FileTypes = [.. fields.FileTypes.Order()], MostMegabytes = fields.MostMegabytes });

    protected override void OnInitialized()
    {
        if (Question is not null) fields = QuestionFields.Of(Question, Edition);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await first.FocusAsync();
    }

    private void Scope(Guid category, bool isAsked)
    {
        if (isAsked) fields.Categories.Add(category);
        else fields.Categories.Remove(category);
    }

    private void Take(AnswerFileType type, bool isTaken)
    {
        if (isTaken) fields.FileTypes.Add(type);
        else fields.FileTypes.Remove(type);
    }

    private async Task SubmitAsync()
    {
        var details = fields.Read(Edition);
        problem = details.Refusal is { } refusal ? T.Of(refusal) : null;
        if (details.Succeeded) await Save.InvokeAsync(details.Value);
    }
}
