using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Packets;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Letters;

/// <summary>What somebody should look at before a letter leaves.</summary>
[Flags]
public enum LetterWarnings
{
    None = 0,

    /// <summary>The film takes no such step any more: it gets no letter.</summary>
    MovedOn = 1,

    /// <summary>The artist has no address: the film is decided on without a letter.</summary>
    NoAddress = 2,

    /// <summary>The same artist is told something else about another film.</summary>
    OtherOutcome = 4,

    /// <summary>The artist asked for the jury's comments, and nobody has approved them.</summary>
    CommentsWait = 8,

    /// <summary>The edition has no letter of its own for this outcome.</summary>
    BuiltIn = 16,
}

/// <summary>One letter as it will leave. <see cref="Seal"/> changes with every word of it, and with the decision.</summary>
public sealed record ReadyLetter(
    Guid DecisionId, DecisionOutcome Outcome, Guid SubmissionId, Guid ArtistId, string Title, string Artist, string Category, string To, string Subject, string Body, string? Enclosure, string Footer)
{
    public LetterWarnings Warnings { get; init; }

    /// <summary>What the same artist is told of other films.</summary>
    public IReadOnlyList<OtherLetter> Others { get; init; } = [];

    public Guid Seal { get; init; }
}

public sealed record OtherLetter(string Title, DecisionOutcome Outcome);

internal static class LetterReads
{
    /// <summary>The letters of all that is staged, by title. What is closed to the actor is left out: another organiser decides on it.</summary>
    public static async Task<List<ReadyLetter>> StagedLettersAsync(this ShowcaseDbContext db, SiteTexts texts, Guid editionId, Guid actorId, CancellationToken token)
    {
        var closed = db.ClosedTo(actorId);
        var rows = await (
            from decision in db.StagedDecisions.AsNoTracking()
            join entry in db.Submissions on decision.SubmissionId equals entry.Id
            join film in db.Films on entry.FilmId equals film.Id
            join category in db.Categories on entry.CategoryId equals category.Id
            join artist in db.Users on entry.ArtistId equals artist.Id
            where decision.EditionId == editionId && decision.AppliedAt == null && !closed.Any(c => c.Id == entry.Id)
            orderby film.Title, decision.Id
            select new { decision.Id, decision.Version, decision.Outcome, SubmissionId = entry.Id, entry.State, entry.ArtistId, film.Title, Category = category.Name, Artist = artist.DisplayName, artist.Email })
            .Take(RankingQueries.MostFilms)
            .ToListAsync(token);
        if (rows.Count == 0) return [];

        var edition = await db.Editions.Where(e => e.Id == editionId).Select(e => e.Name).SingleAsync(token);
        var own = await db.DecisionLetters.AsNoTracking().Where(l => l.EditionId == editionId).ToDictionaryAsync(l => l.Outcome, l => (l.Subject, l.Body), token);
        var packets = await db.PacketsAsync([.. rows.Where(row => row.Outcome == DecisionOutcome.Declined).Select(row => row.SubmissionId)], token);
        var byArtist = rows.ToLookup(row => row.ArtistId);
        return rows.ConvertAll(row =>
        {
            var isOwn = own.TryGetValue(row.Outcome, out var letter);
            if (!isOwn) letter = DefaultLetters.Of(texts, row.Outcome);
            var packet = packets.GetValueOrDefault(row.SubmissionId);
            var others = byArtist[row.ArtistId].Where(other => other.Id != row.Id && other.Outcome != row.Outcome).Select(other => new OtherLetter(other.Title, other.Outcome)).ToList();
            var ready = new ReadyLetter(
                row.Id, row.Outcome, row.SubmissionId, row.ArtistId, row.Title, row.Artist, row.Category, row.Email ?? "",
                DecisionLetter.Merge(letter.Subject, row.Title, row.Artist, edition), DecisionLetter.Merge(letter.Body, row.Title, row.Artist, edition),
                EnclosureOf(packet, texts), texts["Messages.FooterEssential", row.Title, edition])
            {
                Others = others,
                Warnings = (Submission.CanMove(row.State, StagedDecision.StateOf(row.Outcome)) ? LetterWarnings.None : LetterWarnings.MovedOn)
                    | (string.IsNullOrEmpty(row.Email) ? LetterWarnings.NoAddress : LetterWarnings.None)
                    | (others.Count > 0 ? LetterWarnings.OtherOutcome : LetterWarnings.None)
                    | (packet?.State is PacketState.New or PacketState.Stale ? LetterWarnings.CommentsWait : LetterWarnings.None)
                    | (isOwn ? LetterWarnings.None : LetterWarnings.BuiltIn),
            };
            return ready with { Seal = SealOf(row.Version, ready) };
        });
    }

    /// <summary>What goes along: comments that somebody approved as they stand now, and nothing else.</summary>
    public static string? EnclosureOf(PacketStanding? packet, SiteTexts texts) =>
        packet is { State: PacketState.Approved } ? $"{texts["Packets.LetterLead"]}\n\n{packet.Packet!.Text}" : null;

    private static Guid SealOf(Guid version, ReadyLetter letter) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{version:N}\0{letter.To}\0{letter.Subject}\0{letter.Body}\0{letter.Enclosure}")).AsSpan(0, 16));
}
