using System.Text;
using Showcase.Domain.Judging;
using Showcase.Web.Features.Judging;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Features.Judging;

/// <summary>Scores that were given without a connection: each line is told what becomes of it, and nothing is kept but what was shown.</summary>
public sealed class OfflineServiceTests
{
    private const string Vision = "Vision (1 to 10)";
    private const string Craft = "Craft (1 to 10)";

    [Fact]
    public async Task A_filled_in_form_hands_in_what_is_complete_and_keeps_the_rest_as_drafts()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync("Salt, \"Index\"");
        await jury.GivenAsync("=Half");
        await jury.GivenAsync("Untouched");
        var form = await FormAsync(jury);
        Fill(form, "Salt", (Vision, "8"), (Craft, "6,0"), ("To the committee", "Third act; earns it."));
        Fill(form, "Half", (Vision, "7"));

        var report = await CheckAsync(jury, form);
        Assert.Equal([OfflineOutcome.HandIn, OfflineOutcome.Draft, OfflineOutcome.Unchanged], report.Rows.Select(row => row.Outcome));
        Assert.Null((await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.SavedAt);
        Assert.True((await jury.Offline.ApplyAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, File(form), report, default)).Succeeded);

        var ballot = (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!;
        Assert.Equal((DeskState.Scored, "Third act; earns it."), (ballot.State, ballot.ToCommittee));
        Assert.Equal([8m, 6m], ballot.Marks.Values);
        Assert.Equal([DeskState.Draft, DeskState.Scored, DeskState.ToDo], (await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).OrderBy(film => film.Title, StringComparer.Ordinal).Select(film => film.State));
    }

    [Fact]
    public async Task Marks_off_the_scale_words_in_their_place_unknown_films_and_films_twice_are_told_line_by_line()
    {
        using var jury = await Jury.SitAsync();
        await jury.GivenAsync("A");
        await jury.GivenAsync("B");
        var (_, theirs, _) = await jury.GivenAsync("C");
        var form = await FormAsync(jury);
        Fill(form, "A", (Vision, "11"), (Craft, "5"));
        Fill(form, "B", (Vision, "good"));
        var unknown = form[3].ToArray();
        unknown[0] = Guid.NewGuid().ToString();
        var others = form[3].ToArray();
        others[0] = theirs.ToString();
        form.AddRange([unknown, others, form[3].ToArray()]);

        var report = await CheckAsync(jury, form);

        Assert.Equal(
            [
                (2, JudgingRefusals.MarkOutOfRange("Vision", Scale.Usual)), (3, JudgingRefusals.FormNotAMark("Vision", "good")), (5, JudgingRefusals.FormFilmUnknown),
                (6, JudgingRefusals.FormFilmUnknown), (7, JudgingRefusals.FormFilmTwice),
            ],
            report.Rows.Where(row => row.Outcome == OfflineOutcome.Refused).Select(row => (row.Number, row.Reasons[0])));
    }

