using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Editions;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Calls;

/// <summary>What a call's page says of another file after sending in.</summary>
public sealed class ReplacementNoteTests : BunitContext
{
    private static readonly EditionScope Edition = new(
        Guid.CreateVersion7(), "berlin-2026", "Berlin", EditionKind.Festival, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB", IsPublic: true);

    public ReplacementNoteTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
    }

    [Theory]
    [InlineData(ReplacementRule.Never, "Once a film is sent in, no other file is taken in its place.")]
    [InlineData(ReplacementRule.UntilDeadline, "The file of a film that was sent in may be replaced until the deadline of its category. A film that is selected keeps its file.")]
    [InlineData(ReplacementRule.UntilMoment, "The file of a film that was sent in may be replaced until Mon 1 Jun 2026, 23:59 (Europe/Berlin). A film that is selected")]
    public void The_rule_is_told_in_words(ReplacementRule rule, string words)
    {
        var until = rule == ReplacementRule.UntilMoment ? new DateTimeOffset(2026, 6, 1, 21, 59, 0, TimeSpan.Zero) : (DateTimeOffset?)null;

        var note = Render<ReplacementNote>(parameters => parameters.Add(n => n.Replacement, new ReplacementView(rule, until)).Add(n => n.Edition, Edition));

        Assert.StartsWith(words, string.Join(' ', note.Find("p").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
