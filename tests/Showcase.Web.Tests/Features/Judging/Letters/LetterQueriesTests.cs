using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Web.Features.Judging.Letters;

namespace Showcase.Web.Tests.Features.Judging.Letters;

public sealed class LetterQueriesTests
{
    private static readonly LetterFilter Everything = new(null, LetterWarnings.None, null);

    [Fact]
    public async Task Every_letter_is_shown_as_it_will_leave()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await jury.StageAsync(film, DecisionOutcome.Selected);
        await jury.Decisions.WriteLetterAsync(jury.Organiser, jury.Edition.Id, DecisionOutcome.Selected, null, "Yes to {title}", "Dear {artist}, see you at {edition}", default);

        var letter = Assert.Single((await jury.Letters.ReviewAsync(jury.Organiser, jury.Edition.Id, Everything, 0, default)).Page.Rows);
        await jury.ApplyAsync(LetterHold.AtOnce);

        await using var db = jury.World.Store.CreateDbContext();
        var mail = await db.OutboxMessages.SingleAsync();
        Assert.Equal(("Yes to Salt Index", "Dear Ada Artist, see you at Berlin Shorts 2026"), (letter.Subject, letter.Body));
        Assert.Equal((mail.To, mail.Subject, mail.Body, mail.Footer), (letter.To, letter.Subject, letter.Body, letter.Footer));
    }

    [Fact]
    public async Task A_letter_that_says_something_else_by_now_is_not_applied()
    {
        using var jury = await Jury.SitAsync();
        await jury.StageAsync(await jury.SentInAsync(), DecisionOutcome.Declined);
        var reviewed = (await jury.Letters.ReviewAsync(jury.Organiser, jury.Edition.Id, Everything, 0, default)).Seals;
        await jury.Decisions.WriteLetterAsync(jury.Organiser, jury.Edition.Id, DecisionOutcome.Declined, null, "No", "No.", default);

        var applied = await jury.Decisions.ApplyAsync(jury.Organiser, jury.Edition.Id, reviewed, LetterHold.AtOnce, default);

        Assert.Equal(JudgingRefusals.StagedChanged, applied.Refusal);
        await using var db = jury.World.Store.CreateDbContext();
        Assert.Empty(await db.OutboxMessages.ToListAsync());
    }

    [Fact]
    public async Task Warnings_name_what_somebody_should_look_at()
    {
        using var jury = await Jury.SitAsync();
        var (one, two, gone) = (await jury.SentInAsync("One"), await jury.SentInAsync("Two"), await jury.SentInAsync("Gone", await jury.World.PersonAsync("Bo")));
        var mute = await jury.World.PersonAsync("Mute");
        var unheard = await jury.SentInAsync("Unheard", mute);
        await jury.StageAsync(one, DecisionOutcome.Selected);
        foreach (var film in new[] { two, gone, unheard }) await jury.StageAsync(film, DecisionOutcome.Declined);
        await jury.Decisions.WriteLetterAsync(jury.Organiser, jury.Edition.Id, DecisionOutcome.Declined, null, "No", "No.", default);
        await using (var db = jury.World.Store.CreateDbContext())
        {
            _ = (await db.Submissions.SingleAsync(s => s.Id == gone.Id)).Withdraw(jury.World.Now);
            (await db.Users.SingleAsync(user => user.Id == mute.UserId)).Email = null;
            await db.SaveChangesAsync();
        }

        var review = await jury.Letters.ReviewAsync(jury.Organiser, jury.Edition.Id, Everything, 0, default);

        var letters = review.Page.Rows.ToDictionary(letter => letter.Title);
        Assert.Equal(LetterWarnings.OtherOutcome | LetterWarnings.BuiltIn, letters["One"].Warnings);
        Assert.Equal(("Two", DecisionOutcome.Declined), letters["One"].Others.Select(other => (other.Title, other.Outcome)).Single());
        Assert.Equal((LetterWarnings.OtherOutcome, LetterWarnings.MovedOn, LetterWarnings.NoAddress), (letters["Two"].Warnings, letters["Gone"].Warnings, letters["Unheard"].Warnings));
        Assert.Equal((2, 1, 1, 1), (review.Warnings[LetterWarnings.OtherOutcome], review.Warnings[LetterWarnings.MovedOn], review.Warnings[LetterWarnings.NoAddress], review.Warnings[LetterWarnings.BuiltIn]));
        Assert.Equal((1, 3), (review.Counts[DecisionOutcome.Selected], review.Counts[DecisionOutcome.Declined]));
        var filtered = await jury.Letters.ReviewAsync(jury.Organiser, jury.Edition.Id, new LetterFilter(DecisionOutcome.Declined, LetterWarnings.OtherOutcome, "ada"), 0, default);
        Assert.Equal(("Two", 4), (Assert.Single(filtered.Page.Rows).Title, filtered.Seals.Count));

        // A film without an address is decided on all the same.
        Assert.Equal(3, (await jury.ApplyAsync(LetterHold.AtOnce)).Count);
        await using var read = jury.World.Store.CreateDbContext();
        Assert.Equal(2, await read.OutboxMessages.CountAsync());
    }
}
