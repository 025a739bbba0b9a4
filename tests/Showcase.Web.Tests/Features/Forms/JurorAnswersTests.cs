using Showcase.Domain.Forms;
using Showcase.Web.Tests.Features.Judging;

namespace Showcase.Web.Tests.Features.Forms;

public sealed class JurorAnswersTests
{
    [Fact]
    public async Task Jurors_read_only_what_the_artist_was_told_they_read_and_no_names()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, submission) = await jury.GivenAsync();
        var form = new EntryForm(jury.Call.Id);
        _ = form.AddSection(new SectionDetails("About", null));
        var section = form.Sections[0].Id;
        var open = Ask("What should we know?", forJurors: true);
        var secret = Ask("Where do you live?", forJurors: false);
        var opened = Ask("Opened to jurors later", forJurors: false);
        var closed = Ask("Closed to jurors later", forJurors: true);
        Change(opened, forJurors: true);
        Change(closed, forJurors: false);
        await jury.World.SaveAsync(form, Given(open, "Ada Artist shot it at night."), Given(secret, "Lisbon"), Given(opened, "Not for you"), Given(closed, "Nor this"));

        var ballot = (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!;

        Assert.Equal([("What should we know?", "█████ shot it at night.")], ballot.Answers.Select(answer => (answer.Wording.Text, answer.Value)));
        jury.World.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Empty((await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.Answers);

        Guid Ask(string text, bool forJurors) => form.AddQuestion(section, new QuestionDetails(new Wording(QuestionKind.LongText, text, "", [], forJurors), QuestionRules.None)).Value;

        void Change(Guid question, bool forJurors)
        {
            var wording = form.Questionnaire.Find(question)!.Wording;
            Assert.True(form.ChangeQuestion(question, new QuestionDetails(wording with { ShownToJurors = forJurors }, QuestionRules.None), jury.World.Now).Succeeded);
        }

        Answer Given(Guid question, string value) => new(submission.Id, question, 1, value, jury.World.Now);
    }
}
