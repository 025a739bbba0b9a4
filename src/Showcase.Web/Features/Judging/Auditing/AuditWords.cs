using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Auditing;

/// <summary>The word for what a line of the log tells of, wherever its words stand.</summary>
internal static class AuditWords
{
    public static string Of(SiteTexts texts, Enum value) => texts.Of(value is AuditAct ? "Audit" : value is DecisionOutcome ? "Judging" : "Meetings", value);
}
