using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Fees;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Fees;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Eligibility;

/// <summary>Organisers let an entry pass that does not meet a rule: by hand where it was sent in, by a code where it is a draft.</summary>
public sealed class OverrideTests
{
    private static readonly CountryAmong German = new(["DE"], IsExclusion: false);

    [Fact]
    public async Task A_rule_that_is_not_met_after_sending_in_is_overridden_with_a_reason_that_both_sides_read()
    {
        using var world = await EligibilityWorld.BeginAsync();
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
        var rule = await world.AskAsync(German);
        Assert.True(Assert.Single((await world.ReadAsync()).Verdicts).Bars);

        Assert.Equal(Refusals.Required("Reason"), (await OverrideAsync(world, world.Forms.Organiser, rule, " ")).Refusal);
        Assert.True((await OverrideAsync(world, world.Forms.Organiser, rule, "Made in Dresden by a guest.")).Succeeded);

        var read = await world.ReadAsync();
        Assert.False(Assert.Single(read.Verdicts).Bars);
        Assert.Equal(("Organiser", "Made in Dresden by a guest.", world.World.Now), (read.Overrides[0].By, read.Overrides[0].Reason, read.Overrides[0].At));
        var told = Assert.Single((await world.StandingAsync()).Overrides);
        Assert.Equal(("", "Made in Dresden by a guest."), (told.By, told.Reason));
        Assert.Equal(EligibilityRefusals.OverriddenAlready, (await OverrideAsync(world, world.Forms.Organiser, rule, "Again")).Refusal);
    }

    [Fact]
    public async Task An_override_is_taken_back_with_a_reason_and_the_rule_bars_again()
    {
        using var world = await EligibilityWorld.BeginAsync();
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
        var rule = await world.AskAsync(German);
        Assert.True((await OverrideAsync(world, world.Forms.Organiser, rule, "Made in Dresden.")).Succeeded);
        var made = (await world.ReadAsync()).Overrides[0].Id;

        Assert.Equal(Refusals.Required("Reason"), (await world.Overrides.TakeBackAsync(world.Forms.Organiser, world.Forms.EntryId, made, " ", default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await world.Overrides.TakeBackAsync(world.Forms.Artist, world.Forms.EntryId, made, "Mine", default)).Refusal);
        Assert.True((await world.Overrides.TakeBackAsync(world.Forms.Organiser, world.Forms.EntryId, made, "It was Děčín.", default)).Succeeded);
        Assert.Equal(EligibilityRefusals.TakenBackAlready, (await world.Overrides.TakeBackAsync(world.Forms.Organiser, world.Forms.EntryId, made, "Again", default)).Refusal);

        var read = await world.ReadAsync();
        Assert.True(Assert.Single(read.Verdicts).Bars);
        Assert.Equal(("Made in Dresden.", "It was Děčín.", "Organiser"), (read.Overrides[0].Reason, read.Overrides[0].TakenBackFor, read.Overrides[0].TakenBackBy));
        Assert.Equal("It was Děčín.", Assert.Single((await world.StandingAsync()).Overrides).TakenBackFor);
        Assert.True((await OverrideAsync(world, world.Forms.Organiser, rule, "A guest all the same.")).Succeeded);
        Assert.False(Assert.Single((await world.ReadAsync()).Verdicts).Bars);
    }

    [Fact]
    public async Task Drafts_strangers_and_rules_that_are_met_are_not_overridden()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var met = await world.AskAsync(new SoundNeeded());
        Assert.Equal(Refusals.NotFound, (await OverrideAsync(world, world.Forms.Organiser, met, "A draft is not seen")).Refusal);
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
        var broken = await world.AskAsync(German);

        Assert.Equal(EligibilityRefusals.NothingToOverride, (await OverrideAsync(world, world.Forms.Organiser, met, "Why")).Refusal);
        Assert.Equal(Refusals.Forbidden, (await OverrideAsync(world, world.Forms.Artist, broken, "Let me in")).Refusal);
        Assert.Equal(Refusals.NotFound, (await OverrideAsync(world, world.Forms.Organiser, Guid.CreateVersion7(), "Why")).Refusal);
        Assert.Empty((await world.ReadAsync()).Overrides);
    }

    [Fact]
    public async Task A_draft_is_let_in_by_a_code_in_the_name_and_the_words_of_who_made_it()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var forms = world.Forms;
        var rule = await world.AskAsync(German, "Films from Germany only.");
        var codes = new CodeService(world.World.Store, new EditionAccess(world.World.Store), world.World.Clock, NullLogger<CodeService>.Instance);
        using var guesses = new CodeGuesses();
        var use = new CodeUseService(world.World.Store, guesses, world.World.Clock);
        var code = new CodeInput("guest-ada", "Ada was our guest for a year.", 0, Reopens: false, MostUses: 1, Until: null, ExcusesRules: true);
        Assert.Equal(Refusals.Required("Note"), (await codes.CreateAsync(forms.Organiser, forms.Edition.Id, forms.Call.Id, code with { Note = "" }, default)).Refusal);
        Assert.True((await codes.CreateAsync(forms.Organiser, forms.Edition.Id, forms.Call.Id, code, default)).Succeeded);
        Assert.Equal("Eligibility.InTheirWords", (await forms.SendInAsync()).Refusal?.Code);

        Assert.True((await use.UseAsync(forms.Artist, forms.EntryId, (await forms.EntryAsync()).Version, "guest-ada", default)).Succeeded);
        Assert.False((await world.StandingAsync()).Bars);
        Assert.Null((await forms.SendInAsync()).Refusal);

        var made = Assert.Single((await world.ReadAsync()).Overrides);
        Assert.Equal((rule, "Organiser", "GUEST-ADA: Ada was our guest for a year."), (made.RuleId, made.By, made.Reason));
        await using var db = world.World.Store.CreateDbContext();
        Assert.Equal(1, (await db.EntryCodes.SingleAsync()).Uses);
    }

    [Fact]
    public async Task A_code_that_takes_off_a_fee_excuses_from_nothing()
    {
        using var world = await EligibilityWorld.BeginAsync();
        var forms = world.Forms;
        await world.AskAsync(German);
        await world.World.SaveAsync(EntryCode.Create(forms.Call.Id, new EntryCodeDetails("HALF", "", 50, Reopens: false, null, null), forms.Organiser.UserId, world.World.Now).Value);
        using var guesses = new CodeGuesses();
        var use = new CodeUseService(world.World.Store, guesses, world.World.Clock);
        Assert.True((await use.UseAsync(forms.Artist, forms.EntryId, (await forms.EntryAsync()).Version, "half", default)).Succeeded);

        Assert.True((await world.StandingAsync()).Bars);
        Assert.Equal("Eligibility.Broken_CountryAmong", (await forms.SendInAsync()).Refusal?.Code);
    }

    private static Task<Result> OverrideAsync(EligibilityWorld world, Actor actor, Guid ruleId, string reason) =>
        world.Overrides.OverrideAsync(actor, world.Forms.EntryId, ruleId, reason, default);
}
