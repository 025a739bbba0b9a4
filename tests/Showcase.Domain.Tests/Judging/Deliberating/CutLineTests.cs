using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Judging.Deliberating;

public sealed class CutLineTests
{
    private static readonly LineRule TwoSlots = new(DecisionOutcome.Selected, 2, Time: null);

    [Fact]
    public void Slots_are_filled_from_the_best_rank_down()
    {
        LineFilm[] films = [Film(1), Film(2), Film(3)];

        var line = CutLine.Draw(films, TwoSlots);

        Assert.Equal([films[0].SubmissionId, films[1].SubmissionId], line.In);
        Assert.Equal((2, TimeSpan.FromMinutes(20), false), (line.Films, line.Runtime, line.CutsTie));
    }

    [Fact]
    public void Minutes_end_at_the_first_film_that_does_not_fit_and_no_shorter_one_slips_in()
    {
        LineFilm[] films = [Film(1, 10), Film(2, 12), Film(3, 2)];

        var line = CutLine.Draw(films, new LineRule(DecisionOutcome.Selected, Slots: null, TimeSpan.FromMinutes(20)));

        Assert.Equal([films[0].SubmissionId], line.In);
        Assert.Equal(TimeSpan.FromMinutes(10), line.Runtime);
    }

    [Fact]
    public void Of_slots_and_minutes_whichever_ends_first_counts()
    {
        LineFilm[] films = [Film(1), Film(2), Film(3)];

        Assert.Single(CutLine.Draw(films, TwoSlots with { Time = TimeSpan.FromMinutes(15) }).In);
        Assert.Equal(2, CutLine.Draw(films, TwoSlots with { Time = TimeSpan.FromMinutes(90) }).In.Count);
    }

    [Fact]
    public void What_is_selected_already_takes_its_slot_wherever_it_ranks()
    {
        LineFilm[] films = [Film(1), Film(2), Film(9) with { State = SubmissionState.Selected }];

        var line = CutLine.Draw(films, TwoSlots);

        Assert.Equal([films[0].SubmissionId], line.In);
        Assert.Equal([films[2].SubmissionId], line.Already);
        Assert.Equal((2, TimeSpan.FromMinutes(20)), (line.Films, line.Runtime));
    }

    [Fact]
    public void What_cannot_take_the_step_or_has_no_rank_does_not_count()
    {
        LineFilm[] films = [Film(1) with { State = SubmissionState.Declined }, Film(2) with { State = SubmissionState.Ineligible }, Film(null), Film(3)];

        var line = CutLine.Draw(films, TwoSlots);

        Assert.Equal([films[3].SubmissionId], line.In);
        Assert.Equal(0, line.PassedOver);
    }

    [Fact]
    public void What_is_staged_otherwise_is_passed_over_and_counted_above_the_line_alone()
    {
        LineFilm[] films = [Film(1) with { Staged = DecisionOutcome.Declined }, Film(2) with { Staged = DecisionOutcome.Selected }, Film(3), Film(4), Film(5) with { Staged = DecisionOutcome.Waitlisted }];

        var line = CutLine.Draw(films, TwoSlots);

        Assert.Equal([films[1].SubmissionId, films[2].SubmissionId], line.In);
        Assert.Equal(1, line.PassedOver);
    }

    [Fact]
    public void A_line_through_a_tie_says_so()
    {
        Assert.True(CutLine.Draw([Film(1), Film(2), Film(2), Film(4)], TwoSlots).CutsTie);
        Assert.False(CutLine.Draw([Film(1), Film(1), Film(3)], TwoSlots).CutsTie);
    }

    [Fact]
    public void No_number_or_a_wrong_one_is_refused()
    {
        Assert.Equal("Common.Required", new LineRule(DecisionOutcome.Selected, null, null).Check()?.Code);
        Assert.Equal("Common.OutOfRange", new LineRule(DecisionOutcome.Selected, 0, null).Check()?.Code);
        Assert.Equal("Common.OutOfRange", new LineRule(DecisionOutcome.Selected, null, TimeSpan.Zero).Check()?.Code);
        Assert.Throws<ArgumentException>(() => CutLine.Draw([], new LineRule(DecisionOutcome.Selected, -1, null)));
    }

    private static LineFilm Film(int? position, int minutes = 10) => new(Guid.CreateVersion7(), position, TimeSpan.FromMinutes(minutes), SubmissionState.InReview, Staged: null);
}
