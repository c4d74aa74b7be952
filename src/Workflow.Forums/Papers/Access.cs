namespace Workflow.Forums.Papers;

/// <summary>Publicity of an item or an attachment. A missing flag means closed.</summary>
public enum Access
{
    Closed,
    Open,
}
