namespace Showcase.Domain.Judging.Deliberating;

/// <summary>
/// The normal equations of <see cref="SeverityModel"/> with the films eliminated: (M + λI) leaning = r, where M is the jurors' side of the
/// least squares after each film's mean is taken off, and r the sums of what is left of their scores.
/// </summary>
internal sealed class SeveritySystem
{
    private readonly int jurors;
    private readonly double[,] matrix;
    private readonly double[] right;
    private readonly double total;
    private readonly int freedom;

    public SeveritySystem(int jurors, IReadOnlyCollection<ScoredFilm> films)
    {
        this.jurors = jurors;
        (matrix, right) = (new double[jurors, jurors], new double[jurors]);
        foreach (var film in films)
        {
            var mean = film.Scores.Average(score => score.Score);
            var share = 1.0 / film.Scores.Length;
            foreach (var (juror, score) in film.Scores)
            {
                matrix[juror, juror] += 1;
                right[juror] += score - mean;
                total += (score - mean) * (score - mean);
                foreach (var (other, _) in film.Scores) matrix[juror, other] -= share;
            }

            freedom += film.Scores.Length - 1;
        }
    }

    /// <summary>Whether any two jurors of a film differ: else there is nothing to estimate from.</summary>
    public bool HasDifferences => total > 1e-9;

    /// <summary>
    /// Minus twice the logarithm of the restricted likelihood, up to a constant: (N − I) ln(residual) + ln det(M + λI) − J ln λ, with N scores, I
    /// films and J jurors; σ² is profiled out.
    /// </summary>
    public double Deviance(double shrinkage)
    {
        var lower = Cholesky(shrinkage);
        var determinant = 0.0;
        for (var row = 0; row < jurors; row++) determinant += 2 * Math.Log(lower[row, row]);
        return (freedom * Math.Log(Residual(Solve(lower, right)))) + determinant - (jurors * Math.Log(shrinkage));
    }

    /// <summary>
    /// Leanings and their standard errors: √(σ² × (inverse(j, j) − 1 ÷ (λ × jurors of the group))). What is subtracted is the group's common level, which
    /// the model leaves open and no difference within the group depends on.
    /// </summary>
    public (double[] Leanings, double?[] Errors, double Noise) Solve(double shrinkage, JurorGroups groups)
    {
        var errors = new double?[jurors];
        if (!HasDifferences)
        {
            for (var juror = 0; juror < jurors; juror++) errors[juror] = groups.Sizes[groups.Of(juror) - 1] > 1 ? 0 : null;
            return (new double[jurors], errors, 0);
        }

        var lower = Cholesky(shrinkage);
        var leanings = Solve(lower, right);
        var variance = Residual(leanings) / freedom;
        for (var juror = 0; juror < jurors; juror++)
        {
            var size = groups.Sizes[groups.Of(juror) - 1];
            if (size == 1) continue;

            var unit = new double[jurors];
            unit[juror] = 1;
            errors[juror] = Math.Sqrt(Math.Max(0, variance * (Solve(lower, unit)[juror] - (1 / (shrinkage * size)))));
        }

        return (leanings, errors, Math.Sqrt(variance));
    }

    /// <summary>The least that the sum of squares and penalties can be: where scores fit exactly it is nearly nothing, and never nothing.</summary>
    private double Residual(double[] leanings)
    {
        var explained = 0.0;
        for (var juror = 0; juror < jurors; juror++) explained += leanings[juror] * right[juror];
        return Math.Max(total - explained, total * 1e-12);
    }

    private double[,] Cholesky(double shrinkage)
    {
        var lower = new double[jurors, jurors];
        for (var row = 0; row < jurors; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = matrix[row, column] + (row == column ? shrinkage : 0);
                for (var before = 0; before < column; before++) sum -= lower[row, before] * lower[column, before];
                lower[row, column] = row == column ? Math.Sqrt(sum) : sum / lower[column, column];
            }
        }

        return lower;
    }

    private double[] Solve(double[,] lower, double[] values)
    {
        var solution = (double[])values.Clone();
        for (var row = 0; row < jurors; row++)
        {
            for (var before = 0; before < row; before++) solution[row] -= lower[row, before] * solution[before];
            solution[row] /= lower[row, row];
        }

        for (var row = jurors - 1; row >= 0; row--)
        {
            for (var after = row + 1; after < jurors; after++) solution[row] -= lower[after, row] * solution[after];
            solution[row] /= lower[row, row];
        }

        return solution;
    }
}
