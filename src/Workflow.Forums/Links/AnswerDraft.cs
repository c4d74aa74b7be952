namespace Workflow.Forums.Links;

/// <summary>What a party has written so far.</summary>
public sealed record AnswerDraft(string Comment, string Correction, string Statement, bool SubjectToPoliticalApproval, string By)
{
    public static AnswerDraft Empty { get; } = new("", "", "", false, "");

    /// <summary>Files already handed in with the draft.</summary>
    public IReadOnlyList<AnswerFile> Files { get; init; } = [];

    /// <summary>
    /// Bytes of all files uploaded with this draft and those before it, also of those that were taken out again.
    /// </summary>
    public long Uploaded { get; init; }

    public bool SaysNothing => string.IsNullOrWhiteSpace(Comment) && string.IsNullOrWhiteSpace(Correction)
        && string.IsNullOrWhiteSpace(Statement) && Files.All(file => file.IsInline);
}

/// <param name="Name">Cleaned: no path, no control characters.</param>
/// <param name="Hash">SHA-256 (hex) of the content.</param>
/// <param name="HasMacros">Of a kind that can carry macros: shown with a warning, opened by nobody unwarned.</param>
public sealed record AnswerFile(string Name, string Hash, long Size, string MediaType, bool HasMacros)
{
    /// <summary>
    /// All of its text was looked into for personal numbers; a picture, an archive or an encrypted file cannot be.
    /// </summary>
    public bool IsSearched { get; init; }

    /// <summary>A personal number stands in its text, where that was looked into.</summary>
    public bool HasPersonalNumber { get; init; }

    /// <summary>A scanner found something in it, or could not look.</summary>
    public bool IsSuspect { get; init; }

    /// <summary>
    /// A picture that a mail shows within its text, such as a logo: kept, but alone it says nothing.
    /// </summary>
    public bool IsInline { get; init; }

    /// <summary>
    /// Nothing was found in it by whoever looked, and somebody did. What was not searched is not published unchecked.
    /// </summary>
    public bool IsPublishable => IsSearched && !HasPersonalNumber && !IsSuspect;
}

/// <param name="SavedBy">Name as it was given; empty where none was.</param>
/// <param name="SavedAt">UTC.</param>
/// <param name="Version">From 1; what is saved over another version than was read is a conflict.</param>
public sealed record SavedDraft(AnswerDraft Draft, string SavedBy, DateTimeOffset SavedAt, int Version);
