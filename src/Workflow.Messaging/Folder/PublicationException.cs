using Workflow.Engine;

namespace Workflow.Messaging.Folder;

/// <summary>A page that must not be written as it is; trying again does not help.</summary>
public sealed class PublicationException(string message) : WorkflowException(message);
