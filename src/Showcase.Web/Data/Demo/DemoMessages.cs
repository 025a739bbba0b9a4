using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Demo;

/// <summary>What the organisers write: templates, one message to many that waits for a second look, and a thread about an entry.</summary>
internal static class DemoMessages
{
    private const int Recipients = 4;
    private const int Talked = 0;

    private static readonly (string Name, string Subject, string Body)[] Templates =
    [
        ("Screening copy", "“{film}” at {edition}: we need a screening copy",
            """
            Dear {artist},

            “{film}” will be shown in {category}. Please send us the file for the cinema and say how its sound is mixed.

            The entry's page: {link}

            Small Hours
            """),
        ("Guests", "Will you come to {edition}?",
            """
            Dear {artist},

            we would like to see you when “{film}” is shown. Tell us whether you come, and from where.

            Small Hours
            """),
        ("Something is missing", "“{film}”: something is missing",
            """
            Dear {artist},

            your entry in {category} ({call}) is here, but something is missing. The deadline is {deadline}.

            {link}

            Small Hours
            """),
        ("Thank you", "Thank you from {edition}",
            """
            Dear {artist},

            thank you for “{film}”. {edition} was made by films like yours.

            Small Hours
            """),
    ];

    public static IEnumerable<object> Make(Edition edition, Call call, List<Film> films, List<Submission> submissions, Dictionary<string, Guid> people, DateTimeOffset now)
    {
        foreach (var (name, subject, body) in Templates) yield return DemoScript.Must(MessageTemplate.Create(edition.Id, name, subject, body));

        var organiser = people[DemoSeeder.Organiser];
        var batch = MessageBatch.Begin(edition.Id, Recipients, selection: null, organiser, now.AddHours(-3));
        DemoScript.Must(batch.Write(MessageKind.Announcement, "Opening night of {edition}", "Dear {artist},\n\nthe bar opens at six, the first film runs at half past seven. “{film}” has two tickets at the door.\n\nSmall Hours"));
        DemoScript.Must(batch.Finish(Recipients, isReviewed: true, organiser, now.AddHours(-3)));
        yield return batch;
        for (var place = 0; place < Recipients; place++)
        {
            var (film, entry, artist) = (films[place], submissions[place], DemoFilms.All[place].Artist);
            yield return new MessageRecipient(batch.Id, entry.Id);
            string? Value(string name) => name switch { "artist" => artist, "film" => film.Title, "edition" => edition.Name, "category" => call.Categories[0].Name, _ => null };
            yield return OutboxMessage.Of(
                batch,
                new BatchMail(
                    entry.Id, entry.ArtistId, Array.Find(DemoPeople.All, person => person.Name == artist)!.Email, Placeholders.Fill(batch.Subject, Value), Placeholders.Fill(batch.Body, Value),
                    $"You get this because “{film.Title}” was sent in to {edition.Name}.", StopAddress: null),
                now.AddHours(-3));
        }

        foreach (var line in Thread(films[Talked], submissions[Talked], organiser, edition, now)) yield return line;
    }

    /// <summary>A question and its answer, which no organiser has read yet.</summary>
    private static IEnumerable<object> Thread(Film film, Submission entry, Guid organiser, Edition edition, DateTimeOffset now)
    {
        var (asked, answered) = (now.AddDays(-1), now.AddHours(-2));
        var thread = SubmissionThread.Of(entry);
        yield return DemoScript.Must(thread.Write(
            entry, ThreadSide.Organisers, organiser, "We would like to show it loud. Is the mix meant for a cinema, and may we take the level up by three decibels?", isQuestion: true, lastHour: 0, asked));
        yield return DemoScript.Must(thread.Write(
            entry, ThreadSide.Artist, entry.ArtistId, "It was mixed in a small room, so please do. Only the last minute should stay as quiet as it is.", isQuestion: false, lastHour: 0, answered));
        yield return thread;
        yield return new InAppNotice(entry.ArtistId, NoticeTopic.Asked, film.Title, $"/workspace/submissions/{entry.Id}#thread", asked);
        yield return new InAppNotice(organiser, NoticeTopic.Wrote, film.Title, $"/workspace/{edition.Slug}/submissions/{entry.Id}#thread", answered);
    }
}
