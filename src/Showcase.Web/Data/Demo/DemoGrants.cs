using Showcase.Domain.Editions;
using Showcase.Domain.Grants;

namespace Showcase.Web.Data.Demo;

/// <summary>A fund with an award of which the first half is paid, and an application that waits for its decision.</summary>
internal static class DemoGrants
{
    public static IEnumerable<object> Make(Edition edition, Dictionary<string, Guid> people, DateTimeOffset now)
    {
        var officer = people["Lucía Romero"];
        var today = DateOnly.FromDateTime(edition.ToLocal(now));
        var fund = DemoScript.Must(Fund.Create(edition.Id, "EUR", new FundDetails(
            "Second Film Fund", "For artists whose first short was shown here. Up to 8,000 EUR towards the next one, half on award and half on delivery.",
            20_000m, "Autumn round", now.AddDays(-15), now.AddDays(15))));
        yield return fund;

        var awarded = Apply(fund, people["Amara Diallo"], now.AddDays(-10), "Antenna, part two", "The beetle goes to the city. Eight minutes, three voices.", ("Generation and compute", 1_800m), ("Sound", 2_200m), ("Travel to Dakar", 2_000m));
        DemoScript.Must(fund.Award(awarded, 6_000m, "A second chapter with a plan that fits its budget.", officer, now.AddDays(-5)));
        DemoScript.Must(awarded.PlanPayments([new PlannedPayment(today.AddDays(-3), 3_000m), new PlannedPayment(today.AddDays(60), 3_000m)], officer));
        DemoScript.Must(awarded.RecordPayment(awarded.Tranches[0].Id, today.AddDays(-2), "SEPA 2026-0417", officer, today));
        yield return awarded;

        yield return Apply(fund, people["Ines Okafor"], now.AddDays(-1), "The Keeper’s Daughter", "A short with one actor and one lamp, shot over three nights.", ("Actor and crew", 2_500m), ("Lamp, lenses, boat", 1_400m), ("Captions in three languages", 600m));
    }

    private static Application Apply(Fund fund, Guid artist, DateTimeOffset then, string title, string plan, params (string Text, decimal Amount)[] lines)
    {
        var application = DemoScript.Must(Application.Draft(fund, artist, then.AddHours(-3)));
        DemoScript.Must(application.Write(new ApplicationDetails(title, lines.Sum(line => line.Amount), plan, [.. lines.Select(line => new BudgetLine(line.Text, line.Amount))])));
        DemoScript.Must(application.Submit(fund, then));
        return application;
    }
}
