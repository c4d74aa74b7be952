using System.Text.Json.Serialization;

namespace Workflow.Forums.Letters;

/// <summary>A document that goes with a letter, as it was when the letter was decided.</summary>
/// <param name="Name">File name, of plain letters.</param>
/// <param name="MediaType">With its charset where it is text.</param>
/// <param name="Hash">SHA-256 (hex) of the content, which is kept once for all who get it.</param>
public sealed record LetterAttachment(string Name, string MediaType, string Hash)
{
    /// <summary>Looked up when the letter is about to leave; null before. Kept apart from the letter.</summary>
    [JsonIgnore]
    public byte[]? Content { get; init; }
}
