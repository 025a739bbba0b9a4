using Showcase.Domain.Editions;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Forms;

namespace Showcase.Web.Tests.Features.Forms;

public sealed class FormServiceTests
{
    [Fact]
    public async Task What_an_organiser_builds_is_what_an_artist_is_asked()
    {
        using var world = await FormsWorld.BeginAsync();
        var rules = new QuestionRules
        {
            IsRequired = true, RequiredFrom = world.World.Now.AddDays(1), FrozenFrom = world.World.Now.AddDays(9), Least = 1.5m, Most = 20, Categories = [world.Call.Categories[0].Id],
        };
        var shown = await world.AskAsync("Was it shown?", QuestionKind.Choice, options: ["Yes", "No"]);
        var times = await world.AskAsync("How often?", QuestionKind.Number, rules with { Condition = new Condition(shown, "Yes") });
        await world.DoAsync(of => world.Forms.AddSectionAsync(world.Organiser, of, new SectionDetails("Screening", "How we show it."), default));
        var screening = (await world.FormAsync()).Questionnaire.Sections[1].Id;
        await world.DoAsync(of => world.Forms.AddQuestionAsync(world.Organiser, of, screening, new QuestionDetails(new Wording(QuestionKind.Consent, "I agree.", "", [], false), QuestionRules.None), default));

        var sheet = (await world.Reading.SheetAsync(world.Artist, world.EntryId, default))!;

        Assert.Equal(["About the film", "Screening"], sheet.Form.Sections.Select(section => section.Title));
        Assert.Equal(["Was it shown?", "How often?", "I agree."], sheet.Form.Questions.Select(question => question.Wording.Text));
        var asked = sheet.Form.Find(times)!;
        Assert.Equal((rules.RequiredFrom, rules.FrozenFrom, 1.5m, 20m), (asked.Rules.RequiredFrom, asked.Rules.FrozenFrom, asked.Rules.Least!.Value, asked.Rules.Most!.Value));
        Assert.Equal((world.Call.Categories[0].Id, new Condition(shown, "Yes")), (Assert.Single(asked.Rules.Categories), asked.Rules.Condition));
        Assert.Equal(["Yes", "No"], sheet.Form.Find(shown)!.Wording.Options);
    }

    [Fact]
    public async Task Questions_and_sections_are_put_in_order()
    {
        using var world = await FormsWorld.BeginAsync();
        var first = await world.AskAsync("A");
        await world.AskAsync("B");
        await world.DoAsync(of => world.Forms.AddSectionAsync(world.Organiser, of, new SectionDetails("Screening", null), default));
        var sections = (await world.FormAsync()).Questionnaire.Sections;

        await world.DoAsync(of => world.Forms.MoveQuestionAsync(world.Organiser, of, first, sections[1].Id, 0, default));
        await world.DoAsync(of => world.Forms.MoveSectionAsync(world.Organiser, of, sections[1].Id, -1, default));
        await world.DoAsync(of => world.Forms.ChangeSectionAsync(world.Organiser, of, sections[1].Id, new SectionDetails("How we show it", null), default));

        var form = (await world.FormAsync()).Questionnaire;
        Assert.Equal(["How we show it", "About the film"], form.Sections.Select(section => section.Title));
        Assert.Equal(["A", "B"], form.Questions.Select(question => question.Wording.Text));
    }

    [Fact]
    public async Task Of_two_organisers_who_change_the_form_at_once_one_is_told()
    {
        using var world = await FormsWorld.BeginAsync();
        var read = (await world.FormAsync()).Form;
        await world.AskAsync("Mine");

        var late = await world.Forms.AddSectionAsync(world.Organiser, read, new SectionDetails("Theirs", null), default);
        var none = await world.Forms.AddSectionAsync(world.Organiser, read with { Version = Guid.Empty }, new SectionDetails("Theirs", null), default);

        Assert.Equal((Refusals.Conflict, Refusals.Conflict), (late.Refusal, none.Refusal));
        Assert.Equal("About the film", Assert.Single((await world.FormAsync()).Questionnaire.Sections).Title);
    }

    [Fact]
    public async Task Of_two_organisers_who_begin_a_form_at_once_one_does()
    {
        using var world = await FormsWorld.BeginAsync();
        var call = await world.World.OpenCallAsync(world.Edition);
        var of = new CallForm(world.Edition.Id, call.Id, Guid.Empty);

        var results = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => Task.Run(() =>
            world.Forms.AddSectionAsync(world.Organiser, of, new SectionDetails($"Section {number}", null), default))));

        Assert.Single(results, result => result.Succeeded);
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Equal(Refusals.Conflict, result.Refusal));
        Assert.Single((await world.Reading.FindAsync(world.Organiser, world.Edition.Id, call.Id, default))!.Questionnaire.Sections);
    }

    [Fact]
    public async Task Only_organisers_of_the_edition_read_and_change_its_forms()
    {
        using var world = await FormsWorld.BeginAsync();
        var other = await world.World.EditionAsync("vienna-2026");
        var stranger = await world.World.MemberAsync(other, EditionRole.Organiser);
        var juror = await world.World.MemberAsync(world.Edition, EditionRole.Juror);
        var form = (await world.FormAsync()).Form;
        var section = new SectionDetails("Mine", null);

        Assert.Equal(Refusals.Forbidden, (await world.Forms.AddSectionAsync(juror, form, section, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await world.Forms.AddSectionAsync(stranger, form, section, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await world.Forms.AddSectionAsync(stranger, form with { EditionId = other.Id }, section, default)).Refusal);
        Assert.Null(await world.Reading.FindAsync(juror, world.Edition.Id, world.Call.Id, default));
        Assert.Null(await world.Reading.FindAsync(stranger, other.Id, world.Call.Id, default));
        Assert.Null(await world.Reading.SheetAsync(stranger, world.EntryId, default));
    }

    [Fact]
    public async Task A_removed_question_keeps_its_answers_and_is_asked_again()
    {
        using var world = await FormsWorld.BeginAsync();
        var question = await world.AskAsync("Why this film?");
        var other = await world.AskAsync("Never answered");
        Assert.True((await world.AnswerAsync((question, "It had to be."))).Succeeded);

        await world.DoAsync(of => world.Forms.RemoveQuestionAsync(world.Organiser, of, question, default));
        await world.DoAsync(of => world.Forms.RemoveQuestionAsync(world.Organiser, of, other, default));

        var form = await world.FormAsync();
        Assert.Empty(form.Questionnaire.Questions);
        Assert.Equal(("Why this film?", 1), (Assert.Single(form.Removed).Wording.Text, form.Answered[question]));
        await world.DoAsync(of => world.Forms.RestoreQuestionAsync(world.Organiser, of, question, form.Questionnaire.Sections[0].Id, default));
        Assert.Equal("It had to be.", (await world.GivenAsync())[question].Value);
        Assert.Equal(question, Assert.Single((await world.FormAsync()).Questionnaire.Questions).Id);
    }
}
