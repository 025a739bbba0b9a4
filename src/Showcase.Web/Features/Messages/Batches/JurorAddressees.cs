using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Progress;

namespace Showcase.Web.Features.Messages.Batches;

/// <summary>What a juror of a round has left to do.</summary>
/// <param name="Round">Its name.</param>
/// <param name="Slug">Of the edition, for the address of their desk.</param>
/// <param name="ClosesAt">The round's close.</param>
/// <param name="Left">Films that are not handed in.</param>
/// <param name="Minutes">How long these run.</param>
public sealed record JurorTask(string Round, string Slug, DateTimeOffset ClosesAt, int Left, int Minutes)
{
    internal string? ValueOf(string placeholder, Addressee juror, Uri site) => placeholder switch
    {
        "juror" => juror.Artist,
        "round" => Round,
        "edition" => juror.Edition,
        "left" => Left.ToString(CultureInfo.InvariantCulture),
        "minutes" => Minutes.ToString(CultureInfo.InvariantCulture),
        "deadline" => juror.At(ClosesAt),
        "link" => new Uri(site, $"workspace/{Slug}/desk").AbsoluteUri,
        _ => null,
    };
}

internal static class JurorAddressees
{
    /// <summary>The jurors that a message was written to, with what each has left.</summary>
    public static async Task<IReadOnlyList<Addressee>> JurorAddresseesAsync(this ShowcaseDbContext db, Guid batchId, Guid roundId, CancellationToken token)
    {
        var rows = await (
            from recipient in db.JurorRecipients
            join juror in db.Users on recipient.JurorId equals juror.Id
            join round in db.JudgingRounds on roundId equals round.Id
            join edition in db.Editions on round.EditionId equals edition.Id
            where recipient.BatchId == batchId
            orderby juror.Id
            select new
            {
                juror.Id, juror.Email, juror.DisplayName, Round = round.Name, round.ClosesAt, Edition = edition.Name, edition.Slug, edition.TimeZoneId, edition.Locale,
                IsUnsubscribed = db.MailOptOuts.Any(optOut => optOut.EditionId == edition.Id && optOut.UserId == juror.Id),
            }).AsNoTracking().ToListAsync(token);
        var left = (await db.OpenWorkAsync(roundId, token)).ToLookup(film => film.JurorId);
        return [.. rows.Select(row => new Addressee
        {
            ArtistId = row.Id,
            Artist = row.DisplayName,
            Email = row.Email,
            Edition = row.Edition,
            TimeZoneId = row.TimeZoneId,
            Locale = row.Locale,
            IsUnsubscribed = row.IsUnsubscribed,
            Task = new JurorTask(row.Round, row.Slug, row.ClosesAt, left[row.Id].Count(), (int)Math.Ceiling(left[row.Id].Sum(film => film.Runtime.TotalMinutes))),
        })];
    }
}
