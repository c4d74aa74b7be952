namespace Workflow.Activities.Ports;

/// <summary>Where a mail is put away.</summary>
public enum MailboxFolder
{
    /// <summary>Filed: a row says what it means.</summary>
    Processed,

    /// <summary>Kept unopened for the secretariat, because it could not be read or matched safely.</summary>
    Held,
}
