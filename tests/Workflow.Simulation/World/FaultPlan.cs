using Microsoft.Data.Sqlite;
using Npgsql;
using Workflow.Runtime;

namespace Workflow.Simulation.World;

/// <summary>
/// Breaks questions and commits, as the seed says: the process dies before or after one, or the database breaks it off, or takes
/// it and the answer is lost.
/// </summary>
internal sealed class FaultPlan(Dice dice, DatabaseKind kind, double rate) : ITransactionProbe
{
    /// <summary>Commits of one step: more is work that makes its own work, without end.</summary>
    private const int Patience = 20_000;

    private readonly Lock _gate = new();

    private int _inARow;
    private bool _breakAfter;
    private bool _dieAfter;
    private bool _dieAtMark;
    private int _stubborn;

    /// <summary>Faults per commit; 0 for a world in which nothing breaks.</summary>
    public double Rate { get; set; } = rate;

    public int Commits { get; private set; }

    public int Deaths { get; private set; }

    public int Breaks { get; private set; }

    /// <summary>Deaths with a letter on its way: taken by the server, and nobody wrote it down.</summary>
    public int DeathsAtMark { get; private set; }

    public void NextStep() => _inARow = 0;

    /// <summary>The next result of a letter is never written: the process dies with the letter on its way.</summary>
    public void DieAtMark() => _dieAtMark = true;

    public void BeforeCommit(string what)
    {
        lock (_gate)
            Before(what);
    }

    /// <summary>The database breaks off at a question as well: what was done before it in the transaction is gone.</summary>
    public void BeforeRead()
    {
        lock (_gate)
        {
            if (Rate > 0 && dice.Chance(Rate / 4))
                Break();
        }
    }

    public void AfterCommit(string what)
    {
        lock (_gate)
            After();
    }

    /// <summary>A dead process takes what was planned for it along.</summary>
    public void Restart() => (_breakAfter, _dieAfter, _dieAtMark, _stubborn) = (false, false, false, 0);

    private void Before(string what)
    {
        if (_dieAtMark && string.Equals(what, "mark letters", StringComparison.Ordinal))
        {
            _dieAtMark = false;
            DeathsAtMark++;
            Die("before");
        }

        if (_stubborn > 0)
        {
            _stubborn--;
            Break();
        }

        // Most commits are letters'; the bursts are where a mistake would hide.
        if (!dice.Chance(what is "signal" or "deadline" ? Rate * 4 : Rate))
            return;
        switch (dice.Below(10))
        {
            case 0 or 1:
                Die("before");
                break;
            case 2 or 3:
                _dieAfter = true;
                break;
            case 4 or 5:
                _breakAfter = true;
                break;
            case 6:
                // Longer than the patience of one transaction: its failure is recorded, and it is tried again later.
                _stubborn = 7;
                Break();
                break;
            default:
                Break();
                break;
        }
    }

    private void After()
    {
        Commits++;
        if (++_inARow > Patience)
            throw new Checks.InvariantException("the work of a moment ends", $"there were {Patience} commits in one step");
        if (_dieAfter)
        {
            _dieAfter = false;
            Die("after");
        }

        if (_breakAfter)
        {
            _breakAfter = false;
            Break();
        }
    }

    private void Die(string when)
    {
        Deaths++;
        throw new InvalidOperationException($"Killed {when} commit {Commits}.");
    }

    private void Break()
    {
        Breaks++;
        if (kind == DatabaseKind.Sqlite)
            throw new SqliteException("database is locked", 5, 5);
        throw dice.Below(3) switch
        {
            0 => new PostgresException("could not serialize access", "ERROR", "ERROR", PostgresErrorCodes.SerializationFailure),
            1 => new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected),
            _ => new NpgsqlException("Exception while reading from stream", new IOException("Connection reset by peer")),
        };
    }
}
