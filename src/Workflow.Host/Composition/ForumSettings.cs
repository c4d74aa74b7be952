using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Workflow.Messaging;
using Workflow.Runtime;

namespace Workflow.Host.Composition;

/// <summary>Everything a running product is made of.</summary>
public sealed record ForumSettings
{
    public required RuntimeOptions Runtime { get; init; }

    public required BodyRegister Bodies { get; init; }

    public required PeopleRegister People { get; init; }

    public required MessagingOptions Messaging { get; init; }
}
