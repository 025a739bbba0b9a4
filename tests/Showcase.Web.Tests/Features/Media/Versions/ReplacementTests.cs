using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Features.Media.Versions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Versions;

/// <summary>Another file for a film that was sent in: when it is taken, when it becomes the film, and what stays of the one before.</summary>
public sealed class ReplacementTests
{
    [Fact]
    public async Task A_file_that_plays_takes_the_place_of_the_one_that_was_sent_in_and_both_are_kept()
    {
        using var film = await Replacing.BeginAsync();
        var told = 0;
        using var listening = film.Feed.Listen(film.Edition.Id, () => told++);
        film.World.Clock.Advance(TimeSpan.FromDays(1));
        var newer = await film.ReplaceAsync();
        Assert.Equal(film.First, await film.ShownAsync());

        await film.Worker.RunAsync(default);

        Assert.Equal((newer, 1), (await film.ShownAsync(), told));
        var versions = (await film.Queries.FindAsync(film.Artist, film.Film.Id, default))!.Versions;
        var shownAt = film.World.Now;
        Assert.Equal(
            [(1, film.First, (DateTimeOffset?)null, (DateTimeOffset?)shownAt), (2, newer, shownAt, null)],
            versions.Select(version => (version.Number, version.AssetId, version.From, version.Until)));
        Assert.Equal((new string('a', 64), 64), (versions[0].Sha256, versions[1].Sha256!.Length));
        Assert.Equal((320, 180), (versions[1].Facts!.Width, versions[1].Facts!.Height));

        film.World.Clock.Advance(TimeSpan.FromDays(60));
        await film.Sweep.SweepAsync(default);

        Assert.Equal((MediaState.Ready, MediaState.Ready), (await film.StateAsync(film.First), await film.StateAsync(newer)));
    }

    [Fact]
    public async Task The_file_that_was_sent_in_stays_until_all_of_the_new_one_can_be_seen()
    {
        using var film = await Replacing.BeginAsync();
        var newer = await film.ReplaceAsync();

        await film.PlayAsync(newer, made: RenditionKind.HlsBeginning);
        var meanwhile = await film.ShownAsync();
        await film.PlayAsync(newer);

        Assert.Equal((film.First, newer), (meanwhile, await film.ShownAsync()));
    }

    [Fact]
    public async Task Organisers_have_a_notice_of_another_file_and_its_artist_of_one_that_was_refused()
    {
        using var film = await Replacing.BeginAsync();
        var organiser = await film.World.MemberAsync(film.Edition, EditionRole.Organiser);
        await film.World.MemberAsync(film.Edition, EditionRole.Juror);
        await film.PlayAsync(await film.ReplaceAsync());
        var huge = await film.UploadAsync("huge.mp4", HostileClips.Make("huge picture"));
        await film.Uploads.CompleteAsync(film.Artist, huge, default);

        await film.Worker.RunAsync(default);

        Assert.Equal(MediaState.Rejected, await film.StateAsync(huge));
        await using var db = film.World.Store.CreateDbContext();
        var notices = await db.InAppNotices.OrderBy(notice => notice.Id).Select(notice => new { notice.UserId, notice.Topic, notice.Link }).ToListAsync();
        Assert.Equal(
            [
                (organiser.UserId, NoticeTopic.FilmReplaced, $"/workspace/{film.Edition.Slug}/submissions/{film.Entry.Id}"),
                (film.Artist.UserId, NoticeTopic.FilmRejected, $"/workspace/films/{film.Film.Id}"),
            ],
            notices.Select(notice => (notice.UserId, notice.Topic, notice.Link)));
    }

    [Fact]
    public async Task What_is_whole_at_the_deadline_is_taken_and_what_comes_two_seconds_later_is_not()
    {
        using var film = await Replacing.BeginAsync();
        var late = await film.UploadAsync();
        film.World.Clock.Advance(film.Deadline.AddSeconds(2) - film.World.Now);

        Assert.Equal(new Refusal("Versions.TooLate", film.Call.Name), (await film.Uploads.CompleteAsync(film.Artist, late, default)).Refusal);
        Assert.Equal("Versions.TooLate", (await film.Uploads.BeginAsync(film.Artist, film.Film.Id, "later.mp4", 5, "later", default)).Refusal?.Code);
        await film.Worker.RunAsync(default);
        Assert.Equal((film.First, MediaState.Uploading), (await film.ShownAsync(), await film.StateAsync(late)));

        film.World.Clock.Move(TimeSpan.FromSeconds(-2));
        Assert.True((await film.Uploads.CompleteAsync(film.Artist, late, default)).Succeeded);
        film.World.Clock.Advance(TimeSpan.FromHours(3));
        await film.PlayAsync(late);

        Assert.Equal(late, await film.ShownAsync());
    }

