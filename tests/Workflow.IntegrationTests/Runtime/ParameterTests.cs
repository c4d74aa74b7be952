using Npgsql;
using Shouldly;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>
/// A statement is prepared for the types of its parameters. One whose type changed with its value was parsed and planned at
/// every turn (found by PostgreSQL's log of durations: a fifth of all it did).
/// </summary>
public sealed class ParameterTests
{
    private static readonly InstanceRow Waiting = new() { Id = "a", WaitsFor = "Go" };

    private static readonly InstanceRow Ended = new()
    {
        Id = "b",
        ParentId = "p",
        ActivityId = "w1",
        Fault = "It was broken.",
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void TypeOfAParameter_DoesNotDependOnItsValue()
    {
        using var db = new PostgresForumDbContext(DatabaseFactory.Postgres("Host=localhost").Options);
        var map = new TableMaps(db.Model).Of<InstanceRow>();

        foreach (var column in map.Updated)
        {
            Type(column.One(Waiting)).ShouldBe(Type(column.One(Ended)), column.Name);
            Type(column.Array([Waiting])).ShouldBe(Type(column.Array([Ended])), column.Name);
            Type(column.Array([Waiting, Waiting])).ShouldBe(Type(column.Array([Waiting, Ended])), column.Name);
        }
    }

    private static string Type(NpgsqlParameter parameter) => parameter.NpgsqlDbType.ToString();
}
