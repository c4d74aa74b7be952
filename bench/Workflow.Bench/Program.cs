using Workflow.Bench;

var benches = new Dictionary<string, Func<BenchOutput, Task>>(StringComparer.Ordinal)
{
    ["flow"] = FlowBench.RunAsync,
    ["deadlines"] = DeadlineBench.RunAsync,
    ["meeting"] = MeetingBench.RunAsync,
    ["startup"] = StartupBench.RunAsync,
    ["mail"] = MailBench.RunAsync,
    ["hearing"] = HearingBench.RunAsync,
    ["outage"] = OutageBench.RunAsync,
};

if (args is [SmtpSink.Argument])
    return await SmtpSink.RunAsync().ConfigureAwait(false);

var alone = new Dictionary<string, Func<BenchOutput, Task>>(StringComparer.Ordinal)
{
    ["flow-4"] = FlowBench.FourAsync,
    ["flow-profile"] = FlowBench.ProfileAsync,
};

if (args.Length != 1 || (args[0] != "all" && !benches.ContainsKey(args[0]) && !alone.ContainsKey(args[0])))
{
    await Console.Error.WriteLineAsync(
        $"Write one of: {string.Join(", ", benches.Keys.Concat(alone.Keys))}, all.").ConfigureAwait(false);
    return 2;
}

var output = new BenchOutput(Console.Out);
await output.MachineAsync().ConfigureAwait(false);
foreach (var (name, bench) in benches.Concat(alone.Where(bench => args[0] == bench.Key)))
{
    if (args[0] == "all" || args[0] == name)
        await bench(output).ConfigureAwait(false);
}

return 0;
