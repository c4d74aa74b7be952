using Workflow.Runtime;

namespace Workflow.IntegrationTests.Runtime;

internal sealed class CountingProbe : ITransactionProbe
{
    public int Commits { get; private set; }

    public void BeforeCommit(string what)
    {
    }

    public void AfterCommit(string what) => Commits++;
}

/// <summary>Lets the process die before or after its nth commit.</summary>
internal sealed class DeadlyProbe(int commit, bool before) : ITransactionProbe
{
    private int _begun;

    public void BeforeCommit(string what)
    {
        _begun++;
        if (before && _begun == commit)
            throw new InvalidOperationException($"Killed before commit {commit} ({what}).");
    }

    public void AfterCommit(string what)
    {
        if (!before && _begun == commit)
            throw new InvalidOperationException($"Killed after commit {commit} ({what}).");
    }
}
