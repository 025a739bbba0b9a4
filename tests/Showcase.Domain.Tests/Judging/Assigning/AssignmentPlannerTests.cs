using Showcase.Domain.Judging.Assigning;

namespace Showcase.Domain.Tests.Judging.Assigning;

public sealed class AssignmentPlannerTests
{
    private static readonly PlanSettings One = new(1, null, AssigningMode.EnsureMinimum, LoadBalance.Off);
    private readonly List<FilmFacts> films = [];
    private readonly List<JurorFacts> jurors = [];
    private readonly Dictionary<(Guid Film, Guid Juror), Bid> bids = [];
    private readonly HashSet<(Guid Film, Guid Juror)> conflicts = [];
    private readonly List<HeldPair> held = [];

    [Fact]
    public void Who_wants_a_film_gets_it()
    {
        var (film, keen, other) = (Film(), Juror(), Juror());
        bids[(film, keen)] = Bid.Want;
        bids[(film, other)] = Bid.RatherNot;

        Assert.Equal([new PlannedPair(film, keen, Bid.Want)], Plan(One).Added);
    }

    [Fact]
    public void A_topic_decides_where_nobody_says_anything_of_the_film()
    {
        var film = Film(topics: ["Animation"]);
        Juror();
        var keen = Juror(topics: new() { ["Animation"] = Bid.Want });

        Assert.Equal(keen, Assert.Single(Plan(One).Added).JurorId);
    }

    [Theory]
    [InlineData("cs", "", "", "de,en", false, PairObstacle.Language)]
    [InlineData("cs", "en", "", "de,en", false, null)]
    [InlineData("cs", "", "en", "de,en", false, null)]
    [InlineData("de,cs", "", "", "de,en", false, PairObstacle.Language)]
    [InlineData("de", "", "", "de,en", false, null)]
    [InlineData("", "", "", "de,en", true, null)]
    [InlineData("de", "de", "", "de,en", true, PairObstacle.Captions)]
    [InlineData("de", "", "de", "de,en", true, null)]
    [InlineData("de", "", "fr", "de,en", true, PairObstacle.Captions)]
    [InlineData("de", "", "", "", true, PairObstacle.Captions)]
    [InlineData("de", "", "", "", false, null)]
    public void Languages_and_captions_are_hard_limits(string spoken, string subtitles, string captions, string knows, bool needsCaptions, PairObstacle? expected)
    {
        var film = new FilmFacts(Guid.CreateVersion7(), 60, Codes(spoken), Codes(subtitles), Codes(captions), []);
        var juror = new JurorFacts(Guid.CreateVersion7(), Codes(knows), needsCaptions, null, 0, new Dictionary<string, Bid>());

        Assert.Equal(expected, juror.ObstacleOf(film));
    }

    [Fact]
    public void A_film_that_everybody_has_a_conflict_with_is_told_so()
    {
        var (film, first, second) = (Film(), Juror(), Juror());
        conflicts.UnionWith([(film, first), (film, second)]);

        var unmet = Assert.Single(Plan(One).Unmet);

        Assert.Equal((film, 1, 0, 2), (unmet.FilmId, unmet.Missing, unmet.Able, unmet.Obstacles[PairObstacle.Conflict]));
        Assert.Empty(unmet.Full);
    }

    [Fact]
    public void A_shortage_names_all_who_are_full_also_those_who_could_have_helped_out()
    {
        var (german, english) = (Film(spoken: "de"), Film(spoken: "en"));
        var both = Juror(languages: "de,en");
        var second = Juror(languages: "en");
        var third = Juror(languages: "fr");

        var plan = Plan(new PlanSettings(2, 1, AssigningMode.EnsureMinimum, LoadBalance.Off));

        // Two can be given, of four that are wanted, and each film has one.
        Assert.Equal(2, plan.Added.Count);
        Assert.Equal([1, 1], plan.Unmet.Select(unmet => unmet.Missing));
        var unmet = plan.Unmet.Single(film => film.FilmId == english);
        Assert.Equal((2, 1), (unmet.Able, unmet.Obstacles[PairObstacle.Language]));
        Assert.Equal([both], unmet.Full);
        Assert.Empty(plan.Unmet.Single(film => film.FilmId == german).Full);
        Assert.DoesNotContain(plan.Added, pair => pair.JurorId == third);
        Assert.Contains(new PlannedPair(english, second, null), plan.Added);
    }

    [Fact]
    public void To_ensure_a_minimum_leaves_what_is_given_and_adds_what_is_missing()
    {
        var (film, has, other) = (Film(), Juror(), Juror());
        bids[(film, has)] = Bid.RatherNot;
        held.Add(new HeldPair(film, has, HeldState.Open));

        var one = Plan(One);
        var two = Plan(One with { ReviewsPerFilm = 2 });

        Assert.Empty(one.Added.Concat(one.TakenBack));
        Assert.Equal([new PlannedPair(film, other, null)], two.Added);
    }