    [Fact]
    public async Task A_card_that_was_changed_after_the_download_is_not_overwritten()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync("A");
        var form = await FormAsync(jury);
        Fill(form, "A", (Vision, "1"), (Craft, "1"));
        var shown = await CheckAsync(jury, form);
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);

        Assert.Equal(JudgingRefusals.FormOutdated, (await jury.Offline.ApplyAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, File(form), shown, default)).Refusal);
        Assert.Equal(JudgingRefusals.FormCardChanged, Assert.Single((await CheckAsync(jury, form)).Rows).Reasons[0]);
        Assert.Equal([8m, 6m], (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.Marks.Values);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        using var jury = await Jury.SitAsync();
        await jury.GivenAsync("A");
        var form = await FormAsync(jury);
        Fill(form, "A", (Vision, "8"), (Craft, "6"));
        await jury.Offline.ApplyAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, File(form), await CheckAsync(jury, form), default);

        Assert.Equal(OfflineOutcome.Unchanged, Assert.Single((await CheckAsync(jury, form)).Rows).Outcome);
    }

    [Fact]
    public async Task A_closed_round_a_juror_who_left_and_a_stranger_get_nothing_in()
    {
        using var jury = await Jury.SitAsync();
        await jury.GivenAsync("A");
        var file = File(await FormAsync(jury));

        Assert.Null(await jury.Offline.WriteAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, default));
        Assert.Equal(Refusals.NotFound, (await jury.Offline.CheckAsync(jury.Artist, jury.Edition.Id, jury.Round.Id, file, default)).Refusal);
        await jury.Rounds.RemoveJurorAsync(jury.Organiser, jury.Round.Id, jury.Round.Version, jury.Other.UserId, default);
        Assert.Equal(Refusals.NotFound, (await jury.Offline.CheckAsync(jury.Other, jury.Edition.Id, jury.Round.Id, file, default)).Refusal);
        jury.World.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(JudgingRefusals.WindowClosed, (await jury.Offline.CheckAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, file, default)).Refusal);
    }

    [Fact]
    public async Task Another_table_and_a_column_that_nobody_asked_for_are_refused_whole()
    {
        using var jury = await Jury.SitAsync();
        await jury.GivenAsync("A");
        var form = await FormAsync(jury);

        Assert.Equal(JudgingRefusals.FormForeign, (await jury.Offline.CheckAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, CsvFile.Parse("Title,Score\nA,8\n"u8).Value, default)).Refusal);
        form[0] = [.. form[0].Select(heading => heading == Craft ? "Craft" : heading)];
        Assert.Equal(JudgingRefusals.FormColumnUnknown("Craft"), (await jury.Offline.CheckAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, File(form), default)).Refusal);
    }

    [Fact]
    public async Task Not_applicable_verdicts_and_choices_come_back_as_they_went()
    {
        using var jury = await Jury.SitAsync();
        await jury.Rounds.ChangeCriterionAsync(jury.Organiser, jury.Round.Id, await jury.RoundVersionAsync(), jury.Round.Criteria[1].Id, new CriterionDetails("Craft", null, 1) { AllowsNotApplicable = true, Scale = new Scale(1, 5, 0.5m) }, default);
        await jury.Rounds.AddCriterionAsync(jury.Organiser, jury.Round.Id, await jury.RoundVersionAsync(), new CriterionDetails("Where?", null, 1) { Kind = CriterionKind.Choice, Choices = ["Cinema", "Wall"] }, default);
        await jury.RuleAsync(RoundRules.Usual with { AsksRecommendation = true });
        var (mine, _, _) = await jury.GivenAsync("A");
        var form = await FormAsync(jury);
        Fill(form, "A", (Vision, "8"), ("Craft (1 to 5 by 0.5 or n/a)", "N/A"), ("Where? (Cinema / Wall)", "wall"), ("Would you select it?", "maybe"));

        await jury.Offline.ApplyAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, File(form), await CheckAsync(jury, form), default);

        var ballot = (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!;
        Assert.Equal((DeskState.Scored, Recommendation.Maybe, "Wall"), (ballot.State, ballot.Recommendation, Assert.Single(ballot.Remarks.Values)));
        Assert.Equal([8m, null], ballot.Marks.Values);
    }

    /// <summary>The downloaded form as rows of cells, the headings first.</summary>
    private static async Task<List<string[]>> FormAsync(Jury jury)
    {
        var text = await jury.Offline.WriteAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, default);
        var file = CsvFile.Parse(Encoding.UTF8.GetBytes(text!)).Value;
        return [[.. file.Headers], .. file.Rows.Select(row => row.Cells.ToArray())];
    }

    private static void Fill(List<string[]> form, string title, params (string Heading, string Cell)[] cells)
    {
        var row = form.Skip(1).Single(line => line[2].Contains(title, StringComparison.Ordinal));
        foreach (var (heading, cell) in cells)
        {
            Assert.Contains(heading, form[0]);
            row[Array.IndexOf(form[0], heading)] = cell;
        }
    }

    private static CsvFile File(List<string[]> form) => CsvFile.Parse(Encoding.UTF8.GetBytes(string.Concat(form.Select(row => Csv.Line(row))))).Value;

    private static async Task<OfflineReport> CheckAsync(Jury jury, List<string[]> form)
    {
        var report = await jury.Offline.CheckAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, File(form), default);
        Assert.True(report.Succeeded, report.Refusal?.ToString());
        return report.Value;
    }
}
