using Showcase.Domain.Audience;

namespace Showcase.Domain.Tests.Audience;

public sealed class AudienceBallotTests
{
    private static readonly DateTimeOffset End = new(2026, 6, 16, 21, 0, 0, TimeSpan.Zero);
    private static readonly AudienceFilm Salt = new(Guid.CreateVersion7(), "Salt", "Ada");
    private static readonly AudienceFilm Sea = new(Guid.CreateVersion7(), "Sea", "Bo");

    private readonly AudienceBallot ballot = Make();

    [Theory]
    [InlineData(-11, "Audience.NotOpenYet")]
    [InlineData(-10, null)]
    [InlineData(60, null)]
    [InlineData(61, "Audience.Over")]
    public void One_votes_from_ten_minutes_before_the_end_to_an_hour_after_it(int minutes, string? refusal)
    {
        var code = BallotCode.New(ballot.Id, 1);

        Assert.Equal(refusal, code.Vote(ballot, [new AudienceChoice(Salt.SubmissionId, 4)], End.AddMinutes(minutes)).Refusal?.Code);
        Assert.Equal(refusal is null ? 1 : 0, code.Choices.Count);
    }

    [Fact]
    public void A_code_holds_one_vote_the_last_one()
    {
        var code = BallotCode.New(ballot.Id, 1);
        _ = code.Vote(ballot, [new AudienceChoice(Salt.SubmissionId, 1), new AudienceChoice(Sea.SubmissionId, 5)], End);

        Assert.True(code.Vote(ballot, [new AudienceChoice(Salt.SubmissionId, 5)], End).Succeeded);

        Assert.Equal([new AudienceChoice(Salt.SubmissionId, 5)], code.Choices);
    }

    [Fact]
    public void A_void_code_and_one_of_another_ballot_vote_for_nothing()
    {
        var (lost, foreign) = (BallotCode.New(ballot.Id, 1), BallotCode.New(Make().Id, 1));
        lost.Cancel();

        Assert.Equal(AudienceRefusals.CodeUnknown, lost.Vote(ballot, [new AudienceChoice(Salt.SubmissionId, 4)], End).Refusal);
        Assert.Equal(AudienceRefusals.CodeUnknown, foreign.Vote(ballot, [new AudienceChoice(Salt.SubmissionId, 4)], End).Refusal);
    }

    [Theory]
    [InlineData(0, "Audience.StarsOutOfRange")]
    [InlineData(-1, "Audience.StarsOutOfRange")]
    [InlineData(6, "Audience.StarsOutOfRange")]
    [InlineData(int.MaxValue, "Audience.StarsOutOfRange")]
    [InlineData(5, null)]
    public void Stars_are_one_to_five(int stars, string? refusal) => Assert.Equal(refusal, ballot.Check([new AudienceChoice(Salt.SubmissionId, stars)])?.Code);

    [Fact]
    public void A_vote_names_films_of_the_ballot_once_each()
    {
        Assert.Equal(AudienceRefusals.NothingChosen, ballot.Check([]));
        Assert.Equal(AudienceRefusals.NotOnBallot, ballot.Check([new AudienceChoice(Guid.CreateVersion7(), 5)]));
        Assert.Equal(AudienceRefusals.NotOnBallot, ballot.Check([new AudienceChoice(Salt.SubmissionId, 5), new AudienceChoice(Salt.SubmissionId, 5)]));
    }

    [Fact]
    public void Of_favourites_there_is_one()
    {
        var favourite = Make(AudienceScale.Favourite);

        Assert.Null(favourite.Check([new AudienceChoice(Salt.SubmissionId, 1)]));
        Assert.Equal(AudienceRefusals.OneFavourite, favourite.Check([new AudienceChoice(Salt.SubmissionId, 1), new AudienceChoice(Sea.SubmissionId, 1)]));
        Assert.Equal(AudienceRefusals.OneFavourite, favourite.Check([new AudienceChoice(Salt.SubmissionId, 5)]));
    }

