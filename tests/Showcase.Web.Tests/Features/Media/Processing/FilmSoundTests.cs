using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What a viewer with two loudspeakers hears of a film with six channels: left, right, centre, bass, left and right behind.</summary>
public sealed class FilmSoundTests : StagedFilm
{
    private const double Audible = -20;
    private const double Inaudible = -60;

    [Theory]
    [InlineData("aac", "mp4", 0, true, false)]
    [InlineData("aac", "mp4", 1, false, true)]
    [InlineData("aac", "mp4", 2, true, true)]
    [InlineData("aac", "mp4", 4, true, false)]
    [InlineData("pcm_s24le", "mov", 2, true, true)]
    [InlineData("pcm_s24le", "mov", 5, false, true)]
    public async Task No_channel_is_lost(string codec, string container, int channel, bool isLeft, bool isRight)
    {
        var tones = string.Join('|', Enumerable.Range(0, 6).Select(each => each == channel ? "0.5*sin(2*PI*440*t)" : "0"));
        await SendAsync(Clips.Made($"six-{codec}{channel}.{container}", $"-f lavfi -i testsrc2=s=320x180:r=24 -f lavfi -i aevalsrc={tones}:c=5.1:s=48000 -t 2 {H264} -c:a {codec}"));

        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder);

        var sound = await JoinedAsync(1);
        var (left, right) = (await LevelAsync(sound, 0), await LevelAsync(sound, 1));
        Assert.Equal((isLeft, isRight), (left.Mean > Audible, right.Mean > Audible));
        Assert.Equal((!isLeft, !isRight), (left.Mean < Inaudible, right.Mean < Inaudible));
    }

    [Theory]
    [InlineData("aac", "mp4")]
    [InlineData("pcm_s24le", "mov")]
    public async Task All_channels_at_once_at_their_loudest_do_not_clip(string codec, string container)
    {
        const string loud = "0.9*sin(2*PI*440*t)";
        await SendAsync(Clips.Made($"all-{codec}.{container}", $"-f lavfi -i testsrc2=s=320x180:r=24 -f lavfi -i aevalsrc={loud}|{loud}|{loud}|0|{loud}|{loud}:c=5.1:s=48000 -t 2 {H264} -c:a {codec}"));

        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder);

        var sound = await JoinedAsync(1);
        foreach (var channel in new[] { 0, 1 })
        {
            var (mean, peak) = await LevelAsync(sound, channel);
            Assert.InRange(peak, -4, -0.3);
            Assert.InRange(mean, -7, -3);
        }
    }
}
