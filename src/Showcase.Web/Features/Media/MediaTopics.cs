using Showcase.Web.Shared;

namespace Showcase.Web.Features.Media;

/// <summary>What pages about media listen to: the film, or everything that is processed.</summary>
public static class MediaTopics
{
    /// <summary>Any asset's state or progress.</summary>
    public static readonly Guid Jobs = new("6f1d3a52-7c0e-4a9b-9a53-2f4d1c8e7b10");

    internal static void TellFilm(this ChangeFeed feed, Guid filmId)
    {
        feed.Tell(filmId);
        feed.Tell(Jobs);
    }
}
