using CsCheck;
using Shouldly;
using Workflow.Documents.Minutes;
using Xunit;

namespace Workflow.Tests.Documents.Minutes;

public sealed class MutationTests
{
    private static readonly string[] Junk =
    [
        "", "---", "***", "\\*\\*\\*", "Beslutning", "Fraværende**Bilag**", "### Økonomi", "Punkt 2: igen", "2 (Åben) igen",
        "Sags ID:", "Dok ID: 1 2",
        "Udvalg: X Dato: 31-02-2024", "| a | b |", "\t\t", "1. Fil (DokID: )", "**", "*a_b**c_", "<p>x</p>",
        "Indholdsfortegnelse", "Titel..... 3", "\uFEFF",
        "\u200B", "Mødedato", "Mødested: her", "[a eller b]", "Godkendt. Forkastet.", "999999999999999999999 stemmer mod 1",
        "d. 99. maj 99999", "\ud83d\ude00",
    ];

    private static readonly Gen<(int Kind, int At, int Other)> Step = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 200], Gen.Int[0, 200]);

    [Fact]
    public void UnchangedFile_LosesNoLine() =>
        PaperWords.Lost(InventedMinutes.Whole, InventedMinutes.Read(InventedMinutes.Whole)).ShouldBeEmpty();

    [Fact]
    public void AnyMutation_NeverThrows_AndNeverLosesALine() =>
        Step.List[1, 8].Sample(
            steps =>
            {
                var text = Mutate(steps);
                var reading = InventedMinutes.Read(text);
                (reading.Paper is null).ShouldBe(reading.Refusal is not null);
                if (reading.Paper is not null) PaperWords.Lost(text, reading).ShouldBeEmpty();
            },
            iter: 500);

    private static string Mutate(List<(int Kind, int At, int Other)> steps)
    {
        var lines = InventedMinutes.Whole.Split('\n').ToList();
        foreach (var (kind, at, other) in steps)
        {
            var i = at % lines.Count;
            var j = other % lines.Count;
            switch (kind)
            {
                case 0: if (lines.Count > 2) lines.RemoveAt(i); break;
                case 1: lines.Insert(i, lines[j]); break;
                case 2: (lines[i], lines[j]) = (lines[j], lines[i]); break;
                case 3: lines.Insert(i, Junk[other % Junk.Length]); break;
                case 4: lines[i] = lines[i][..(lines[i].Length * (other % 10) / 10)]; break;
                case 5: lines[i] += Junk[other % Junk.Length]; break;
                default: lines.RemoveAll(line => line.Length == 0 && lines.Count > 3); break;
            }
        }

        return string.Join(steps.Count % 2 == 0 ? "\n" : "\r\n", lines);
    }
}
