using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Showcase.Domain.Forms;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Forms;

/// <summary>The form of a call before its organisers: sections and questions, put in order by drag, by buttons and by Alt with the arrow keys.</summary>
public sealed partial class FormBuilder : EditionPage
{
    private readonly Dictionary<Guid, ElementReference> ups = [];
    private readonly Dictionary<Guid, ElementReference> downs = [];
    private FormView? form;

    /// <summary>The section or question whose fields are open.</summary>
    private Guid? editing;

    /// <summary>The section that a question is being added to; the empty id where a section is being added.</summary>
    private Guid? addingTo;
    private Guid? dragged;
    private Guid? over;
    private (Guid Question, bool Up)? focus;

    [Parameter]
    public Guid CallId { get; set; }

    [Inject]
    private FormQueries Queries { get; set; } = default!;

    [Inject]
    private FormService Service { get; set; } = default!;

    private IReadOnlyList<QuestionnaireSection> Sections => form!.Questionnaire.Sections;

    /// <summary>An open form tells itself what is wrong, where the person looks.</summary>
    private bool IsFormOpen => editing is not null || addingTo is not null;

    protected override async Task LoadAsync()
    {
        var read = await Queries.FindAsync(Actor, Scope.Id, CallId, Token);
        if (read?.Form.CallId != form?.Form.CallId) StopEditing();
        form = read;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (IsBusy || focus is not { } target || form is null) return;

        // Moving an element takes the focus from it: the keyboard must stay with the question.
        focus = null;
        if (form.Questionnaire.Find(target.Question) is not { } question) return;

        var up = IsLast(question) || (target.Up && !IsFirst(question));
        await (up ? ups : downs)[target.Question].FocusAsync();
    }

    private bool IsFirst(AskedQuestion question) => Sections[0].Questions is [var first, ..] && first == question;

    private bool IsLast(AskedQuestion question) => Sections[^1].Questions is [.., var last] && last == question;

    private void StopEditing() => (editing, addingTo, Problem) = (null, null, null);

    private void Edit(Guid id) => (editing, addingTo, Problem) = (id, null, null);

    private void AddTo(Guid sectionId) => (editing, addingTo, Problem) = (null, sectionId, null);

    private void EndDrag() => (dragged, over) = (null, null);

    private Task AddSectionAsync(SectionDetails details) => ChangeAsync(of => Service.AddSectionAsync(Actor, of, details, CancellationToken.None), T["Forms.SectionAdded", details.Title]);

    private Task ChangeSectionAsync(QuestionnaireSection section, SectionDetails details) =>
        ChangeAsync(of => Service.ChangeSectionAsync(Actor, of, section.Id, details, CancellationToken.None), T["Common.Saved"]);

    private Task RemoveSectionAsync(QuestionnaireSection section) =>
        ChangeAsync(of => Service.RemoveSectionAsync(Actor, of, section.Id, CancellationToken.None), T["Forms.Removed", section.Title]);

    private Task MoveSectionAsync(QuestionnaireSection section, int places) =>
        ChangeAsync(of => Service.MoveSectionAsync(Actor, of, section.Id, places, CancellationToken.None), T["Forms.Moved", section.Title]);

    private Task AddQuestionAsync(QuestionnaireSection section, QuestionDetails details) =>
        ChangeAsync(of => Service.AddQuestionAsync(Actor, of, section.Id, details, CancellationToken.None), T["Forms.QuestionAdded", details.Wording.Text]);

    private Task ChangeQuestionAsync(AskedQuestion question, QuestionDetails details) =>
        ChangeAsync(of => Service.ChangeQuestionAsync(Actor, of, question.Id, details, CancellationToken.None), T["Common.Saved"]);

    private Task RemoveAsync(AskedQuestion question) =>
        ChangeAsync(of => Service.RemoveQuestionAsync(Actor, of, question.Id, CancellationToken.None), T["Forms.Removed", question.Wording.Text]);

    private Task RestoreAsync((Guid Question, Guid Section) restored) =>
        ChangeAsync(of => Service.RestoreQuestionAsync(Actor, of, restored.Question, restored.Section, CancellationToken.None), T["Forms.Restored"]);

    private Task PressAsync(KeyboardEventArgs key, QuestionnaireSection section, AskedQuestion question, int place) => key switch
    {
        _ when editing == question.Id => Task.CompletedTask,
        { AltKey: true, Key: "ArrowUp" } when !IsFirst(question) => MoveAsync(section, question, place, -1),
        { AltKey: true, Key: "ArrowDown" } when !IsLast(question) => MoveAsync(section, question, place, 1),
        _ => Task.CompletedTask,
    };

    /// <summary>One place up or down; past the end of its section a question goes on into the next one.</summary>
    private async Task MoveAsync(QuestionnaireSection section, AskedQuestion question, int place, int by)
    {
        var index = Sections.ToList().FindIndex(other => other.Id == section.Id);
        var stays = place + by >= 0 && place + by < section.Questions.Count;
        if (!stays && (index + by < 0 || index + by >= Sections.Count)) return;

        var to = stays ? section : Sections[index + by];
        var at = stays ? place + by : by > 0 ? 0 : to.Questions.Count;
        await PlaceAsync(question.Id, to, at);
        focus = (question.Id, by < 0);
    }

    private async Task DropAsync(QuestionnaireSection section, int place)
    {
        var from = dragged;
        EndDrag();
        if (from is not { } questionId) return;

        // The line shows above what it would be dropped before; places are counted without the question itself.
        var old = section.Questions.ToList().FindIndex(question => question.Id == questionId);
        var to = old >= 0 && old < place ? place - 1 : place;
        if (to != old) await PlaceAsync(questionId, section, to);
    }

    private Task PlaceAsync(Guid questionId, QuestionnaireSection section, int place) => ChangeAsync(
        of => Service.MoveQuestionAsync(Actor, of, questionId, section.Id, place, CancellationToken.None),
        T["Forms.QuestionMoved", form!.Questionnaire.Find(questionId)?.Wording.Text ?? "", place + 1, section.Title]);

    private async Task ChangeAsync(Func<CallForm, Task<Result>> change, string done)
    {
        if (form is { } current && await DoAsync(() => change(current.Form), done)) StopEditing();
    }
}
