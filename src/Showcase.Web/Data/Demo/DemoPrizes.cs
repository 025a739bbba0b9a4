using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Prizes;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Demo;

/// <summary>A prize that everybody knows of, one that is kept for the last evening, the selection, and artists who would like to have comments.</summary>
internal static class DemoPrizes
{
    public static IEnumerable<object> Make(Edition edition, List<Submission> submissions, Dictionary<string, Guid> people, DateTimeOffset now)
    {
        var organiser = people[DemoSeeder.Organiser];
        var first = DemoScript.Must(Prize.Create(edition.Id, new PrizeDetails("Small Hours Award", null, "3,000 euros, given by the Night Office", "For a film that listens longer than it looks, and trusts us to do the same."), 1));
        DemoScript.Must(first.Give(submissions[0], organiser, now.AddDays(-1)));
        DemoScript.Must(first.Publish(now.AddHours(-20)));
        yield return first;

        var last = DemoScript.Must(Prize.Create(edition.Id, new PrizeDetails("Audience Award", null, "A residency of four weeks", null), 2));
        DemoScript.Must(last.Give(submissions[3], organiser, now.AddDays(-1)));
        DemoScript.Must(last.Publish(edition.AtLocal(edition.EndsOn.ToDateTime(new TimeOnly(22, 0)))));
        yield return last;

        var words = LaurelWords.Of(edition.Id);
        var (festival, year) = LaurelWords.Usual(edition.Name, edition.EndsOn);
        DemoScript.Must(words.Change(festival, year, "Official Selection", now.AddDays(-1)));
        yield return words;

        foreach (var entry in submissions.Where((_, place) => place is 0 or 9 or 11)) yield return new CommentWish(entry.Id, entry.ArtistId, now.AddDays(-11));
    }
}
