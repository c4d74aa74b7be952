using Microsoft.Extensions.Logging;
using Workflow.Engine.Activities;
using Workflow.Runtime;

namespace Workflow.OnElsa.Hosting;

/// <summary>What Elsa's container takes from the forum's.</summary>
internal sealed record ElsaParts(
    ActivityCatalogue Catalogue,
    RuntimeOptions Options,
    TimeProvider Time,
    ILoggerFactory Logging,
    IReadOnlyList<StoredDefinition> Definitions);
