using Showcase.Domain.Audience;
using Showcase.Domain.Programmes;

namespace Showcase.Web.Data.Demo;

/// <summary>A vote on the first screening that is open already, so that visitors can try a code, with some votes given.</summary>
internal static class DemoAudience
{
    private const int Codes = 24;
    private const int Voted = 15;

    public static IEnumerable<object> Make(Guid editionId, ReleaseContent content, DateTimeOffset now)
    {
        var screening = content.Screenings.OrderBy(shown => shown.StartsAt).ThenBy(shown => shown.Id).First();
        var programme = content.Programmes.First(shown => shown.Id == screening.ProgrammeId);
        AudienceFilm[] films = [.. programme.Films.Select(film => new AudienceFilm(film.SubmissionId, film.Title, film.Artist))];
        var ballot = DemoScript.Must(AudienceBallot.Create(editionId, screening.Id, programme.Name, films, new BallotDetails(AudienceScale.Stars, now.AddHours(-1), now.AddDays(7))));
        yield return ballot;
        for (var slip = 0; slip < Codes; slip++)
        {
            var code = BallotCode.New(ballot.Id, sheet: 1);
            if (slip < Voted) DemoScript.Must(code.Vote(ballot, [.. films.Select((film, place) => new AudienceChoice(film.SubmissionId, 5 - ((slip + (2 * place)) % 4)))], now));
            yield return code;
        }
    }
}
