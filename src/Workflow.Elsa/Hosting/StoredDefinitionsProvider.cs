using System.Globalization;
using Elsa.Workflows;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Materializers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Runtime;

namespace Workflow.OnElsa.Hosting;

/// <summary>
/// Gives Elsa every version that the forum's database holds. The forum has refused changed content under an old version
/// before this; Elsa would overwrite it in place, under running instances.
/// </summary>
internal sealed class StoredDefinitionsProvider(ElsaParts parts, IActivitySerializer serializer, WorkflowDefinitionMapper mapper)
    : IWorkflowsProvider
{
    public string Name => "Forum";

    public ValueTask<IEnumerable<MaterializedWorkflow>> GetWorkflowsAsync(CancellationToken cancellationToken = default) =>
        new([.. parts.Definitions.Select(Materialize)]);

    private MaterializedWorkflow Materialize(Workflow.Runtime.StoredDefinition definition)
    {
        var model = serializer.Deserialize<WorkflowDefinitionModel>(definition.Json);
        // Elsa's key. The file's own is not held against other files, and one that two have would overwrite or lose a version.
        model.Id = string.Create(CultureInfo.InvariantCulture, $"{definition.DefinitionId}:{definition.Version}");
        return new MaterializedWorkflow(
            mapper.Map(model), Name, JsonWorkflowMaterializer.MaterializerName, null, definition.Json);
    }
}