    [Fact]
    public void The_scale_stays_once_somebody_voted_and_a_bad_window_is_refused()
    {
        var usual = AudienceBallot.UsualFor(End);

        Assert.Equal(AudienceRefusals.ScaleInUse, ballot.Change(usual with { Scale = AudienceScale.Favourite }, hasVotes: true).Refusal);
        Assert.Equal(AudienceRefusals.ClosesBeforeItOpens, ballot.Change(usual with { ClosesAt = usual.OpensAt }, hasVotes: false).Refusal);
        Assert.Equal(AudienceRefusals.WindowTooLong, ballot.Change(usual with { ClosesAt = usual.OpensAt.AddDays(15) }, hasVotes: false).Refusal);
        Assert.Equal(AudienceRefusals.NoFilms, AudienceBallot.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), "Empty", [], usual).Refusal);
    }

    [Fact]
    public void A_result_is_out_only_once_nobody_can_vote_and_then_nobody_can()
    {
        Assert.Equal(AudienceRefusals.StillOpen, ballot.Publish(Guid.CreateVersion7(), End.AddMinutes(60)).Refusal);
        Assert.True(ballot.Publish(Guid.CreateVersion7(), End.AddMinutes(61)).Succeeded);

        Assert.Equal(AudienceRefusals.IsOut, ballot.Change(AudienceBallot.UsualFor(End.AddDays(1)), hasVotes: false).Refusal);
        Assert.Equal(AudienceRefusals.Over, ballot.CheckOpen(End));
        ballot.Hide();
        Assert.False(ballot.IsPublished);
    }

    [Fact]
    public void A_few_fives_do_not_win_against_many_votes_that_are_nearly_as_good()
    {
        var votes = Enumerable.Range(0, 200).Select(i => Vote((Sea, i < 160 ? 5 : 4))).Concat(Enumerable.Range(0, 3).Select(_ => Vote((Salt, 5)))).ToList();

        var counted = AudienceCount.Of(ballot, votes, commonMean: 3.5);

        Assert.Equal(["Sea", "Salt"], counted.Select(film => film.Film.Title));
        Assert.Equal((4.8, 200, 203), (counted[0].Mean!.Value, counted[0].Votes, counted[0].Voters));
        Assert.Equal((5.0, (35 + 15) / 13.0), (counted[1].Mean!.Value, counted[1].Score!.Value));
    }

    [Fact]
    public void A_vote_that_does_not_fit_the_ballot_counts_for_nothing()
    {
        var favourite = Make(AudienceScale.Favourite);

        var counted = AudienceCount.Of(favourite, [Vote((Salt, 1)), Vote((Salt, 1), (Sea, 1)), Vote((Sea, 5))], AudienceCount.Middle);

        Assert.Equal([("Salt", 1, 1), ("Sea", 0, 1)], counted.Select(film => (film.Film.Title, film.Votes, film.Voters)));
    }

    [Fact]
    public void Without_votes_there_is_no_score()
    {
        Assert.All(AudienceCount.Of(ballot, [], AudienceCount.MeanOf([])), film => Assert.Equal((0, null, null), (film.Votes, film.Mean, film.Score)));
        Assert.Equal(AudienceCount.Middle, AudienceCount.MeanOf([]));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 10, 0.7225)]
    [InlineData(5, 10, 0.2366)]
    [InlineData(0, 10, 0)]
    [InlineData(500, 1000, 0.4691)]
    public void Shares_are_compared_by_the_lower_end_of_Wilsons_interval(int chosen, int voters, double expected) => Assert.Equal(expected, AudienceCount.Wilson(chosen, voters), 0.0001);

    private static AudienceBallot Make(AudienceScale scale = AudienceScale.Stars) =>
        AudienceBallot.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), "Competition 1", [Salt, Sea], AudienceBallot.UsualFor(End) with { Scale = scale }).Value;

    private static IReadOnlyList<AudienceChoice> Vote(params (AudienceFilm Film, int Stars)[] given) => [.. given.Select(choice => new AudienceChoice(choice.Film.SubmissionId, choice.Stars))];
}
