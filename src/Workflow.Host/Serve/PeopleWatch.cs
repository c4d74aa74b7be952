using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Workflow.Host.Composition;

namespace Workflow.Host.Serve;

/// <param name="Files">Null where the people are samples, which nobody changes.</param>
/// <param name="Text">The file of people as this host read it when it started; null where there is none.</param>
internal sealed record PeopleAtStart(ForumFiles? Files, string? Text);

/// <summary>
/// Reads the file of people again and again, by its content and not by its time, which a mounted file keeps. What is new counts
/// from then on, and duties are looked at anew; a file that is missing or has a mistake changes nothing, and <c>/ready</c> says
/// so.
/// </summary>
internal sealed class PeopleWatch(
    PeopleAtStart start,
    BodyRegister bodies,
    PeopleRegister people,
    IBackgroundJobClient jobs,
    TimeProvider time,
    ILogger<PeopleWatch> log) : OutageLoop(time, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time;
    private string? _text = start.Text;
    private int _readings;
    private int _enqueuedFor;

    /// <summary>Why the file as it is now is not used; empty where it is.</summary>
    public IReadOnlyList<string> Mistakes { get; private set; } = [];

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var known = _readings;
        if (start.Files is { PeoplePath: not null } files)
            Look(files);
        // A round after the reading: by now the other hosts have read it too, and none moves a duty back.
        if (known > _enqueuedFor)
            jobs.Enqueue<DutyJob>(job => job.RunAsync(CancellationToken.None));
        _enqueuedFor = known;
        await Task.Delay(Every, _time, stoppingToken).ConfigureAwait(false);
    }

    private void Look(ForumFiles files)
    {
        try
        {
            var text = files.PeopleText();
            if (text != _text)
                Take(files.People(bodies, text));
            _text = text;
            Mistakes = [];
        }
        catch (CommandRefusedException refused)
        {
            var mistakes = refused.Refusals.Select(refusal => refusal.Text).ToList();
            if (!mistakes.SequenceEqual(Mistakes))
                log.PeopleNotRead(mistakes.Count);
            Mistakes = mistakes;
        }
    }

    private void Take(PeopleRegister newer)
    {
        var before = people.All.Select(person => person.Id).ToHashSet(StringComparer.Ordinal);
        var after = newer.All.Select(person => person.Id).ToHashSet(StringComparer.Ordinal);
        people.Take(newer);
        _readings++;
        log.PeopleRead(after.Count, after.Except(before).Count(), before.Except(after).Count());
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
