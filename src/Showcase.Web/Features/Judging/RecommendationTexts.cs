using Showcase.Domain.Judging;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

internal static class RecommendationTexts
{
    /// <summary>Yes, maybe, no; in a round of verdicts: pass, maybe, fail.</summary>
    public static string Of(this SiteTexts texts, Recommendation recommendation, bool isVerdict) => texts[$"Desk.{(isVerdict ? "Verdict" : nameof(Recommendation))}_{recommendation}"];
}
