namespace Workflow.Forums.Checks;

/// <param name="Name">Of the row or column whose total it is.</param>
/// <param name="Terms">How many figures were added.</param>
internal sealed record TableSum(string Name, decimal Stated, decimal Computed, int Terms);

/// <summary>A table in a section's text: rows of cells separated by tabs.</summary>
internal sealed class AmountTable(IReadOnlyList<string[]> rows)
{
    public static IEnumerable<AmountTable> Find(string text)
    {
        var rows = new List<string[]>();
        foreach (var line in text.Split('\n').Append("end"))
        {
            if (line.Contains('\t', StringComparison.Ordinal)) rows.Add(line.Split('\t'));
            else if (!string.IsNullOrWhiteSpace(line))
            {
                if (rows.Count > 2) yield return new AmountTable(rows);
                rows = [];
            }
        }
    }

    /// <summary>Every total the table states, with what its figures add up to.</summary>
    public IEnumerable<TableSum> Sums() => ColumnSums().Concat(RowSums());

    private IEnumerable<TableSum> ColumnSums()
    {
        var total = rows.Skip(1).FirstOrDefault(row => IsTotal(row[0]));
        if (total is null) yield break;
        var above = rows.Skip(1).TakeWhile(row => row != total).ToList();
        for (var column = 1; column < total.Length; column++)
        {
            var cells = above.Where(row => column < row.Length && row[column].Trim().Length > 0)
                .Select(row => row[column]).ToList();
            var figures = cells.Select(Amounts.Cell).OfType<decimal>().ToList();
            if (Amounts.Cell(total[column]) is { } stated && figures.Count == cells.Count && figures.Count > 1)
                yield return new TableSum(column < rows[0].Length ? rows[0][column] : "", stated, figures.Sum(), figures.Count);
        }
    }

    private IEnumerable<TableSum> RowSums()
    {
        var last = rows[0].Length - 1;
        if (last < 2 || !IsTotal(rows[0][last])) yield break;
        foreach (var row in rows.Skip(1).Where(row => row.Length > last))
        {
            var figures = row[1..last].Select(Amounts.Cell).OfType<decimal>().ToList();
            if (Amounts.Cell(row[last]) is { } stated && figures.Count == last - 1)
                yield return new TableSum(row[0], stated, figures.Sum(), figures.Count);
        }
    }

    private static bool IsTotal(string cell) =>
        CheckPhrases.Current.Data.TotalCells.Contains(cell.Trim().TrimEnd(':', '*'), StringComparer.OrdinalIgnoreCase);
}
