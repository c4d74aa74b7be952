using Workflow.Engine.Activities;
using Workflow.Runtime;

namespace Workflow.Activities.Kernel;

/// <summary>An activity that works on a forum's session. Those that never wait leave <see cref="ResumeAsync"/> alone.</summary>
internal abstract class ForumActivity : IActivityType
{
    public abstract ActivityDescriptor Descriptor { get; }

    public ValueTask<ActivityResult> EnterAsync(ActivityContext context, CancellationToken cancellationToken) =>
        EnterAsync(context, Session(context), cancellationToken);

    public ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Signal signal, CancellationToken cancellationToken) =>
        ResumeAsync(context, Session(context), signal, cancellationToken);

    protected abstract ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken);

    protected virtual ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Signal signal, CancellationToken cancellationToken) =>
        throw new PermanentActivityException($"{Descriptor.TypeName} never waits, but was resumed by '{signal.Name}'.");

    private static ForumSession Session(ActivityContext context) =>
        context.UnitOfWork as ForumSession
        ?? throw new PermanentActivityException($"A forum activity needs a {nameof(ForumSession)} as its unit of work.");
}
