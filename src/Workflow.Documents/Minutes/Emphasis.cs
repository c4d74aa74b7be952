namespace Workflow.Documents.Minutes;

/// <summary>
/// Strips pairs of emphasis marks from one line, as CommonMark pairs them. A mark without a partner is text: a
/// footnote's star stays.
/// </summary>
internal static class Emphasis
{
    public static string Strip(string text, char mark)
    {
        if (!text.Contains(mark, StringComparison.Ordinal)) return text;
        var runs = Runs(text, mark);
        Pair(runs);
        return Without(text, runs);
    }

    private static List<Run> Runs(string text, char mark)
    {
        var runs = new List<Run>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != mark) continue;
            var start = i;
            while (i + 1 < text.Length && text[i + 1] == mark) i++;
            var before = start == 0 ? ' ' : text[start - 1];
            var after = i + 1 == text.Length ? ' ' : text[i + 1];
            // An underscore inside a word is part of a file name, a star between digits is a sum: neither is a mark.
            var inWord = mark == '_'
                ? char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after)
                : char.IsDigit(before) && char.IsDigit(after);
            var opens = !inWord && !char.IsWhiteSpace(after) && (mark == '*' || !char.IsLetterOrDigit(before));
            var closes = !inWord && !char.IsWhiteSpace(before) && (mark == '*' || !char.IsLetterOrDigit(after));
            runs.Add(new Run(start, i + 1 - start, opens, closes));
        }

        return runs;
    }

    private static void Pair(List<Run> runs)
    {
        var open = new Stack<Run>();
        foreach (var run in runs)
        {
            while (run.Closes && run.Left > 0 && open.Count > 0)
            {
                var partner = open.Peek();
                var length = Math.Min(partner.Left, run.Left);
                partner.Take(length);
                run.Take(length);
                if (partner.Left == 0) open.Pop();
            }

            if (run.Opens && run.Left > 0) open.Push(run);
        }
    }

    private static string Without(string text, List<Run> runs)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        var at = 0;
        foreach (var run in runs)
        {
            kept.Append(text, at, run.Start - at).Append(text[run.Start], run.Left);
            at = run.Start + run.Length;
        }

        return kept.Append(text, at, text.Length - at).ToString();
    }

    private sealed class Run(int start, int length, bool opens, bool closes)
    {
        public int Start => start;

        public int Length { get; } = length;

        public bool Opens => opens;

        public bool Closes => closes;

        /// <summary>Signs that found no partner yet.</summary>
        public int Left { get; private set; } = length;

        public void Take(int count) => Left -= count;
    }
}
