using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Demo;

/// <summary>What became of the fees: most came in by transfer, one was waived, one went back, one is still due; and a code for students.</summary>
internal static class DemoFees
{
    private const int Waived = 4;
    private const int GivenBack = 7;
    private const int StillDue = 5;

    public static IEnumerable<object> Make(Edition edition, Call call, List<Submission> submissions, Dictionary<string, Guid> people, DateTimeOffset now)
    {
        var organiser = people[DemoSeeder.Organiser];
        yield return DemoScript.Must(EntryCode.Create(
            call.Id, new EntryCodeDetails("STUDENTS-26", "Students of the film schools we work with", 50, Reopens: false, MostUses: 40, edition.AtLocal(edition.ToLocal(now).Date.AddDays(5))), organiser, now));

        for (var place = 0; place < submissions.Count; place++)
        {
            var submission = submissions[place];
            var (fee, then) = (submission.Fee!, submission.SubmittedAt!.Value);
            var ledger = new FeeLedger(submission.Id, fee.Currency, []);
            ledger.Charge(fee, submission.ArtistId, then);
            var note = new FeeNote($"Statement 14, line {place + 1}", Reason: null, organiser, then.AddDays(2));
            if (place == Waived) DemoScript.Must(ledger.Waive(fee.Amount, note with { Reference = "Board, 3rd meeting", Reason = "Invited by the selection committee." }));
            else if (place != StillDue) DemoScript.Must(ledger.Pay(fee.Amount, note));
            if (place == GivenBack) DemoScript.Must(ledger.Refund(fee.Amount, note with { Reference = "Transfer 2026-31", Reason = "Paid by the film school as well.", At = then.AddDays(4) }, andWaive: true));
            foreach (var line in ledger.Added) yield return line;
        }
    }
}
