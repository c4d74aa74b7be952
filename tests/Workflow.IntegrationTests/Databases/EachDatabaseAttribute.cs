using System.Reflection;
using Workflow.Runtime;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Workflow.IntegrationTests.Databases;

/// <summary>Runs a theory once per kind of database. Where PostgreSQL is absent its half is a visible skip.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. Enum.GetValues<DatabaseKind>().Select(kind => new TheoryDataRow<DatabaseKind>(kind))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
