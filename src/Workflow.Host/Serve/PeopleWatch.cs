using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Workflow.Host.Composition;

namespace Workflow.Host.Serve;

/// <summary>
/// Reads the file of people again and again, by its content and not by its time, which a mounted file keeps. What is new counts from
/// then on, and duties are looked at anew; a file that is missing or has a mistake changes nothing, and <c>/ready</c> says so.
/// </summary>
internal sealed class PeopleWatch(
    ForumFiles files,
    BodyRegister bodies,
    PeopleRegister people,
    JobQueue jobs,
    TimeProvider time,
    ILogger<PeopleWatch> log) : OutageLoop(time, log)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time;
    private string? _seen;
    private bool _owesDuties;

    /// <summary>Why the file as it is now is not used; empty where it is.</summary>
    public IReadOnlyList<string> Mistakes { get; private set; } = [];

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        Look();
        await Task.Delay(Every, _time, stoppingToken).ConfigureAwait(false);
    }

    private void Look()
    {
        if (files.PeoplePath is null)
            return;
        var text = files.PeopleText();
        if (text != _seen)
        {
            _seen = text;
            Read();
        }

        // Only when it is written down: a store that is away is asked again in the next round.
        if (!_owesDuties)
            return;
        jobs.Enqueue<DutyJob>(Queues.Upkeep, job => job.RunAsync(CancellationToken.None));
        _owesDuties = false;
    }

    private void Read()
    {
        try
        {
            var newer = files.People(bodies);
            Mistakes = [];
            var before = people.All.ToDictionary(person => person.Id, StringComparer.Ordinal);
            var after = newer.All.Select(person => person.Id).ToHashSet(StringComparer.Ordinal);
            people.Take(newer);
            _owesDuties = true;
            log.PeopleRead(after.Count, after.Count(id => !before.ContainsKey(id)), before.Keys.Count(id => !after.Contains(id)));
        }
        catch (CommandRefusedException refused)
        {
            Mistakes = [.. refused.Refusals.Select(refusal => refusal.Text)];
            log.PeopleNotRead(Mistakes.Count);
        }
    }
}

/// <summary>Names the mistakes in the file of people. Degraded only: what was read before them is worked with.</summary>
internal sealed class PeopleHealth(PeopleWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watch.Mistakes is { Count: > 0 } mistakes
            ? HealthCheckResult.Degraded(
                HostTexts.Get("PeopleNotRead"), data: new Dictionary<string, object> { ["mistakes"] = mistakes })
            : HealthCheckResult.Healthy());
}
