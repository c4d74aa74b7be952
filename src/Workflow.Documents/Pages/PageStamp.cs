namespace Workflow.Documents.Pages;

/// <summary>Which version of a page this is, printed at its head.</summary>
/// <param name="Version">From 1.</param>
/// <param name="Date">Local day of that state; null where it is not printed.</param>
public sealed record PageStamp(PageState State, int Version, DateOnly? Date = null)
{
    /// <summary>Search engines are kept off until it is.</summary>
    public bool Released { get; init; }

    /// <summary>What was corrected and why; printed with <see cref="PageState.Corrected"/>.</summary>
    public string? CorrectionReason { get; init; }
}

public enum PageState
{
    Draft,
    Sent,

    /// <summary>Items added to an agenda that was already sent.</summary>
    Addendum,
    InConsultation,
    Approved,
    Published,
    Corrected,
}
