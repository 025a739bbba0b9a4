using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class OrderTextTests
{
    private static readonly List<(Guid Id, string Title)> Films = [.. Enumerable.Range(0, 6).Select(number => (Guid.CreateVersion7(), $"Film {number}"))];

    private static readonly Gen<List<PlacedFilm>> Orders =
        Gen.Choose(0, 3).ArrayOf(Films.Count).Select(steps =>
        {
            // 0 leaves a film out, 1 ties it, 2 follows, 3 leaves a gap.
            var (rank, placed) = (0, new List<PlacedFilm>());
            foreach (var (step, film) in steps.Select((step, place) => (step, Films[place].Id)).Where(row => row.step > 0))
            {
                rank += rank == 0 ? 1 : step - 1;
                placed.Add(new PlacedFilm(film, rank));
            }

            return placed;
        });

    [Fact]
    public void An_order_reads_as_people_write_it()
    {
        var placed = new List<PlacedFilm> { new(Films[2].Id, 1), new(Films[0].Id, 1), new(Films[5].Id, 3) };

        var text = OrderText.Write(Films, placed).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["#1 Film 0", "= #3 Film 2", ">>", "#6 Film 5", "X #2 Film 1", "X #4 Film 3", "X #5 Film 4"], text);
    }

    [Fact]
    public void What_was_written_reads_as_it_was() => Prop.ForAll(
        Orders.ToArbitrary(),
        placed => OrderText.Read(OrderText.Write(Films, placed), [.. Films.Select(film => film.Id)]).Value.ToHashSet().SetEquals(placed)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("#1 Film 0\n#9 Unknown", "Judging.OrderLineUnknown", 2)]
    [InlineData("#1 Film 0\n\nX #1 Film 0", "Judging.OrderLineTwice", 3)]
    [InlineData("Film 0", "Judging.OrderLineUnclear", 1)]
    [InlineData("= #1 Film 0", "Judging.OrderLineUnclear", 1)]
    [InlineData("#0 Film", "Judging.OrderLineUnknown", 1)]
    [InlineData("#99999999999 Film", "Judging.OrderLineUnclear", 1)]
    public void A_line_that_cannot_be_read_is_told_with_its_number(string text, string refusal, int line)
    {
        var read = OrderText.Read(text, [.. Films.Select(film => film.Id)]);

        Assert.Equal((refusal, line), (read.Refusal?.Code, read.Refusal?.Arguments[0]));
    }

    [Fact]
    public void A_title_with_line_breaks_or_signs_stays_one_line()
    {
        var text = OrderText.Write([(Films[0].Id, "= >>\nX #2")], [new PlacedFilm(Films[0].Id, 1)]);

        Assert.Equal([new PlacedFilm(Films[0].Id, 1)], OrderText.Read(text, [Films[0].Id]).Value);
    }
}
