using System.Globalization;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Conformance;

internal sealed class EndingReader(RuntimeUnderTest process, TestDatabase database)
{
    /// <summary>So many steps alike are written as one line.</summary>
    private const int Alike = 4;

    public async Task<Ending> ReadAsync(string recordedOn, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var instances = new List<InstanceEnding>();
        foreach (var id in ids.Order(StringComparer.Ordinal))
        {
            if (await process.Overview.InstanceAsync(id, cancellationToken) is { } instance)
                instances.Add(await ReadAsync(instance, cancellationToken));
        }

        var parked = await process.Overview.ParkedSignalsAsync(cancellationToken);
        return new Ending
        {
            RecordedOn = recordedOn,
            Instances = instances,
            Parked = [.. parked.Select(signal => $"{signal.SubjectId} {signal.Signal}: {signal.Failure}")
                .Order(StringComparer.Ordinal)],
        };
    }

    private async Task<InstanceEnding> ReadAsync(WaitingInstance instance, CancellationToken cancellationToken)
    {
        var id = instance.SubjectId;
        var history = await process.Overview.HistoryAsync(id, cancellationToken);
        var effects = await database.ColumnAsync($"select id from secretariat_tasks where id like '{id}.%'", 0);
        var deadlines = await process.Runtime.ReadAsync(
            (session, token) => session.DeadlinesOfAsync(id, token), cancellationToken);
        return new InstanceEnding
        {
            Id = id,
            Definition = $"{instance.DefinitionId} {instance.DefinitionVersion}",
            Status = instance.Status.ToString(),
            Activity = instance.ActivityId,
            WaitsFor = instance.WaitsFor,
            Fault = instance.Fault,
            History = [.. Lines(history)],
            Effects = Ranges([.. effects.Where(effect => effect.LastIndexOf('.') == id.Length).Select(Step).Order()]),
            Deadlines = [.. deadlines.Select(Text).Order(StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<string> Lines(IReadOnlyList<HistoryLine> history)
    {
        for (var i = 0; i < history.Count;)
        {
            var alike = history.Skip(
                i).TakeWhile((line, offset) => line.Step == history[i].Step + offset && Text(line) == Text(history[i])).Count();
            var count = alike >= Alike ? alike : 1;
            yield return $"{Range(history[i].Step, history[i + count - 1].Step)} {Text(history[i])}";
            i += count;
        }
    }

    private static string Ranges(IReadOnlyList<int> steps)
    {
        var starts = steps.Where((step, i) => i == 0 || steps[i - 1] != step - 1);
        var ends = steps.Where((step, i) => i == steps.Count - 1 || steps[i + 1] != step + 1);
        return string.Join(' ', starts.Zip(ends, Range));
    }

    private static string Range(int from, int to) => from == to ? $"{from}" : $"{from}-{to}";

    private static string Text(HistoryLine line) => $"{line.ActivityId} {line.Outcome}: {line.Reason}";

    private static string Text(DeadlineInfo deadline) =>
        $"{deadline.Kind} {deadline.SubjectVersion}: "
            + (deadline.FiredAt is not null ? "fired" : deadline.CancelReason ?? deadline.Failure ?? "open");

    private static int Step(string effect) => int.Parse(effect[(effect.LastIndexOf('.') + 1)..], CultureInfo.InvariantCulture);
}
