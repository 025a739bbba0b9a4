using System.Net;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Audience;
using Showcase.Web.Features.Audience;

namespace Showcase.Web.Tests.Features.Audience;

/// <summary>One slip of paper is one vote, whoever holds it and however often it is used.</summary>
public sealed class VoteServiceTests
{
    private const string Phone = "192.0.2.7";

    [Fact]
    public async Task A_code_opens_its_screenings_films_and_its_vote_counts_once_the_last_one()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, codes) = await hall.BallotAsync();
        var opened = await hall.Votes.OpenAsync(VoteCode.Write(codes[0]).ToLowerInvariant(), Phone, default);
        Assert.Equal(["Competition 1, film 1", "Competition 1, film 2"], opened.Value.Films.Select(film => film.Title));
        var films = opened.Value.Films;

        Assert.True((await hall.Votes.VoteAsync(codes[0], [Stars(films[0], 2), Stars(films[1], 5)], Phone, default)).Succeeded);
        Assert.True((await hall.Votes.VoteAsync(codes[0], [Stars(films[0], 4)], Phone, default)).Succeeded);

        var view = await hall.ViewAsync(ballot);
        Assert.Equal((1, 3), (view.Votes, view.Codes));
        Assert.Equal([("Competition 1, film 1", 1, 4.0), ("Competition 1, film 2", 0, 0.0)], view.Films.Select(film => (film.Film.Title, film.Votes, film.Mean ?? 0)));
        Assert.Equal([Stars(films[0], 4)], (await hall.Votes.OpenAsync(codes[0], Phone, default)).Value.Chosen);
    }

    [Fact]
    public async Task Votes_sent_at_the_same_moment_with_one_code_count_once()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, codes) = await hall.BallotAsync();
        var films = await hall.FilmsAsync(ballot);

        var sent = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => hall.Votes.VoteAsync(codes[0], [Stars(films[i % 2], 1 + (i % 5))], Phone, default))));

        Assert.All(sent, vote => Assert.True(vote.Succeeded, vote.Refusal?.ToString()));
        var view = await hall.ViewAsync(ballot);
        Assert.Equal((1, 1), (view.Votes, view.Films.Sum(film => film.Votes)));
    }

    [Fact]
    public async Task The_servers_clock_opens_and_closes_the_vote()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, codes) = await hall.BallotAsync();
        var films = await hall.FilmsAsync(ballot);
        hall.Season.World.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(AudienceRefusals.Over, (await hall.Votes.OpenAsync(codes[0], Phone, default)).Refusal);
        Assert.Equal(AudienceRefusals.Over, (await hall.Votes.VoteAsync(codes[0], [Stars(films[0], 4)], Phone, default)).Refusal);
        var view = await hall.ViewAsync(ballot);
        Assert.True((await hall.Service.ChangeAsync(hall.Organiser, ballot, view.Version, new BallotDetails(AudienceScale.Stars, hall.Season.World.Now.AddHours(1), hall.Season.World.Now.AddHours(2)), default)).Succeeded);
        Assert.Equal(AudienceRefusals.NotOpenYet, (await hall.Votes.OpenAsync(codes[0], Phone, default)).Refusal);
    }

    [Fact]
    public async Task A_code_of_another_screening_votes_for_that_screening_alone()
    {
        using var hall = await Hall.OpenAsync(screenings: 2);
        var (first, codes) = await hall.BallotAsync();
        var (second, others) = await hall.BallotAsync(screening: 1);
        var films = await hall.FilmsAsync(first);

        var refused = await hall.Votes.VoteAsync(others[0], [Stars(films[0], 5)], Phone, default);

        Assert.Equal(AudienceRefusals.NotOnBallot, refused.Refusal);
        Assert.Equal((0, 0), ((await hall.ViewAsync(first)).Votes, (await hall.ViewAsync(second)).Votes));
        Assert.DoesNotContain(codes[0], others);
    }

    [Fact]
    public async Task Void_codes_open_nothing_and_what_they_voted_does_not_count()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, codes) = await hall.BallotAsync();
        var films = await hall.FilmsAsync(ballot);
        Assert.True((await hall.Votes.VoteAsync(codes[0], [Stars(films[0], 5)], Phone, default)).Succeeded);

        Assert.True((await hall.Service.CancelSheetAsync(hall.Organiser, ballot, 1, default)).Succeeded);

        Assert.Equal(AudienceRefusals.CodeUnknown, (await hall.Votes.OpenAsync(codes[0], Phone, default)).Refusal);
        Assert.Equal((0, 0), ((await hall.ViewAsync(ballot)).Votes, (await hall.ViewAsync(ballot)).Codes));
    }

    [Fact]
    public async Task A_thousand_guesses_from_one_device_end_after_ten_and_find_nothing()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, codes) = await hall.BallotAsync(codes: 500);
        var outcomes = new Dictionary<Refusal, int>();
        for (var guess = 0; guess < 1_000; guess++)
        {
            var tried = await hall.Votes.VoteAsync(VoteCode.Make(), [new AudienceChoice(Guid.CreateVersion7(), 5)], Phone, default);
            outcomes[tried.Refusal!] = outcomes.GetValueOrDefault(tried.Refusal!) + 1;
        }

        Assert.Equal((VoteGuesses.Most, 1_000 - VoteGuesses.Most), (outcomes[AudienceRefusals.CodeUnknown], outcomes[AudienceRefusals.TooManyTries]));
        Assert.Equal(0, (await hall.ViewAsync(ballot)).Votes);
        Assert.Equal(AudienceRefusals.TooManyTries, (await hall.Votes.OpenAsync(codes[0], Phone, default)).Refusal);
        Assert.True((await hall.Votes.OpenAsync(codes[0], "192.0.2.8", default)).Succeeded);
    }

    [Fact]
    public async Task A_full_hall_behind_one_address_votes_though_many_mistype()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, codes) = await hall.BallotAsync(codes: 200);
        var films = await hall.FilmsAsync(ballot);
        foreach (var code in codes)
        {
            var wrong = code[..7] + VoteCode.Alphabet.First(sign => sign != code[7]);
            Assert.Equal(AudienceRefusals.CodeMistyped, (await hall.Votes.OpenAsync(wrong, Phone, default)).Refusal);
            Assert.True((await hall.Votes.VoteAsync(code, [Stars(films[0], 5)], Phone, default)).Succeeded);
        }

        Assert.Equal(200, (await hall.ViewAsync(ballot)).Votes);
    }

    [Fact]
    public async Task A_film_that_left_the_programme_is_no_longer_asked_about()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, codes) = await hall.BallotAsync();
        var film = (await hall.FilmsAsync(ballot))[0];
        await using (var db = hall.Season.World.Store.CreateDbContext())
        {
            var entry = await db.Submissions.SingleAsync(submission => submission.Id == film.SubmissionId);
            Assert.True(entry.Move(Domain.Submissions.SubmissionState.Withdrawn, hall.Season.World.Now, entry.ArtistId).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Equal("Competition 1, film 2", Assert.Single((await hall.Votes.OpenAsync(codes[0], Phone, default)).Value.Films).Title);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:aaaa::1", "20010DB800010002")]
    [InlineData("2001:db8:1:2:bbbb::2", "20010DB800010002")]
    public void A_device_cannot_choose_where_it_is_counted(string address, string counted) => Assert.Equal(counted, VoteGuesses.From(IPAddress.Parse(address)));

    private static AudienceChoice Stars(AudienceFilm film, int stars) => new(film.SubmissionId, stars);
}
