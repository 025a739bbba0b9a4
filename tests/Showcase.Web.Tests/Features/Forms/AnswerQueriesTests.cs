using Showcase.Domain.Editions;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Forms;

namespace Showcase.Web.Tests.Features.Forms;

public sealed class AnswerQueriesTests
{
    [Fact]
    public async Task Organisers_read_each_answer_under_the_words_that_it_was_given_to()
    {
        using var world = await FormsWorld.BeginAsync();
        var (why, how) = (await world.AskAsync("Why?"), await world.AskAsync("How?"));
        await world.AskAsync("And else?");
        Assert.True((await world.AnswerAsync((why, "Because"), (how, "Slowly"))).Succeeded);
        Assert.Null(await world.Answered.FindAsync(world.Organiser, world.Edition.Id, world.EntryId, default));
        Assert.Null((await world.SendInAsync()).Refusal);

        await world.ChangeAsync(why, details => details with { Wording = details.Wording with { Text = "Why now?" } });
        await world.DoAsync(of => world.Forms.RemoveQuestionAsync(world.Organiser, of, how, default));

        var view = (await world.Answered.FindAsync(world.Organiser, world.Edition.Id, world.EntryId, default))!;
        Assert.Equal(
            [("Why?", "Because", true), ("And else?", "", false)],
            Assert.Single(view.Sections).Answers.Select(answer => (answer.Wording.Text, answer.Value, answer.HasChanged)));
        Assert.Equal([("How?", "Slowly")], view.Earlier.Select(answer => (answer.Wording.Text, answer.Value)));
    }

    [Fact]
    public async Task Nobody_else_reads_them()
    {
        using var world = await FormsWorld.BeginAsync();
        await world.AskAsync("Why?");
        Assert.Null((await world.SendInAsync()).Refusal);
        var other = await world.World.EditionAsync("vienna-2026");
        var stranger = await world.World.MemberAsync(other, EditionRole.Organiser);

        foreach (var reader in new[] { stranger, world.Artist, await world.World.MemberAsync(world.Edition, EditionRole.Juror, EditionRole.Curator) })
        {
            Assert.Null(await world.Answered.FindAsync(reader, world.Edition.Id, world.EntryId, default));
            Assert.Null(await world.Answered.ColumnsAsync(reader, world.Edition.Id, world.Call.Id, default));
            Assert.Empty(await world.Answered.NextAsync(reader, world.Edition.Id, world.Call.Id, Guid.Empty, default));
        }

        Assert.Null(await world.Answered.ColumnsAsync(stranger, other.Id, world.Call.Id, default));
    }

    [Fact]
    public async Task The_file_has_a_line_an_entry_and_a_column_a_question()
    {
        using var world = await FormsWorld.BeginAsync();
        var (why, how) = (await world.AskAsync("Why?"), await world.AskAsync("How?"));
        Assert.True((await world.AnswerAsync((why, "Because"), (how, "Slowly"))).Succeeded);
        Assert.Null((await world.SendInAsync()).Refusal);
        var second = await world.World.SubmissionAsync(world.Call, await world.World.FilmAsync(world.Artist, "Second"));
        await world.DoAsync(of => world.Forms.RemoveQuestionAsync(world.Organiser, of, why, default));

        var columns = (await world.Answered.ColumnsAsync(world.Organiser, world.Edition.Id, world.Call.Id, default))!;
        var lines = await world.Answered.NextAsync(world.Organiser, world.Edition.Id, world.Call.Id, Guid.Empty, default);

        Assert.Equal(["How?", "Why?"], columns.Questions.Select(question => question.Wording.Text));
        Assert.Equal([("Salt Index", "Because"), ("Second", "")], lines.Select(line => (line.Film, line.Answers.GetValueOrDefault(why, ""))));
        Assert.Equal(second.Id, Assert.Single(await world.Answered.NextAsync(world.Organiser, world.Edition.Id, world.Call.Id, lines[0].Id, default)).Id);
        Assert.Empty(await world.Answered.NextAsync(world.Organiser, world.Edition.Id, world.Call.Id, lines[1].Id, default));
    }
}
