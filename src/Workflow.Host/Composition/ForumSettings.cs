using Workflow.Documents.Letters;
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

    /// <summary>Where the link pages are reached; null where letters carry no link.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The document goes with the letter that asks about it, for those who reach no page.</summary>
    public bool AttachesDocuments { get; init; }

    /// <summary>Where answers by mail go; null where letters name no such address.</summary>
    public string? ReplyAddress { get; init; }

    public required MessagingOptions Messaging { get; init; }

    /// <summary>A secretariat's own words for letters.</summary>
    public OwnTemplates Templates { get; init; } = OwnTemplates.None;

    /// <summary>Domain of Message-IDs and of calendar UIDs.</summary>
    public string MessageIdDomain { get; init; } = new LetterOptions().Domain;

    /// <summary>What carries the lifecycles; null for the embedded engine.</summary>
    public Func<IServiceProvider, ILifecycleEngine>? Engine { get; init; }
}
