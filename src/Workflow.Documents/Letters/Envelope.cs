using Workflow.Forums.Bodies;
using Workflow.Forums.Letters;

namespace Workflow.Documents.Letters;

/// <summary>What every letter has, whatever it says.</summary>
/// <param name="Reason">Why this person gets it, a whole sentence in the recipient's language; printed at the foot.</param>
/// <param name="At">UTC; when the letter was decided.</param>
/// <param name="Version">Part of the Message-ID: the subject's version, so that a change is told once and only once.</param>
public sealed record Envelope(Recipient To, Body Body, string Reason, DateTimeOffset At, string Version = "1")
{
    /// <summary>Address of the page where the recipient answers without a login; null for a letter without one.</summary>
    public string? Link { get; init; }

    /// <summary>The document that goes along; null where none does.</summary>
    public LetterAttachment? Attachment { get; init; }

    /// <summary>
    /// Where this recipient joins the meeting from afar: a web address for those invited only. Null where there is none.
    /// </summary>
    public string? Online { get; init; }

    /// <summary>Where an answer by mail is recognised; null for the sender's own address.</summary>
    public string? ReplyTo { get; init; }
}
