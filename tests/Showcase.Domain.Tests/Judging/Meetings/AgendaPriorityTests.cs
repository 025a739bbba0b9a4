using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;

namespace Showcase.Domain.Tests.Judging.Meetings;

public sealed class AgendaPriorityTests
{
    private static readonly AgendaRules Rules = AgendaRules.Usual with { Slots = 8 };

    [Fact]
    public void Two_jurors_at_both_ends_of_the_scale_disagree_as_much_as_can_be()
    {
        var spread = Ranking.Of([new SubmissionScores(Guid.CreateVersion7(), [1, 10])])[0].Spread!.Value;

        Assert.Equal(1, AgendaPriority.Disagreement(spread, 1, 10), 6);
        Assert.Equal(0, AgendaPriority.Disagreement(0, 1, 10));
    }

    [Fact]
    public void No_scores_on_a_scale_disagree_more_than_that()
    {
        var random = new Random(7);
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var scores = Enumerable.Range(0, random.Next(2, 9)).Select(_ => (double)random.Next(0, 11)).ToList();
            var spread = Ranking.Of([new SubmissionScores(Guid.CreateVersion7(), scores)])[0].Spread!.Value;

            Assert.InRange(spread * Math.Sqrt(2) / 10, 0, 1 + 1e-6);
        }
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(9, 1)]
    [InlineData(6, 0.5)]
    [InlineData(11, 0.5)]
    [InlineData(1, 2 / 9.0)]
    public void The_last_film_inside_and_the_first_outside_are_nearest_and_a_quarter_of_the_slots_away_counts_half(int place, double nearness) =>
        Assert.Equal(nearness, AgendaPriority.Nearness(place, place, slots: 8), 6);

    [Fact]
    public void A_tie_across_the_cut_is_at_the_cut() => Assert.Equal(1, AgendaPriority.Nearness(3, 12, slots: 8));

    [Fact]
    public void Films_come_by_disagreement_times_nearness_and_those_that_all_agree_on_stay_away()
    {
        var films = Films((1, 2.0), (8, 1.0), (9, 2.0), (10, 0.0), (11, null));

        var chosen = Choose(films, Rules);

        Assert.Equal([films[2].SubmissionId, films[1].SubmissionId, films[0].SubmissionId], chosen.Select(film => film.SubmissionId));
        Assert.Equal(2 * Math.Sqrt(2) / 9, chosen[0].Priority, 6);
    }

    [Fact]
    public void The_organiser_chooses_how_many_and_from_which_priority_on()
    {
        var films = Films((7, 1.0), (8, 2.0), (9, 3.0));

        Assert.Equal([films[2].SubmissionId, films[1].SubmissionId], Choose(films, Rules with { MostFilms = 2 }).Select(film => film.SubmissionId));
        Assert.Equal([films[2].SubmissionId], Choose(films, Rules with { LeastPercent = 40 }).Select(film => film.SubmissionId));
    }

    [Fact]
    public void Decided_films_keep_their_places_and_are_not_taken()
    {
        var films = Films((8, 2.0), (9, 2.0));

        var chosen = AgendaPriority.Choose(films, new HashSet<Guid> { films[1].SubmissionId }, Rules, 1, 10);

        Assert.Equal(films[1].SubmissionId, Assert.Single(chosen).SubmissionId);
    }

    [Fact]
    public void In_a_round_that_ranks_nearness_alone_counts()
    {
        var films = Films((1, null), (8, null), (12, null));

        Assert.Equal([films[1].SubmissionId, films[2].SubmissionId, films[0].SubmissionId], Choose(films, Rules).Select(film => film.SubmissionId));
    }

    [Fact]
    public void A_film_that_nobody_scored_is_not_taken() =>
        Assert.Empty(AgendaPriority.Choose([new RankedSubmission(Guid.CreateVersion7(), null, null, null, 0)], new HashSet<Guid>(), Rules, 1, 10));

    [Theory]
    [InlineData(0, 30, 0, 8)]
    [InlineData(20, 501, 0, 8)]
    [InlineData(20, 30, 101, 8)]
    [InlineData(20, 30, 0, 13)]
    public void Rules_out_of_range_are_refused(int slots, int most, int least, int stretch) => Assert.NotNull(new AgendaRules(slots, most, least, stretch).Check());

    private static List<RankedSubmission> Films(params (int Position, double? Spread)[] films) =>
        [.. films.Select(film => new RankedSubmission(Guid.CreateVersion7(), film.Position, 7, film.Spread, 3))];

    private static IReadOnlyList<AgendaFilm> Choose(List<RankedSubmission> films, AgendaRules rules) =>
        AgendaPriority.Choose(films, films.Select(film => film.SubmissionId).ToHashSet(), rules, 1, 10);
}
