using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Forms;
using Showcase.Web.Features.Submissions;

namespace Showcase.Web.Tests.Features.Forms;

public sealed class AnswerServiceTests
{
    private static readonly QuestionRules Required = new() { IsRequired = true };

    [Fact]
    public async Task Answers_are_kept_changed_and_taken_back()
    {
        using var world = await FormsWorld.BeginAsync();
        var (why, how) = (await world.AskAsync("Why?"), await world.AskAsync("How?"));

        Assert.True((await world.AnswerAsync((why, " Because "), (how, "Slowly"))).Succeeded);
        Assert.True((await world.AnswerAsync((why, "Because of this"), (how, " "))).Succeeded);

        Assert.Equal([new KeyValuePair<Guid, GivenAnswer>(why, new GivenAnswer("Because of this", 1))], await world.GivenAsync());
    }

    [Fact]
    public async Task A_window_that_was_read_before_another_saved_is_told()
    {
        using var world = await FormsWorld.BeginAsync();
        var why = await world.AskAsync("Why?");
        var read = (await world.EntryAsync()).Version;
        Assert.True((await world.AnswerAsync((why, "First"))).Succeeded);

        var stale = await world.Answers.SaveAsync(world.Artist, world.EntryId, read, [new AnswerInput(why, 1, "Second")], default);

        Assert.Equal(Refusals.Conflict, stale.Refusal);
        Assert.Equal("First", (await world.GivenAsync())[why].Value);
    }

    [Fact]
    public async Task Somebody_elses_entry_does_not_exist()
    {
        using var world = await FormsWorld.BeginAsync();
        var why = await world.AskAsync("Why?");
        var eve = await world.World.PersonAsync("Eve");

        Assert.Equal(Refusals.NotFound, (await world.Answers.SaveAsync(eve, world.EntryId, (await world.EntryAsync()).Version, [new AnswerInput(why, 1, "Mine")], default)).Refusal);
        Assert.Null(await world.Reading.SheetAsync(eve, world.EntryId, default));
        Assert.Equal(Refusals.NotFound, (await world.Answers.SaveAsync(world.Organiser, world.EntryId, (await world.EntryAsync()).Version, [new AnswerInput(why, 1, "Mine")], default)).Refusal);
    }

    [Fact]
    public async Task Ten_megabytes_of_text_are_refused_with_a_reason_and_do_not_hold_up_the_rest()
    {
        using var world = await FormsWorld.BeginAsync();
        var (why, how) = (await world.AskAsync("Why?", QuestionKind.LongText), await world.AskAsync("How?"));

        var saved = (await world.AnswerAsync((why, new string('x', 10_000_000)), (how, "Slowly"))).Value;

        Assert.Equal([new KeyValuePair<Guid, Refusal>(why, new Refusal("Forms.AnswerTooLong", 5_000))], saved.Refused);
        Assert.Equal(how, Assert.Single(await world.GivenAsync()).Key);
    }

    [Fact]
    public async Task An_entry_is_sent_in_when_no_needed_answer_is_missing()
    {
        using var world = await FormsWorld.BeginAsync();
        var why = await world.AskAsync("Why this film?", rules: Required);
        var link = await world.AskAsync("Where can it be seen?", QuestionKind.Link);
        await world.AskAsync("Of loops only", rules: Required with { Categories = [Guid.CreateVersion7()] });
        await world.AskAsync("Much later", rules: Required with { RequiredFrom = world.World.Now.AddDays(60) });

        Assert.Equal(new Refusal("Forms.AnswerNeeded", "Why this film?"), (await world.SendInAsync()).Refusal);
        Assert.True((await world.AnswerAsync((why, "It had to be."), (link, "example"))).Succeeded);
        Assert.Equal(new Refusal("Forms.AnswerNeeded", "Where can it be seen?"), (await world.SendInAsync()).Refusal);
        Assert.Equal(SubmissionState.Draft, (await world.EntryAsync()).State);
        Assert.True((await world.AnswerAsync((link, ""))).Succeeded);

        Assert.Null((await world.SendInAsync()).Refusal);
        Assert.Equal(SubmissionState.Submitted, (await world.EntryAsync()).State);
    }

