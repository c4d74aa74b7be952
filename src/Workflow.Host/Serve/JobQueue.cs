using System.Linq.Expressions;
using Hangfire;

namespace Workflow.Host.Serve;

/// <summary>
/// Enqueues a job unless one is waiting already: that one has not looked yet, so it will find what this one would. However
/// long workers are busy or the store was away, a queue holds one job for each host that looked at the same moment.
/// </summary>
internal sealed class JobQueue(JobStorage storage, IBackgroundJobClient jobs)
{
    public void Enqueue<T>(string queue, Expression<Func<T, Task>> job)
    {
        if (storage.GetMonitoringApi().EnqueuedCount(queue) == 0)
            jobs.Enqueue(queue, job);
    }
}
