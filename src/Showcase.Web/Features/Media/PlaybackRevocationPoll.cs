using Showcase.Web.Shared;

namespace Showcase.Web.Features.Media;

/// <summary>Asks twice a second what other servers revoked, so that a film that is taken back on one stops on all within a second.</summary>
internal sealed class PlaybackRevocationPoll(PlaybackRevocations revocations, TimeProvider clock, ILogger<PlaybackRevocationPoll> log)
    : RepeatedWork("reading what other servers revoked", TimeSpan.FromSeconds(0.5), beginsAtOnce: false, clock, log)
{
    protected override Task RunAsync(CancellationToken token) => revocations.ReadNewAsync(token);
}