    [Fact]
    public async Task What_is_sent_in_holds_the_answers_that_were_asked_last()
    {
        using var world = await FormsWorld.BeginAsync();
        var shown = await world.AskAsync("Was it shown?", QuestionKind.Choice, options: ["Yes", "No"]);
        var where = await world.AskAsync("Where?", rules: Required with { Condition = new Condition(shown, "Yes") });
        Assert.True((await world.AnswerAsync((shown, "Yes"), (where, "Oberhausen"))).Succeeded);
        Assert.True((await world.AnswerAsync((shown, "No"))).Succeeded);
        Assert.Contains(where, (await world.GivenAsync()).Keys);

        Assert.Null((await world.SendInAsync()).Refusal);

        Assert.Equal(shown, Assert.Single(await world.GivenAsync()).Key);
    }

    [Fact]
    public async Task Consent_to_words_that_changed_is_asked_again()
    {
        using var world = await FormsWorld.BeginAsync();
        var consent = await world.AskAsync("One screening.", QuestionKind.Consent, Required);
        Assert.True((await world.AnswerAsync((consent, Answer.Agreed))).Succeeded);

        await world.ChangeAsync(consent, details => details with { Wording = details.Wording with { Text = "Ten screenings." } });

        Assert.Equal(new Refusal("Forms.AnswerNeeded", "Ten screenings."), (await world.SendInAsync()).Refusal);
        Assert.True((await world.AnswerAsync((consent, Answer.Agreed))).Succeeded);
        Assert.Null((await world.SendInAsync()).Refusal);
    }

    [Fact]
    public async Task A_page_that_was_open_while_the_words_changed_answers_the_old_ones()
    {
        using var world = await FormsWorld.BeginAsync();
        var consent = await world.AskAsync("One screening.", QuestionKind.Consent, Required);
        var version = (await world.EntryAsync()).Version;
        await world.ChangeAsync(consent, details => details with { Wording = details.Wording with { Text = "Ten screenings." } });

        Assert.True((await world.Answers.SaveAsync(world.Artist, world.EntryId, version, [new AnswerInput(consent, 1, Answer.Agreed)], default)).Succeeded);

        Assert.Equal(1, (await world.GivenAsync())[consent].Version);
        Assert.Equal(new Refusal("Forms.AnswerNeeded", "Ten screenings."), (await world.SendInAsync()).Refusal);
    }

    [Fact]
    public async Task What_was_sent_in_stays_but_for_questions_with_a_date_of_their_own()
    {
        using var world = await FormsWorld.BeginAsync();
        var why = await world.AskAsync("Why?");
        var copy = await world.AskAsync("Where is the copy?", rules: Required with { RequiredFrom = world.World.Now.AddDays(5), FrozenFrom = world.World.Now.AddDays(9) });
        Assert.True((await world.AnswerAsync((why, "Because"))).Succeeded);
        Assert.Null((await world.SendInAsync()).Refusal);

        var saved = (await world.AnswerAsync((why, "No, because"), (copy, "In Oslo"))).Value;

        Assert.Equal("Forms.SentIn", Assert.Single(saved.Refused).Value.Code);
        Assert.Equal(("Because", "In Oslo"), ((await world.GivenAsync())[why].Value, (await world.GivenAsync())[copy].Value));
        world.World.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal("Forms.Frozen", Assert.Single((await world.AnswerAsync((copy, "In Bergen"))).Value.Refused).Value.Code);
    }

    [Fact]
    public async Task Answers_are_in_the_download_of_a_persons_data_and_go_with_the_account()
    {
        using var world = await FormsWorld.BeginAsync();
        var why = await world.AskAsync("Why?");
        Assert.True((await world.AnswerAsync((why, "Because"))).Succeeded);
        Assert.Null((await world.SendInAsync()).Refusal);
        var data = new SubmissionData(world.World.Store);

        var told = JsonSerializer.Serialize(await data.ReadAsync(world.Artist.UserId, default));
        await using var db = world.World.Store.CreateDbContext();
        await data.RemoveAsync(db, await db.Users.SingleAsync(user => user.Id == world.Artist.UserId), default);

        Assert.Contains("\"Value\":\"Because\"", told, StringComparison.Ordinal);
        Assert.Empty(await db.Answers.ToListAsync());
        Assert.Equal(SubmissionState.Submitted, (await world.EntryAsync()).State);
    }

    [Fact]
    public async Task A_discarded_draft_takes_its_answers_along()
    {
        using var world = await FormsWorld.BeginAsync();
        var why = await world.AskAsync("Why?");
        Assert.True((await world.AnswerAsync((why, "Because"))).Succeeded);

        Assert.True((await world.Entries.DiscardAsync(world.Artist, world.EntryId, default)).Succeeded);

        await using var db = world.World.Store.CreateDbContext();
        Assert.Empty(await db.Answers.ToListAsync());
    }
}
