using Workflow.Engine;

namespace Workflow.Activities.Ports;

/// <summary>The mailbox cannot be used at present; the message is a sentence for the operator, without anything secret.</summary>
public sealed class MailboxUnreachableException(string text, Exception? inner = null) : WorkflowException(text, inner);