    [Fact]
    public void To_adjust_moves_the_work_of_a_juror_who_left_and_nothing_else()
    {
        var (first, second) = (Film(), Film());
        var (stays, comes, left) = (Juror(), Juror(), Guid.CreateVersion7());
        bids[(second, comes)] = Bid.Want;
        held.Add(new HeldPair(first, left, HeldState.Open));
        held.Add(new HeldPair(second, stays, HeldState.Open));

        var plan = Plan(One with { Mode = AssigningMode.Adjust });

        Assert.Equal([new PlannedPair(first, left, null)], plan.TakenBack);
        Assert.Equal(first, Assert.Single(plan.Added).FilmId);
    }

    [Fact]
    public void A_bid_that_is_turned_after_the_film_was_given_moves_nothing()
    {
        var (film, has, _) = (Film(), Juror(), Juror());
        held.Add(new HeldPair(film, has, HeldState.Open));
        bids[(film, has)] = Bid.RatherNot;

        var plan = Plan(One with { Mode = AssigningMode.Adjust });

        Assert.Empty(plan.Added.Concat(plan.TakenBack));
    }

    [Fact]
    public void A_conflict_that_came_up_sends_the_film_to_somebody_else()
    {
        var (film, has, other) = (Film(), Juror(), Juror());
        held.Add(new HeldPair(film, has, HeldState.Open));
        conflicts.Add((film, has));

        var plan = Plan(One with { Mode = AssigningMode.Adjust });

        Assert.Equal((has, other), (Assert.Single(plan.TakenBack).JurorId, Assert.Single(plan.Added).JurorId));
    }

    [Fact]
    public void A_score_counts_after_its_juror_left_and_a_recusal_never_does()
    {
        var (scored, recused, juror) = (Film(), Film(), Juror());
        held.Add(new HeldPair(scored, Guid.CreateVersion7(), HeldState.Scored));
        held.Add(new HeldPair(recused, juror, HeldState.Recused));
        var other = Juror();

        Assert.Equal([new PlannedPair(recused, other, null)], Plan(One).Added);
    }

    [Fact]
    public void Minutes_that_a_juror_has_in_other_rounds_are_theirs_no_more()
    {
        Film(minutes: 30);
        var (busy, free) = (Juror(most: 60, elsewhere: 31 * 60), Juror(most: 60));

        var plan = Plan(One);

        Assert.Equal(free, Assert.Single(plan.Added).JurorId);
        Assert.Equal([(busy, 31 * 60L), (free, 30 * 60L)], plan.Loads.Select(load => (load.JurorId, load.Seconds)));
    }

    [Fact]
    public void A_pair_is_explained_by_what_the_other_choice_would_cost()
    {
        var (film, keen, other) = (Film(), Juror(), Juror());
        bids[(film, keen)] = Bid.Want;
        var planner = Planner(One);
        var plan = planner.Plan();

        var with = planner.Explain(plan, film, keen);
        var without = planner.Explain(plan, film, other);

        Assert.Equal((true, PairPoints.Unsaid, 0), (with.IsPlanned, with.MorePoints, with.MoreUnmet));
        Assert.Equal((false, PairPoints.Unsaid, 0), (without.IsPlanned, without.MorePoints, without.MoreUnmet));
    }

    [Fact]
    public void A_pair_that_may_not_be_is_explained_by_what_forbids_it()
    {
        var (film, juror) = (Film(), Juror());
        conflicts.Add((film, juror));
        var planner = Planner(One);

        var reading = planner.Explain(planner.Plan(), film, juror);

        Assert.Equal((PairObstacle.Conflict, (long?)null), (reading.Obstacle, reading.MorePoints));
    }

    [Theory]
    [InlineData(0, null, "ReviewsPerFilm")]
    [InlineData(21, null, "ReviewsPerFilm")]
    [InlineData(3, 0, "MostFilms")]
    public void Settings_out_of_range_are_refused(int reviews, int? most, string field) =>
        Assert.Equal(field, new PlanSettings(reviews, most, AssigningMode.EnsureMinimum, LoadBalance.Fair).Check()!.Arguments[0]);

    private static string[] Codes(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private AssignmentPlanner Planner(PlanSettings settings) => new(new AssigningInput(films, jurors, bids, conflicts, held), settings);

    private AssignmentPlan Plan(PlanSettings settings) => Planner(settings).Plan();

    private Guid Film(int minutes = 5, string spoken = "", string[]? topics = null)
    {
        films.Add(new FilmFacts(Guid.CreateVersion7(), minutes * 60, Codes(spoken), [], [], topics ?? []));
        return films[^1].Id;
    }

    private Guid Juror(string languages = "", int? most = null, long elsewhere = 0, Dictionary<string, Bid>? topics = null)
    {
        jurors.Add(new JurorFacts(Guid.CreateVersion7(), Codes(languages), false, most, elsewhere, topics ?? []));
        return jurors[^1].Id;
    }
}
