using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Versions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Media.Versions;

/// <summary>What stands on the pages of an entry about its file.</summary>
public sealed class EntryVersionsTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_artist_reads_until_when_and_sees_at_once_what_became_of_another_file()
    {
        using var film = await OpenAsync();
        var panel = Show(film, film.Artist, film.Film.Id);
        Assert.StartsWith("You may replace the file until Wed 1 Apr 2026, 14:00 (Europe/Berlin)", Words(panel, "p"), StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("details"));

        var newer = await film.ReplaceAsync();
        panel.WaitForAssertion(() => Assert.StartsWith("“better.mp4” has arrived and is being checked.", Words(panel, ".notice.info"), StringComparison.Ordinal), Patience);
        await film.PlayAsync(newer);
        film.World.Clock.Advance(TimeSpan.FromSeconds(1));
        film.Feed.Tell(film.Film.Id);

        panel.WaitForAssertion(() => Assert.Equal(["Version 2", "Version 1"], panel.FindAll("ol strong").Select(version => version.TextContent)), Patience);
        Assert.Contains(new string('a', 64), panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll(".notice"));
    }

    [Fact]
    public async Task A_refused_file_is_named_with_the_reason()
    {
        using var film = await OpenAsync(TimeSpan.FromMinutes(1));
        await film.PlayAsync(await film.ReplaceAsync(), TimeSpan.FromSeconds(2));

        var panel = Show(film, film.Artist, film.Film.Id);

        Assert.Equal("“better.mp4” has not become the film. It runs 0:02, and a category that the film is in takes other lengths. The file before it stays.", Words(panel, ".notice.bad"));
    }

    [Fact]
    public async Task After_the_deadline_the_artist_is_told_and_led_nowhere()
    {
        using var film = await OpenAsync();
        film.World.Clock.Advance(TimeSpan.FromDays(31));

        var panel = Show(film, film.Artist, film.Film.Id);

        Assert.Equal("The time in which “Call of berlin-2026” takes another file is over. The one that you sent stays.", Words(panel, "p"));
        Assert.Empty(panel.FindAll("a"));
    }

    [Fact]
    public async Task An_organiser_sees_versions_where_there_are_more_than_one()
    {
        using var film = await OpenAsync();
        var organiser = await film.World.MemberAsync(film.Edition, EditionRole.Organiser);
        Assert.Empty(Show(film, organiser, null).Markup.Trim());
        film.World.Clock.Advance(TimeSpan.FromMinutes(1));

        await film.PlayAsync(await film.ReplaceAsync());

        Assert.Equal(2, Show(film, organiser, null).FindAll("details[open] li").Count);
    }

    private async Task<Replacing> OpenAsync(TimeSpan? least = null)
    {
        var film = await Replacing.BeginAsync(least);
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        Services.AddSingleton<TimeProvider>(film.World.Clock);
        Services.AddSingleton<IDbContextFactory<ShowcaseDbContext>>(film.World.Store);
        Services.AddSingleton(film.Feed);
        Services.AddSingleton<VersionQueries>();
        return film;
    }

    [Fact]
    public async Task Organisers_watch_an_earlier_version_and_close_it_again()
    {
        using var film = await OpenAsync();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var organiser = await film.World.MemberAsync(film.Edition, EditionRole.Organiser);
        film.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await film.PlayAsync(await film.ReplaceAsync());
        var opened = new List<Guid>();

        var panel = Show(film, organiser, toFilm: null, asset =>
        {
            opened.Add(asset);
            return new PlaybackGrant($"/media/play/{asset:N}/hls/master.m3u8", "/poster.jpg", "CODE");
        });
        panel.WaitForElement("ol button", Patience).Click();

        Assert.Equal($"/media/play/{Assert.Single(opened):N}/hls/master.m3u8", panel.Find("film-player").GetAttribute("src"));
        Assert.Equal("Close version 1", Assert.Single(panel.FindAll("ol button")).TextContent);
        panel.Find("ol button").Click();
        Assert.Empty(panel.FindAll("film-player"));
    }

    private static string Words(IRenderedComponent<EntryVersions> panel, string selector) =>
        string.Join(' ', panel.Find(selector).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<EntryVersions> Show(Replacing film, Actor actor, Guid? toFilm, Func<Guid, PlaybackGrant>? play = null)
    {
        var edition = film.Edition;
        var scope = new EditionScope(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, IsPublic: true);
        return Render<EntryVersions>(versions => versions
            .Add(v => v.SubmissionId, film.Entry.Id).Add(v => v.Edition, scope).Add(v => v.Actor, actor).Add(v => v.ToFilm, toFilm).Add(v => v.Play, play));
    }
}
