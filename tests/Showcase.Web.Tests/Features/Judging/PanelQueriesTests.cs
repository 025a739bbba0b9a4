using Showcase.Domain.Judging;

namespace Showcase.Web.Tests.Features.Judging;

/// <summary>The round's settings decide on the server what jurors learn of each other.</summary>
public sealed class PanelQueriesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(42);

    [Theory]
    [InlineData(ScoresShown.Never, false, false)]
    [InlineData(ScoresShown.AfterOwn, false, true)]
    [InlineData(ScoresShown.Always, true, true)]
    public async Task Others_scores_and_notes_show_when_the_round_says_so(ScoresShown shown, bool before, bool after)
    {
        using var jury = await Jury.SitAsync();
        await jury.RuleAsync(RoundRules.Usual with { Visibility = new PanelVisibility(shown, JurorNames: true, Statistics: false) });
        var (mine, theirs, _) = await jury.GivenAsync();
        Assert.True((await jury.Notes.WriteAsync(jury.Other, theirs, Second, "The cut here.", default)).Succeeded);
        await jury.ScoreAsync(jury.Other, theirs, 9, 9);

        Assert.Equal((before, before), await SeesAsync(jury, mine));
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);

        Assert.Equal((after, after), await SeesAsync(jury, mine));
    }

    [Fact]
    public async Task A_draft_and_its_notes_are_its_jurors_alone_even_where_all_is_shown()
    {
        using var jury = await Jury.SitAsync();
        await jury.RuleAsync(RoundRules.Usual with { Visibility = new PanelVisibility(ScoresShown.Always, true, true) });
        var (mine, theirs, submission) = await jury.GivenAsync();
        await jury.Notes.WriteAsync(jury.Other, theirs, Second, "Unfinished thought", default);
        await jury.Scoring.SaveDraftAsync(jury.Other, theirs, await jury.VersionAsync(theirs), jury.Entry(1, 1), default);

        Assert.Equal((false, false), await SeesAsync(jury, mine));
        Assert.Null((await jury.Panel.ScoresAsync(jury.Juror, jury.Edition.Id, mine, default))!.Statistics);
        Assert.Empty(await jury.NotesRead.NotesOfFilmAsync(jury.Organiser, jury.Round.Id, submission.Id, default));
    }

    [Fact]
    public async Task Names_and_statistics_are_told_only_where_the_round_tells_them()
    {
        using var jury = await Jury.SitAsync();
        var (mine, theirs, _) = await jury.GivenAsync();
        await jury.Notes.WriteAsync(jury.Other, theirs, Second, "The cut here.", default);
        await jury.ScoreAsync(jury.Other, theirs, 10, 10);
        await jury.ScoreAsync(jury.Juror, mine, 8, 8);

        await jury.RuleAsync(RoundRules.Usual with { Visibility = new PanelVisibility(ScoresShown.AfterOwn, JurorNames: false, Statistics: false) });
        var nameless = (await jury.Panel.ScoresAsync(jury.Juror, jury.Edition.Id, mine, default))!;
        Assert.Null(Assert.Single(nameless.Others).Juror);
        Assert.Null(nameless.Statistics);
        Assert.Null(Assert.Single(await jury.NotesRead.NotesAsync(jury.Juror, jury.Edition.Id, mine, default)).Juror);

        await jury.RuleAsync(RoundRules.Usual with { Visibility = new PanelVisibility(ScoresShown.Never, JurorNames: true, Statistics: true) });
        var counted = (await jury.Panel.ScoresAsync(jury.Juror, jury.Edition.Id, mine, default))!;
        Assert.Empty(counted.Others);
        Assert.Equal((9.0, 2), (counted.Statistics!.Mean, counted.Statistics.Count));
    }

    [Fact]
    public async Task Another_jurors_assignment_and_a_recused_one_show_nothing()
    {
        using var jury = await Jury.SitAsync();
        await jury.RuleAsync(RoundRules.Usual with { Visibility = new PanelVisibility(ScoresShown.Always, true, true) });
        var (mine, theirs, _) = await jury.GivenAsync();
        await jury.ScoreAsync(jury.Other, theirs, 9, 9);

        Assert.Null(await jury.Panel.ScoresAsync(jury.Juror, jury.Edition.Id, theirs, default));
        Assert.Null(await jury.Panel.ScoresAsync(jury.Artist, jury.Edition.Id, theirs, default));
        Assert.Empty(await jury.NotesRead.NotesAsync(jury.Juror, jury.Edition.Id, theirs, default));
        await jury.Scoring.RecuseAsync(jury.Juror, mine, "A friend", default);
        Assert.Null(await jury.Panel.ScoresAsync(jury.Juror, jury.Edition.Id, mine, default));
    }

    private static async Task<(bool Scores, bool Notes)> SeesAsync(Jury jury, Guid assignment) => (
        (await jury.Panel.ScoresAsync(jury.Juror, jury.Edition.Id, assignment, default))!.Others.Count > 0,
        (await jury.NotesRead.NotesAsync(jury.Juror, jury.Edition.Id, assignment, default)).Any(note => !note.IsOwn));
}
