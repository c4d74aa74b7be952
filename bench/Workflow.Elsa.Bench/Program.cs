using Workflow.Bench;
using Workflow.OnElsa.Bench;

var output = new BenchOutput(Console.Out);
await output.MachineAsync().ConfigureAwait(false);
await RuntimesBench.RunAsync(output).ConfigureAwait(false);
