namespace Workflow.Engine.Activities;

/// <summary>
/// The one transaction a burst runs in, opaque to the kernel: the runtime implements it, activities know the real type.
/// </summary>
#pragma warning disable CA1040 // A marker on purpose: the kernel must not see what a unit of work can do.
public interface IUnitOfWork;
#pragma warning restore CA1040
