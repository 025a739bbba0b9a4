using System.Globalization;
using System.Text;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>The minutes of a meeting as a Markdown file.</summary>
internal static class MinutesExport
{
    public static void MapMinutesExport(this WebApplication app) => app
        .MapGet("/workspace/{Edition}/meetings/{meetingId:guid}/minutes.md", DownloadAsync)
        .RequireAuthorization(Policies.Jury);

    private static async Task<IResult> DownloadAsync(
        HttpContext context, string edition, Guid meetingId, EditionQueries editions, MinutesQueries minutes, SiteTexts texts, CancellationToken token)
    {
        if (Actor.From(context.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();
        if (await minutes.MinutesAsync(actor, scope.Id, meetingId, token) is not { } view) return Results.NotFound();

        context.Response.Headers.CacheControl = "no-store";
        return Results.File(Encoding.UTF8.GetBytes(Write(view, scope, texts)), "text/markdown; charset=utf-8", $"minutes-{scope.Slug}.md");
    }

    internal static string Write(MeetingMinutes minutes, EditionScope scope, SiteTexts texts)
    {
        var text = new StringBuilder();
        Line($"# {Plain(minutes.Name)}");
        Line("");
        Line($"{Plain(scope.Name)}, {Plain(minutes.Round)}  ");
        Line($"{texts["Meetings.Opened"]}: {When(minutes.OpenedAt)}  ");
        Line($"{texts["Meetings.Closed"]}: {When(minutes.ClosedAt)}  ");
        Line($"{texts["Meetings.Chair"]}: {Plain(minutes.Chair)}");
        Section("Meetings.PresentTitle");
        foreach (var person in minutes.Present) Line($"- {Plain(person.Name)}, {Time(person.ArrivedAt)}{(person.LeftAt is { } left ? $"–{Time(left)}" : "")}");
        Section("Meetings.Agenda");
        foreach (var item in minutes.Items) Write(item);
        Section("Meetings.Log");
        foreach (var line in minutes.Log) Line($"- {Time(line.At)} {Plain(MinutesWords.Of(line, texts))}");
        return text.ToString();

        void Write(MinutedItem item)
        {
            Line($"### {item.Place}. {(item.Title is null ? texts["Meetings.ClosedToYou"] : Plain(item.Title))}");
            Line("");
            if (item.Title is null) return;

            if (item.Left.Count > 0) Line($"- {texts["Meetings.LeftRoom"]}: {string.Join(", ", item.Left.Select(Plain))}");
            foreach (var vote in item.Votes) Line($"- {texts["Meetings.VoteNumber", vote.Number]}: {Plain(MinutesWords.Of(vote, texts))}");
            Line($"- {texts["Meetings.Outcome"]}: {MinutesWords.OutcomeOf(item, texts)}");
            if (item.Reason.Length > 0)
            {
                Line("");
                foreach (var line in item.Reason.ReplaceLineEndings("\n").Split('\n')) Line($"> {Plain(line)}");
            }

            Line("");
        }

        void Section(string key)
        {
            Line("");
            Line($"## {texts[key]}");
            Line("");
        }

        void Line(string line) => text.Append(line).Append('\n');

        string When(DateTimeOffset? at) => at is { } moment ? scope.ToLocal(moment).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + $" ({scope.TimeZoneId})" : "–";

        string Time(DateTimeOffset at) => scope.ToLocal(at).ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>Words of people are words, whatever signs they hold: none of them makes a heading, a link or a line of its own.</summary>
    private static string Plain(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (var sign in words.ReplaceLineEndings(" "))
        {
            if (@"\`*_{}[]<>#+-!|~&".Contains(sign, StringComparison.Ordinal)) text.Append('\\');
            text.Append(sign);
        }

        return text.ToString();
    }
}
