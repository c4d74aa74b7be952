namespace Workflow.Forums.Papers;

public enum SectionKind
{
    Other,
    Summary,
    Statement,
    Economy,
    Recommendation,
    EarlierDecisions,
    Decision,
    Absent,
    Attachments,
}
