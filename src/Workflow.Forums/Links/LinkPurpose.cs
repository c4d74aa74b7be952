namespace Workflow.Forums.Links;

/// <summary>What a link lets its holder do, and nothing else.</summary>
public enum LinkPurpose
{
    /// <summary>Answer a consultation, as often as wanted; from the deadline on as late.</summary>
    Answer,

    /// <summary>Answer a consultation by mail: stands in the local part of the Reply-To address, opens no page.</summary>
    Reply,

    /// <summary>Approve or reject one exact content, once.</summary>
    Approve,

    /// <summary>Read a consultation's ledger.</summary>
    Read,

    /// <summary>Answer an invitation.</summary>
    Invitation,
}
