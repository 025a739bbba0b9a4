using Showcase.Domain.Media;

namespace Showcase.Domain.Tests.Media;

public sealed class MediaAssetStagesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 30)]
    public void What_may_pass_is_tried_again_after_one_five_and_thirty_minutes(int attempts, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RetryPlan.PauseAfter(FailureKind.Transient, attempts, hadMore: false));

    [Fact]
    public void After_the_fourth_attempt_there_is_no_hope() => Assert.Null(RetryPlan.PauseAfter(FailureKind.Transient, 4, hadMore: false));

    [Fact]
    public void What_will_be_the_same_next_time_is_not_tried_again() => Assert.Null(RetryPlan.PauseAfter(FailureKind.Permanent, 1, hadMore: false));

    [Fact]
    public void What_wanted_too_much_gets_more_once()
    {
        var stage = Asset().Stages[0];
        stage.Claim(1, null, Now, Lease);

        Assert.True(stage.Fail(FailureKind.Resource, "killed", Now));
        Assert.True(stage.NeedsMore);
        Assert.False(stage.IsDueAt(Now));
        stage.Claim(1, null, Now + TimeSpan.FromMinutes(2), Lease);
        Assert.False(stage.Fail(FailureKind.Resource, "killed", Now));
        Assert.Equal(StageState.Failed, stage.State);
    }

    [Fact]
    public void A_server_that_stops_takes_no_attempt_away()
    {
        var stage = Asset().Stages[0];
        stage.Claim(1, null, Now, Lease);

        stage.PutBack(Now);

        Assert.Equal((StageState.Waiting, 0), (stage.State, stage.Attempts));
    }

    [Fact]
    public void A_clock_that_is_put_back_makes_no_pause_longer_than_the_longest()
    {
        var stage = Asset().Stages[0];
        stage.Claim(1, null, Now, Lease);
        stage.Fail(FailureKind.Transient, "away", Now);

        Assert.False(stage.IsDueAt(Now));
        Assert.True(stage.IsDueAt(Now.AddMinutes(1)));
        Assert.True(stage.IsDueAt(Now.AddHours(-1)));
    }

    [Fact]
    public void A_stage_whose_workers_are_lost_is_given_up_after_the_fourth()
    {
        var stage = Asset().Stages[0];
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            Assert.False(stage.IsLostForGood);
            stage.Claim(1, null, Now, Lease);
        }

        Assert.True(stage.IsLostForGood);
    }

    [Fact]
    public void A_film_that_plays_goes_on_being_worked_on_and_a_later_step_that_failed_does_not_stop_the_next()
    {
        var asset = Asset();
        asset.Stages[0].Finish(Now);
        asset.MarkReady(Now);
        asset.Stages[1].Claim(1, null, Now, Lease);
        asset.Stages[1].Fail(FailureKind.Permanent, "broken", Now);

        Assert.Same(asset.Stages[2], asset.NextStage(Now));
        Assert.True(asset.IsUnderWay);
    }

    [Fact]
    public void A_newer_file_ends_the_work_on_the_old_one_and_what_plays_goes_on_playing()
    {
        var (playing, waiting) = (Asset(), Asset());
        playing.MarkReady(Now);

        playing.Supersede(Now);
        waiting.Supersede(Now);

        Assert.Equal((MediaState.Ready, false), (playing.State, playing.IsUnderWay));
        Assert.Equal((MediaState.Expired, (ProcessingStage?)null), (waiting.State, waiting.NextStage(Now)));
    }

    [Fact]
    public void A_film_that_does_not_play_to_its_end_goes_with_the_work_on_it()
    {
        var (cancelled, given, replaced) = (Growing(), Growing(), Growing());

        Assert.True(cancelled.Cancel(Now).Succeeded);
        given.GiveUp("Media.ProcessingFailed");
        replaced.Supersede(Now);

        Assert.Equal((MediaState.Failed, MediaState.Failed, MediaState.Expired), (cancelled.State, given.State, replaced.State));
        Assert.Equal("Media.ProcessingFailed", given.Problem);
        Assert.True(cancelled.RunAgain().Succeeded);
        Assert.Equal("b", cancelled.NextStage(Now)!.Name);
    }

    [Fact]
    public void A_film_that_has_grown_to_its_end_goes_on_playing_whatever_becomes_of_the_rest()
    {
        var asset = Growing();

        asset.AddRendition(RenditionKind.HlsMaster, "hls/master.m3u8");
        asset.GiveUp("Media.ProcessingFailed");

        Assert.Equal((MediaState.Ready, false), (asset.State, asset.IsGrowing));
        Assert.Single(asset.Renditions);
    }

    [Fact]
    public void Cancelled_work_can_be_taken_up_again()
    {
        var asset = Asset();
        asset.Stages[0].Finish(Now);

        Assert.True(asset.Cancel(Now).Succeeded);
        Assert.Equal((MediaState.Failed, "Media.WasCancelled"), (asset.State, asset.Problem));
        Assert.Equal(MediaRefusals.NotUnderWay, asset.Cancel(Now).Refusal);
        Assert.True(asset.RunAgain().Succeeded);
        Assert.Equal((MediaState.Processing, "b"), (asset.State, asset.NextStage(Now)!.Name));
    }

    [Fact]
    public void One_stage_of_a_film_that_plays_is_done_again_by_itself()
    {
        var asset = Asset();
        foreach (var stage in asset.Stages) stage.Finish(Now);
        asset.MarkReady(Now);

        Assert.Equal(MediaRefusals.NotFailed, asset.RunAgain().Refusal);
        Assert.True(asset.RunAgain("b").Succeeded);

        Assert.Equal((MediaState.Ready, "b"), (asset.State, asset.NextStage(Now)!.Name));
        Assert.Equal([StageState.Done, StageState.Waiting, StageState.Done], asset.Stages.Select(stage => stage.State));
    }

    [Fact]
    public void What_runs_is_not_started_a_second_time()
    {
        var asset = Asset();
        asset.MarkReady(Now);
        asset.Stages[0].Claim(1, null, Now, Lease);

        Assert.Equal(MediaRefusals.StillRunning, asset.RunAllAgain().Refusal);
    }

    [Fact]
    public void What_is_done_is_done_again_neither_by_itself_nor_under_the_same_key()
    {
        var asset = Made(version: 2);

        Assert.Equal(MediaRefusals.UpToDate, asset.BringUpToDate(_ => 2).Refusal);

        // A release that was taken back.
        Assert.Equal(MediaRefusals.UpToDate, asset.BringUpToDate(_ => 1).Refusal);
        Assert.DoesNotContain(asset.Stages, stage => asset.IsOutdated(stage, _ => 2));
        Assert.Null(asset.NextStage(Now));
    }

    [Fact]
    public void What_older_rules_made_is_outdated_and_is_done_again_when_somebody_asks()
    {
        var asset = Made(version: 2);
        static int Version(string name) => name == "b" ? 3 : 2;

        Assert.Equal(["b"], asset.Stages.Where(stage => asset.IsOutdated(stage, Version)).Select(stage => stage.Name));
        Assert.Null(asset.NextStage(Now));
        Assert.True(asset.BringUpToDate(Version).Succeeded);

        Assert.Equal([StageState.Done, StageState.Waiting, StageState.Done], asset.Stages.Select(stage => stage.State));
        Assert.Equal(MediaState.Ready, asset.State);
    }

    [Fact]
    public void What_was_made_of_other_bytes_is_outdated_and_what_was_done_before_the_digest_was_known_is_not()
    {
        var asset = Made(version: 2, digest: "other");
        asset.Stages[0].StartOver();
        asset.Stages[0].Claim(2, null, Now, Lease);
        asset.Stages[0].Finish(Now);

        Assert.Equal(["b", "c"], asset.Stages.Where(stage => asset.IsOutdated(stage, _ => 2)).Select(stage => stage.Name));
    }

    [Fact]
    public void The_check_comes_before_what_is_done_again_and_one_that_is_under_way_goes_on()
    {
        var asset = Made(version: 2);
        Assert.True(asset.RunAgain("c").Succeeded);

        asset.CheckFirst("a");
        var next = asset.NextStage(Now)!;
        next.Claim(2, "digest", Now, Lease);
        asset.CheckFirst("a");

        Assert.Equal(("a", StageState.Running), (next.Name, next.State));
    }

    private static MediaAsset Made(int version, string digest = "digest")
    {
        var asset = Asset();
        asset.RecordHash("digest");
        foreach (var stage in asset.Stages)
        {
            stage.Claim(version, digest, Now, Lease);
            stage.Finish(Now);
        }

        asset.MarkReady(Now);
        return asset;
    }

    private static MediaAsset Growing()
    {
        var asset = Asset();
        asset.Stages[0].Finish(Now);
        asset.AddRendition(RenditionKind.HlsBeginning, "hls/master.m3u8");
        asset.MarkReady(Now);
        return asset;
    }

    private static MediaAsset Asset()
    {
        var asset = MediaAsset.Announce(Guid.CreateVersion7(), Guid.CreateVersion7(), "film.mp4", 1000, "fingerprint", Now).Value;
        Assert.True(asset.Complete(["a", "b", "c"]).Succeeded);
        return asset;
    }
}
