namespace Showcase.Domain.Judging.Deliberating;

/// <summary>Jurors whom a chain of shared films connects. Groups are numbered from 1, the one with the most films first.</summary>
internal sealed class JurorGroups
{
    private readonly int[] numbers;

    private JurorGroups(int[] numbers, int[] sizes) => (this.numbers, Sizes) = (numbers, sizes);

    public int Count => Sizes.Count;

    /// <summary>How many jurors each group has, the first group first.</summary>
    public IReadOnlyList<int> Sizes { get; }

    public int Of(int juror) => numbers[juror];

    /// <param name="jurors">How many there are.</param>
    /// <param name="films">For each film who scored it.</param>
    public static JurorGroups Of(int jurors, IReadOnlyList<IEnumerable<int>> films)
    {
        var parents = Enumerable.Range(0, jurors).ToArray();
        var weights = new int[jurors];
        foreach (var film in films)
        {
            var first = -1;
            foreach (var juror in film)
            {
                if (first < 0) first = juror;
                else parents[Root(juror)] = Root(first);
            }

            weights[first]++;
        }

        var roots = Enumerable.Range(0, jurors).GroupBy(Root)
            .OrderByDescending(group => group.Sum(juror => weights[juror])).ThenBy(group => group.Min())
            .ToList();
        var found = new int[jurors];
        for (var group = 0; group < roots.Count; group++)
        {
            foreach (var juror in roots[group]) found[juror] = group + 1;
        }

        return new JurorGroups(found, [.. roots.Select(group => group.Count())]);

        int Root(int juror)
        {
            while (parents[juror] != juror) juror = parents[juror] = parents[parents[juror]];
            return juror;
        }
    }
}
