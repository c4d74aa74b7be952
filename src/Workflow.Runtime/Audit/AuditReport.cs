namespace Workflow.Runtime;

/// <summary>What <see cref="AuditVerifier"/> found. The chain is whole where there is no fault.</summary>
/// <param name="Erased">Entries whose payload was erased with a reason: not a fault.</param>
public sealed record AuditReport(int Entries, int Subjects, int Erased, int Seals, IReadOnlyList<AuditFault> Faults)
{
    public bool IsWhole => Faults.Count == 0;
}

/// <summary>One row that is not as it was written.</summary>
/// <param name="Row">The row by name, such as <c>audit 17</c> or <c>seal 3</c>.</param>
/// <param name="SubjectId">Null where the row belongs to no single subject.</param>
/// <param name="Sequence">Place in the subject's chain, from 1; 0 where the row belongs to no single subject.</param>
public sealed record AuditFault(string Row, string? SubjectId, int Sequence, string Problem);
