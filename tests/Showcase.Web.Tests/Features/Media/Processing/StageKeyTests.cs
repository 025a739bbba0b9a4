using System.Security.Cryptography;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>Asset, digest of the source, stage and version are the key of the work: what is done under it is there, and nothing of two keys is mixed.</summary>
public sealed class StageKeyTests : ProcessingFaults
{
    [Fact]
    public async Task What_is_done_is_done_once_however_often_and_by_whomever_it_is_looked_for()
    {
        var (administrator, asset) = (await World.AdministratorAsync(), await SendAsync(await FilmAsync()));

        await Server().Worker.RunAsync(default);
        await Server().Worker.RunAsync(default);
        var refused = await Service.BringUpToDateAsync(administrator, asset, default);
        await Server().Worker.RunAsync(default);

        Assert.Equal(MediaRefusals.UpToDate, refused.Refusal);
        Assert.Equal(ProcessingStages.Names.Order(), (await RunsAsync(asset)).Select(run => run.Stage).Order());
    }

    [Fact]
    public async Task What_an_older_version_made_shows_and_is_made_again_when_an_administrator_asks_and_not_before()
    {
        var (administrator, asset, machine) = (await World.AdministratorAsync(), await SendAsync(await FilmAsync()), Server());
        await machine.Worker.RunAsync(default);
        await ChangeAsync(asset, film => MakeBy(Row(film, ProcessingStages.Poster), ProcessingStages.VersionOf(ProcessingStages.Poster) - 1, film.Sha256));

        await machine.Worker.RunAsync(default);
        var (untouched, outdated) = ((await RunsAsync(asset)).Count, await OutdatedAsync(administrator));
        Assert.True((await Service.BringUpToDateAsync(administrator, asset, default)).Succeeded);
        await machine.Worker.RunAsync(default);

        Assert.Equal((ProcessingStages.Names.Count, ProcessingStages.Poster), (untouched, Assert.Single(outdated)));
        Assert.Equal([ProcessingStages.Verify, ProcessingStages.Poster], (await RunsAsync(asset)).OrderBy(run => run.Id).Skip(untouched).Select(run => run.Stage));
        Assert.Empty(await OutdatedAsync(administrator));
    }

    [Theory]
    [InlineData("all", "same length")]
    [InlineData("all", "longer")]
    [InlineData(ProcessingStages.Ladder, "same length")]
    public async Task Another_file_in_the_place_of_the_one_that_was_checked_gives_the_film_nothing_until_the_right_one_is_back(string what, string how)
    {
        var (administrator, asset, machine) = (await World.AdministratorAsync(), await SendAsync(await FilmAsync()), Server());
        await machine.Worker.RunAsync(default);
        var (made, digest) = (Made(asset), (await FindAsync(asset)).Sha256);
        var source = Storage.LocalFile(MediaPaths.Source(asset))!;
        await File.WriteAllBytesAsync(source, how == "longer" ? Clips.FilmWith("-metadata title=another", "other.mp4") : Spoiled(Clips.Film));

        Assert.True((await AgainAsync()).Succeeded);
        await machine.Worker.RunAsync(default);

        var film = await FindAsync(asset);
        Assert.Equal((MediaState.Ready, false, digest), (film.State, film.IsUnderWay, film.Sha256));
        Assert.Equal("Media.SourceChanged", Assert.Single(film.Stages, stage => stage.State == StageState.Failed).Error);
        Assert.Equal(made, Made(asset));

        await File.WriteAllBytesAsync(source, Clips.Film);
        Assert.True((await Service.RunAgainAsync(administrator, asset, default)).Succeeded);
        await machine.Worker.RunAsync(default);
        Assert.All((await FindAsync(asset)).Stages, stage => Assert.Equal(StageState.Done, stage.State));
        Assert.Equal(made.Keys, Made(asset).Keys);

        Task<Result> AgainAsync() => what == "all" ? Service.RunAllAgainAsync(administrator, asset, default) : Service.RunAgainAsync(administrator, asset, what, default);
    }

    [Fact]
    public async Task A_film_that_does_not_play_yet_and_whose_file_was_changed_fails_and_keeps_the_file()
    {
        var (asset, machine) = (await SendAsync(await FilmAsync()), Server());
        await machine.Worker.RunAsync(default);
        await ChangeAsync(asset, film => film.Fail("Media.ProcessingFailed"));
        var source = Storage.LocalFile(MediaPaths.Source(asset))!;
        await File.WriteAllBytesAsync(source, Spoiled(Clips.Film));

        Assert.True((await Service.RunAllAgainAsync(await World.AdministratorAsync(), asset, default)).Succeeded);
        await machine.Worker.RunAsync(default);

        Assert.Equal((MediaState.Failed, true), ((await FindAsync(asset)).State, File.Exists(source)));
    }

    [Fact]
    public void Each_key_has_a_work_folder_of_its_own_and_the_first_version_shares_that_of_all_versions()
    {
        var (asset, one, other) = (Guid.CreateVersion7(), new string('a', 64), new string('b', 64));
        StageOrder Order(string stage, string digest) => new(asset, stage, 1, digest);

        Assert.NotEqual(Order(ProcessingStages.Ladder, one).Key, Order(ProcessingStages.Ladder, other).Key);
        Assert.Equal(Order(ProcessingStages.Ladder, one).Key, Order(ProcessingStages.First, one).Key);
        Assert.All([.. ProcessingStages.Names, .. ProcessingStages.Describing, ProcessingStages.Gallery], stage => Assert.InRange(ProcessingStages.VersionOf(stage), 1, int.MaxValue));
    }

    private static ProcessingStage Row(MediaAsset asset, string stage) => asset.Stages.Single(row => row.Name == stage);

    private static void MakeBy(ProcessingStage stage, int version, string? digest)
    {
        stage.StartOver();
        stage.Claim(version, digest, TestClock.Start, Lease);
        stage.Finish(TestClock.Start);
    }

    /// <summary>One byte is another, in the middle of the pictures.</summary>
    private static byte[] Spoiled(byte[] film)
    {
        film[film.Length / 2] ^= 1;
        return film;
    }

    private async Task<List<string>> OutdatedAsync(Actor administrator) =>
        [.. (await new JobQueries(World.Store, World.Clock).ListAsync(administrator, 0, default)).SelectMany(job => job.Stages).Where(stage => stage.IsOutdated).Select(stage => stage.Name)];

    /// <summary>Everything that viewers get of the film.</summary>
    private SortedDictionary<string, string> Made(Guid asset)
    {
        var folder = Path.GetDirectoryName(Storage.LocalFile($"{MediaPaths.Made(asset)}/poster.jpg")!)!;
        return new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))), StringComparer.Ordinal);
    }
}