    [Fact]
    public async Task A_call_may_take_files_longer_than_entries_or_not_at_all()
    {
        using var film = await Replacing.BeginAsync();
        await film.ChangeCallAsync(call => call.ChangeReplacement(ReplacementRule.Never, null));
        Assert.Equal(new Refusal("Versions.Never", film.Call.Name), (await film.Uploads.BeginAsync(film.Artist, film.Film.Id, "no.mp4", 5, "no", default)).Refusal);

        await film.ChangeCallAsync(call => call.ChangeReplacement(ReplacementRule.UntilMoment, film.Deadline.AddDays(7)));
        film.World.Clock.Advance(film.Deadline.AddDays(7) - film.World.Now);

        await film.ReplaceAsync();
        film.World.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("Versions.TooLate", (await film.Uploads.BeginAsync(film.Artist, film.Film.Id, "late.mp4", 5, "late", default)).Refusal?.Code);
    }

    [Fact]
    public async Task A_file_that_cannot_be_shown_changes_nothing_and_its_artist_reads_why()
    {
        using var film = await Replacing.BeginAsync();
        var broken = await film.ReplaceAsync("broken.mp4");
        Assert.Equal(("broken.mp4", MediaState.Processing, null), Told(await film.Queries.FindAsync(film.Artist, film.Film.Id, default)));
        await using (var db = film.World.Store.CreateDbContext())
        {
            (await db.MediaAssets.SingleAsync(asset => asset.Id == broken)).Reject("Media.NoVideo");
            await db.SaveChangesAsync();
        }

        var file = await film.Queries.OfEntryAsync(film.Artist, film.Entry.Id, default);

        Assert.Equal(film.First, await film.ShownAsync());
        Assert.Equal(("broken.mp4", MediaState.Rejected, "Media.NoVideo"), Told(file));
        Assert.Equal(film.First, Assert.Single(file!.Versions).AssetId);
    }

    [Fact]
    public async Task A_file_that_breaks_a_rule_of_its_call_does_not_become_the_film()
    {
        using var film = await Replacing.BeginAsync();
        var rules = new EntryRules(film.Call.Id);
        Assert.True(rules.Add(new RuleDetails(new LeastFrame(3840, 2160), null, [])).Succeeded);
        await film.World.SaveAsync(rules);
        await film.ReplaceAsync();

        await film.Worker.RunAsync(default);

        Assert.Equal(film.First, await film.ShownAsync());
        Assert.Equal(("better.mp4", MediaState.Ready, "Versions.RuleBroken"), Told(await film.Queries.FindAsync(film.Artist, film.Film.Id, default)));
    }

    [Fact]
    public async Task A_file_that_runs_too_long_or_too_short_for_its_category_does_not_become_the_film()
    {
        using var film = await Replacing.BeginAsync(least: TimeSpan.FromMinutes(1));
        var brief = await film.ReplaceAsync();

        await film.Worker.RunAsync(default);

        Assert.Equal(film.First, await film.ShownAsync());
        var file = (await film.Queries.FindAsync(film.Artist, film.Film.Id, default))!;
        Assert.Equal(("better.mp4", MediaState.Ready, "Versions.RuntimeOutside"), Told(file));
        Assert.Equal(2, Math.Round(file.Newest!.Runtime!.Value.TotalSeconds));
        film.World.Clock.Advance(TimeSpan.FromDays(2));
        await film.Sweep.SweepAsync(default);
        Assert.Equal((MediaState.Ready, MediaState.Expired), (await film.StateAsync(film.First), await film.StateAsync(brief)));
    }

    [Fact]
    public async Task A_film_that_was_selected_while_its_new_file_was_processed_keeps_the_one_that_was_selected()
    {
        using var film = await Replacing.BeginAsync();
        var newer = await film.ReplaceAsync();
        await film.MoveAsync(SubmissionState.Selected);

        await film.PlayAsync(newer);

        Assert.Equal(film.First, await film.ShownAsync());
        Assert.Equal(FilmRefusals.Chosen.Code, (await film.Queries.FindAsync(film.Artist, film.Film.Id, default))!.Newest!.Problem);
    }

    [Fact]
    public async Task Of_two_replacements_at_once_the_one_that_came_last_is_the_film_whichever_plays_first()
    {
        using var film = await Replacing.BeginAsync();
        var one = await film.ReplaceAsync("one.mp4");
        film.World.Clock.Advance(TimeSpan.FromSeconds(1));
        var two = await film.ReplaceAsync("two.mp4");

        await film.PlayAsync(two);
        await film.PlayAsync(one);

        Assert.Equal(two, await film.ShownAsync());
        Assert.Equal([film.First, two], (await film.Queries.FindAsync(film.Artist, film.Film.Id, default))!.Versions.Select(version => version.AssetId));
    }

