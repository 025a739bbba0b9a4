using System.Globalization;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Messages.Batches;

/// <summary>Whom a message about an entry or to a round's juror goes to, and what its placeholders stand for.</summary>
public sealed record Addressee
{
    public Guid SubmissionId { get; init; }

    public Guid ArtistId { get; init; }

    public string? Email { get; init; }

    public string Artist { get; init; } = "";

    public string Film { get; init; } = "";

    public string Category { get; init; } = "";

    public string Call { get; init; } = "";

    public string Edition { get; init; } = "";

    public SubmissionState State { get; init; }

    public DateTimeOffset Deadline { get; init; }

    public string TimeZoneId { get; init; } = "UTC";

    public string Locale { get; init; } = "en";

    public bool IsUnsubscribed { get; init; }

    /// <summary>What a juror has to do; null where the message is about an entry. <see cref="ArtistId"/>, <see cref="Artist"/> and <see cref="Email"/> are the juror's then.</summary>
    public JurorTask? Task { get; init; }

    /// <summary>By which the recipient is told from the others of the message.</summary>
    public Guid Key => Task is null ? SubmissionId : ArtistId;

    /// <summary>Why this one gets no message of that kind; null where they get it.</summary>
    public LeftOut? Problem(MessageKind kind)
    {
        if (string.IsNullOrEmpty(Email)) return LeftOut.NoAddress;
        return kind == MessageKind.Announcement && IsUnsubscribed ? LeftOut.Unsubscribed : null;
    }

    /// <summary>What a placeholder stands for; null where it is none.</summary>
    public string? ValueOf(string placeholder, SiteTexts texts, Uri site)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (Task is { } task) return task.ValueOf(placeholder, this, site);

        return placeholder switch
        {
            "artist" => Artist,
            "film" => Film,
            "category" => Category,
            "call" => Call,
            "edition" => Edition,
            "state" => texts.Of("Submissions", State),
            "deadline" => At(Deadline),
            "link" => new Uri(site, $"workspace/submissions/{SubmissionId}").AbsoluteUri,
            _ => null,
        };
    }

    /// <summary>Below the text: why one gets it, and whether one may do without.</summary>
    public string FooterOf(MessageKind kind, SiteTexts texts, string stopPage)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return (kind, Task) switch
        {
            (MessageKind.Essential, null) => texts["Messages.FooterEssential", Film, Edition],
            (_, null) => texts["Messages.FooterAnnouncement", Film, Edition, stopPage],
            (MessageKind.Essential, { } task) => texts["Progress.FooterEssential", task.Round, Edition],
            (_, { } task) => texts["Progress.FooterAnnouncement", task.Round, Edition, stopPage],
        };
    }

    /// <summary>A moment as the edition writes it, with its zone.</summary>
    internal string At(DateTimeOffset moment) =>
        $"{TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(TimeZoneId)).ToString("f", CultureInfo.GetCultureInfo(Locale))} ({TimeZoneId})";

    public string Fill(string text, SiteTexts texts, Uri site) => Placeholders.Fill(text, name => ValueOf(name, texts, site));
}

internal static class AddresseeRows
{
    /// <summary>To whom one writes about these entries.</summary>
    public static IQueryable<Addressee> Addressees(this ShowcaseDbContext db, IQueryable<Submission> entries) =>
        from entry in entries
        join artist in db.Users on entry.ArtistId equals artist.Id
        join film in db.Films on entry.FilmId equals film.Id
        join category in db.Categories on entry.CategoryId equals category.Id
        join call in db.Calls on category.CallId equals call.Id
        join edition in db.Editions on entry.EditionId equals edition.Id
        select new Addressee
        {
            SubmissionId = entry.Id,
            ArtistId = artist.Id,
            Email = artist.Email,
            Artist = artist.DisplayName,
            Film = film.Title,
            Category = category.Name,
            Call = call.Name,
            Edition = edition.Name,
            State = entry.State,
            Deadline = category.Deadline,
            TimeZoneId = edition.TimeZoneId,
            Locale = edition.Locale,
            IsUnsubscribed = db.MailOptOuts.Any(optOut => optOut.EditionId == edition.Id && optOut.UserId == artist.Id),
        };
}
