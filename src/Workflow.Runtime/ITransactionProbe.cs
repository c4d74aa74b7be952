namespace Workflow.Runtime;

/// <summary>
/// Told around every commit, and before every question. A seam for tests that let the process die just there: what it throws
/// comes out as a
/// <see cref="ProcessDeathException"/>, past every rim; but what the database itself throws where it breaks off (a
/// serialization failure, a lost connection) is treated as the database's.
/// </summary>
public interface ITransactionProbe
{
    /// <param name="what">What the transaction does, such as <c>use case</c> or <c>signal</c>.</param>
    void BeforeCommit(string what);

    void AfterCommit(string what);

    /// <summary>Before each question that a transaction asks.</summary>
    void BeforeRead()
    {
    }
}
