using Workflow.Forums.Routing;

namespace Workflow.Documents.Letters;

/// <summary>What the owner of an item is told.</summary>
/// <param name="TreatmentId">The treatment that was decided.</param>
/// <param name="Number">Number on the agenda.</param>
/// <param name="Decision">Wording as recorded; null where no decision is recorded.</param>
/// <param name="Route">Where it goes, with the reason.</param>
public sealed record ItemOutcome(string TreatmentId, string? Number, string Title, string? Decision, RouteRuling Route);
