using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Eligibility;

namespace Showcase.Web.Tests.Features.Eligibility;

/// <summary>Terms from publishing to what is kept with an entry, on a real store.</summary>
public sealed class TermsOfEntryTests
{
    [Fact]
    public async Task An_entry_is_sent_in_with_the_terms_accepted_and_keeps_their_version_and_time()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var terms = await world.PublishAsync(EligibilityWorld.Fair);
        Assert.Equal(TermsRefusals.NotAccepted, (await world.Forms.SendInAsync()).Refusal);
        var then = world.World.Now;
        Assert.True((await world.AcceptAsync(terms)).Succeeded);
        world.World.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null((await world.Forms.SendInAsync()).Refusal);

        await world.PublishAsync(EligibilityWorld.Fair with { FestivalMay = ["Show it for ever"] });
        var kept = new[] { (await world.StandingAsync()).Accepted!, (await world.ReadAsync()).Accepted! };
        Assert.All(kept, accepted => Assert.Equal((terms, 1, then), (accepted.Terms.Id, accepted.Terms.Number, accepted.At)));
        Assert.All(kept, accepted => Assert.Equal(["Show it twice"], accepted.Terms.Wording.FestivalMay));
        Assert.Equal([(2, 0), (1, 1)], (await world.HistoryAsync()).Versions.Select(version => (version.Terms.Number, version.Entries)));
    }

    [Fact]
    public async Task Terms_that_were_taken_back_are_asked_of_nobody_and_stay_with_who_accepted_them()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var forms = world.Forms;
        await world.PublishAsync(EligibilityWorld.Fair);

        Assert.Equal(Refusals.Forbidden, (await world.Terms.WithdrawAsync(forms.Artist, forms.Edition.Id, forms.Call.Id, 1, default)).Refusal);
        Assert.Equal(Refusals.Conflict, (await world.Terms.WithdrawAsync(forms.Organiser, forms.Edition.Id, forms.Call.Id, 2, default)).Refusal);
        Assert.True((await world.Terms.WithdrawAsync(forms.Organiser, forms.Edition.Id, forms.Call.Id, 1, default)).Succeeded);
        Assert.Equal(TermsRefusals.WithdrawnAlready, (await world.Terms.WithdrawAsync(forms.Organiser, forms.Edition.Id, forms.Call.Id, 1, default)).Refusal);

        Assert.Null((await world.StandingAsync()).Terms);
        Assert.Equal(world.World.Now, (await world.HistoryAsync()).Versions[0].WithdrawnAt);
        await world.PublishAsync(EligibilityWorld.Fair);
        Assert.Equal(2, (await world.StandingAsync()).Terms!.Number);
    }

    [Fact]
    public async Task Who_sends_in_after_the_terms_were_taken_back_accepts_none()
    {
        using var world = await EligibilityWorld.BeginAsync();
        await world.PublishAsync(EligibilityWorld.Fair);
        Assert.Equal(TermsRefusals.NotAccepted, (await world.Forms.SendInAsync()).Refusal);

        Assert.True((await world.Terms.WithdrawAsync(world.Forms.Organiser, world.Forms.Edition.Id, world.Forms.Call.Id, 1, default)).Succeeded);

        Assert.Null((await world.Forms.SendInAsync()).Refusal);
        Assert.Null((await world.ReadAsync()).Accepted);
    }

    [Fact]
    public async Task Terms_that_changed_since_the_artist_looked_are_accepted_anew()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var first = await world.PublishAsync(EligibilityWorld.Fair);
        Assert.True((await world.AcceptAsync(first)).Succeeded);

        var second = await world.PublishAsync(EligibilityWorld.Fair with { FestivalMay = ["Show it thrice"] });

        Assert.Equal(TermsRefusals.Changed, (await world.Forms.SendInAsync()).Refusal);
        Assert.Equal(SubmissionState.Draft, await world.StateAsync());
        var standing = await world.StandingAsync();
        Assert.True(standing.HaveTermsChanged);
        Assert.Equal((second, false), (standing.Terms!.Id, standing.AreTermsAccepted));
        Assert.Equal(TermsRefusals.Changed, (await world.AcceptAsync(first)).Refusal);
        Assert.True((await world.AcceptAsync(second)).Succeeded);
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
    }

    [Fact]
    public async Task What_was_accepted_is_taken_back_on_a_draft_and_not_after_it_was_sent_in()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var terms = await world.PublishAsync(EligibilityWorld.Fair);
        Assert.True((await world.AcceptAsync(terms)).Succeeded);
        Assert.True((await world.AcceptAsync(terms, isSo: false)).Succeeded);
        Assert.Equal(TermsRefusals.NotAccepted, (await world.Forms.SendInAsync()).Refusal);
        Assert.True((await world.AcceptAsync(terms)).Succeeded);
        Assert.Null((await world.Forms.SendInAsync()).Refusal);

        Assert.Equal(SubmissionRefusals.AlreadySubmitted, (await world.AcceptAsync(terms, isSo: false)).Refusal);
        Assert.NotNull((await world.StandingAsync()).Accepted);
    }

    [Fact]
    public async Task Of_two_organisers_who_publish_at_once_the_second_is_told_and_others_publish_nothing()
    {
        using var world = await EligibilityWorld.BeginAsync();
        await world.PublishAsync(EligibilityWorld.Fair);
        var forms = world.Forms;

        Assert.Equal(Refusals.Conflict, (await world.Terms.PublishAsync(forms.Organiser, forms.Edition.Id, forms.Call.Id, 0, EligibilityWorld.Fair with { Text = "Mine" }, default)).Refusal);
        Assert.Equal(TermsRefusals.Unchanged, (await world.Terms.PublishAsync(forms.Organiser, forms.Edition.Id, forms.Call.Id, 1, EligibilityWorld.Fair, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await world.Terms.PublishAsync(forms.Artist, forms.Edition.Id, forms.Call.Id, 1, EligibilityWorld.Fair with { Text = "Mine" }, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await world.Terms.PublishAsync(forms.Organiser, forms.Edition.Id, Guid.CreateVersion7(), 0, EligibilityWorld.Fair, default)).Refusal);
        Assert.Single((await world.HistoryAsync()).Versions);
    }

    [Fact]
    public async Task A_draft_that_agreed_to_something_can_be_thrown_away()
    {
        using var world = await EligibilityWorld.BeginAsync();
        Assert.True((await world.AcceptAsync(await world.PublishAsync(EligibilityWorld.Fair))).Succeeded);

        Assert.True((await world.Forms.Entries.DiscardAsync(world.Forms.Artist, world.Forms.EntryId, default)).Succeeded);

        await using var db = world.World.Store.CreateDbContext();
        Assert.False(await db.TermsAcceptances.AnyAsync());
    }

    [Fact]
    public async Task With_the_account_goes_what_one_said_of_oneself_and_the_terms_stay()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var rule = await world.AskAsync(new Domain.Eligibility.Declaration("I am 18."));
        Assert.True((await world.AcceptAsync(await world.PublishAsync(EligibilityWorld.Fair))).Succeeded);
        Assert.True((await world.DeclareAsync(rule, "I am 18.")).Succeeded);
        Assert.Null((await world.Forms.SendInAsync()).Refusal);

        await using var db = world.World.Store.CreateDbContext();
        await new AgreementData(world.World.Store).RemoveAsync(db, await db.Users.SingleAsync(user => user.Id == world.Forms.Artist.UserId), default);

        Assert.False(await db.RuleDeclarations.AnyAsync());
        Assert.Equal(1, (await world.ReadAsync()).Accepted?.Terms.Number);
    }

    [Fact]
    public async Task The_download_of_a_persons_data_holds_what_they_agreed_to_in_words()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var rule = await world.AskAsync(new Domain.Eligibility.Declaration("I am 18."));
        await world.AcceptAsync(await world.PublishAsync(EligibilityWorld.Fair));
        await world.DeclareAsync(rule, "I am 18.");
        var data = new AgreementData(world.World.Store);

        using var artist = JsonDocument.Parse(JsonSerializer.Serialize(await data.ReadAsync(world.Forms.Artist.UserId, default)));
        using var organiser = JsonDocument.Parse(JsonSerializer.Serialize(await data.ReadAsync(world.Forms.Organiser.UserId, default)));

        var accepted = Assert.Single(artist.RootElement.GetProperty("TermsAccepted").EnumerateArray());
        Assert.Equal((1, "Show it twice"), (accepted.GetProperty("Version").GetInt32(), accepted.GetProperty("Wording").GetProperty("FestivalMay")[0].GetString()));
        Assert.Equal("I am 18.", artist.RootElement.GetProperty("Declared")[0].GetProperty("Statement").GetString());
        Assert.Equal(1, organiser.RootElement.GetProperty("TermsPublished").GetArrayLength());
        Assert.Equal(0, organiser.RootElement.GetProperty("TermsAccepted").GetArrayLength());
    }
}