    [Fact]
    public async Task Said_twice_at_once_that_a_file_is_whole_it_is_one_replacement()
    {
        using var film = await Replacing.BeginAsync();
        var newer = await film.UploadAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => film.Uploads.CompleteAsync(film.Artist, newer, default)));

        Assert.All(answers, answer => Assert.True(answer.Succeeded, answer.Refusal?.ToString()));
        await using var db = film.World.Store.CreateDbContext();
        Assert.Equal(newer, (await db.VideoReplacements.SingleAsync()).NewId);
    }

    [Fact]
    public async Task Until_it_has_taken_the_place_a_new_file_does_not_end_what_is_still_made_of_the_old_one()
    {
        using var film = await Replacing.BeginAsync();
        await using var db = film.World.Store.CreateDbContext();
        var old = await db.MediaAssets.SingleAsync(asset => asset.Id == film.First);
        IQueryable<MediaAsset> Newer(MediaAsset asset) => db.NewerThan(film.Film.Id, null, asset.Id, asset.CreatedAt);
        film.World.Clock.Advance(TimeSpan.FromMinutes(1));
        var one = await db.MediaAssets.FindAsync(await film.ReplaceAsync("one.mp4"));
        film.World.Clock.Advance(TimeSpan.FromMinutes(1));
        var two = await film.ReplaceAsync("two.mp4");

        Assert.Empty(await Newer(old).ToListAsync());
        Assert.Equal(two, Assert.Single(await Newer(one!).ToListAsync()).Id);
        await film.PlayAsync(two);
        Assert.Equal(two, Assert.Single(await Newer(old).ToListAsync()).Id);
    }

    [Fact]
    public async Task A_film_that_two_festivals_have_is_replaced_only_while_both_take_files()
    {
        using var film = await Replacing.BeginAsync();
        var vienna = await film.World.EditionAsync("vienna");
        await film.SendInAsync(vienna, TimeSpan.Zero, open: TimeSpan.FromDays(3));
        film.World.Clock.Advance(TimeSpan.FromDays(4));

        Assert.Equal(new Refusal("Versions.TooLate", "Call of vienna"), (await film.Uploads.BeginAsync(film.Artist, film.Film.Id, "no.mp4", 5, "no", default)).Refusal);
    }

    [Fact]
    public async Task An_earlier_version_that_is_made_anew_does_not_come_back()
    {
        using var film = await Replacing.BeginAsync();
        var (one, two) = (await film.ReplaceAsync("one.mp4"), Guid.Empty);
        await film.PlayAsync(one);
        film.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await film.PlayAsync(two = await film.ReplaceAsync("two.mp4"));

        await film.PlayAsync(one);
        await film.PlayAsync(film.First);

        Assert.Equal(two, await film.ShownAsync());
        Assert.Equal([film.First, one, two], (await film.Queries.FindAsync(film.Artist, film.Film.Id, default))!.Versions.Select(version => version.AssetId));
    }

    [Fact]
    public async Task A_file_that_came_while_no_festival_had_the_film_stands_behind_the_versions_that_one_had()
    {
        using var film = await Replacing.BeginAsync();
        var one = await film.ReplaceAsync("one.mp4");
        await film.PlayAsync(one);
        await film.MoveAsync(SubmissionState.Withdrawn);
        film.World.Clock.Advance(TimeSpan.FromDays(40));
        var two = await film.ReplaceAsync("two.mp4");
        await film.PlayAsync(two);

        var file = (await film.Queries.FindAsync(film.Artist, film.Film.Id, default))!;

        Assert.Equal((two, false, null), (await film.ShownAsync(), file.IsSentIn, file.Closed));
        Assert.Equal([(film.First, false), (one, false), (two, true)], file.Versions.Select(version => (version.AssetId, version.Until is null)));
    }

    [Fact]
    public async Task Organisers_see_the_versions_that_they_had_and_others_see_none()
    {
        using var film = await Replacing.BeginAsync();
        var (organiser, juror) = (await film.World.MemberAsync(film.Edition, EditionRole.Organiser), await film.World.MemberAsync(film.Edition, EditionRole.Juror));
        film.World.Clock.Advance(TimeSpan.FromDays(1));
        var newer = await film.ReplaceAsync();
        await film.PlayAsync(newer);
        film.World.Clock.Advance(TimeSpan.FromDays(1));
        var vienna = await film.World.EditionAsync("vienna");
        var there = await film.World.MemberAsync(vienna, EditionRole.Organiser);
        var (_, later) = await film.SendInAsync(vienna, TimeSpan.Zero);
        await film.ReplaceAsync("waiting.mp4");

        var seen = (await film.Queries.OfEntryAsync(organiser, film.Entry.Id, default))!;

        Assert.Equal([film.First, newer], seen.Versions.Select(version => version.AssetId));
        Assert.Null(seen.Newest);
        Assert.Equal([newer], (await film.Queries.OfEntryAsync(there, later.Id, default))!.Versions.Select(version => version.AssetId));
        foreach (var other in new[] { juror, there, await film.World.PersonAsync() })
        {
            Assert.Null(await film.Queries.OfEntryAsync(other, film.Entry.Id, default));
            Assert.Null(await film.Queries.FindAsync(other, film.Film.Id, default));
        }
    }

    private static (string, MediaState, string?) Told(FilmVersions? file) => (file!.Newest!.FileName, file.Newest.State, file.Newest.Problem);
}
