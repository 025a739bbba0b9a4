using Showcase.Web.Shared;

namespace Showcase.Web.Features.Media;

/// <summary>Asks each second what other servers revoked, so that a film that is taken back on one stops on all.</summary>
internal sealed class PlaybackRevocationPoll(PlaybackRevocations revocations, TimeProvider clock, ILogger<PlaybackRevocationPoll> log)
    : RepeatedWork("reading what other servers revoked", TimeSpan.FromSeconds(1), beginsAtOnce: false, clock, log)
{
    protected override Task RunAsync(CancellationToken token) => revocations.ReadNewAsync(token);
}
