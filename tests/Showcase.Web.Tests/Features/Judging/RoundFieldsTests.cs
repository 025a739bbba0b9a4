using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Judging;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Judging;

/// <summary>The round's page follows what colleagues do: what is being typed stays, and a save over an older round says so.</summary>
public sealed class RoundFieldsTests : BunitContext
{
    private static readonly DateTimeOffset Opens = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    private RoundEdit? saved;

    public RoundFieldsTests()
    {
        Services.AddLocalization();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void A_colleagues_change_shows_where_nothing_was_typed()
    {
        var fields = Open();

        Change(fields, "Second viewing", Second);
        fields.Find("form").Submit();

        Assert.Equal(("Second viewing", Second), (saved!.Details.Name, saved.Version));
    }

    [Fact]
    public void What_is_being_typed_stays_and_is_saved_over_the_version_that_it_was_typed_over()
    {
        var fields = Open();
        fields.Find("#round-name").Change("Mine");

        Change(fields, "Second viewing", Second);
        fields.Find("form").Submit();

        Assert.Equal(("Mine", First), (saved!.Details.Name, saved.Version));
    }

    [Fact]
    public void A_change_of_something_else_in_the_round_does_not_make_the_save_collide()
    {
        var fields = Open();
        fields.Find("#round-name").Change("Mine");

        Change(fields, "First viewing", Second);
        fields.Find("form").Submit();

        Assert.Equal(("Mine", Second), (saved!.Details.Name, saved.Version));
    }

    private static RoundDetails Details(string name) => new(name, Opens, Opens.AddDays(5));

    private static void Change(IRenderedComponent<RoundFields> fields, string name, Guid version) =>
        fields.Render(parameters => parameters.Add(f => f.Details, Details(name)).Add(f => f.Version, version));

    private IRenderedComponent<RoundFields> Open()
    {
        var edition = new EditionScope(Guid.CreateVersion7(), "berlin-2026", "Berlin", EditionKind.Festival, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB", IsPublic: true);
        return Render<RoundFields>(parameters => parameters
            .Add(f => f.Edition, edition)
            .Add(f => f.Details, Details("First viewing"))
            .Add(f => f.Version, First)
            .Add(f => f.Save, edit => saved = edit));
    }
}
