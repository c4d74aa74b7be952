using Elsa.Common.Models;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Options;
using Elsa.Workflows.Runtime;
using Elsa.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Workflow.OnElsa.Steps;

namespace Workflow.OnElsa;

/// <summary>What is asked of Elsa for one burst.</summary>
internal sealed class ElsaInstance(IServiceProvider services)
{
    /// <summary>The row first, then the run: an instance that Elsa has no row of could not be found again.</summary>
    public async Task CreateAsync(ElsaBurst burst, CancellationToken cancellationToken)
    {
        await RemoveAsync(burst, cancellationToken).ConfigureAwait(false);
        var client = await services.GetRequiredService<IWorkflowRuntime>()
            .CreateClientAsync(burst.InstanceId, cancellationToken).ConfigureAwait(false);
        await client.CreateInstanceAsync(
            new CreateWorkflowInstanceRequest
            {
                WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId(
                    burst.DefinitionId, VersionOptions.SpecificVersion(burst.DefinitionVersion)),
                CorrelationId = burst.SubjectId,
                // Loops go wrong in Elsa's default mode, most of them in silence; the mode is stored with the instance.
                Properties = new Dictionary<string, object> { [Flowchart.ExecutionModePropertyKey] = TokenMode.Name },
            },
            cancellationToken).ConfigureAwait(false);
        burst.Took(await client.RunInstanceAsync(new RunWorkflowInstanceRequest(), cancellationToken).ConfigureAwait(false));
    }

    /// <returns>False where Elsa has no such wait, or stands elsewhere than the forum's row: then nothing was done.</returns>
    public async Task<bool> ResumeAsync(ElsaBurst burst, CancellationToken cancellationToken)
    {
        var name = burst.ActivityType;
        var filter = new BookmarkFilter
        {
            WorkflowInstanceId = burst.InstanceId,
            Name = name,
            Hash = services.GetRequiredService<IStimulusHasher>()
                .Hash(name, new StepStimulus(burst.InstanceId, burst.SignalName)),
        };
        var responses = await services.GetRequiredService<IWorkflowResumer>().ResumeAsync(
            filter,
            new ResumeBookmarkOptions { Input = new Dictionary<string, object> { ["signal"] = burst.SignalName } },
            cancellationToken).ConfigureAwait(false);
        foreach (var response in responses)
            burst.Took(response);
        return burst.HasRun;
    }

    /// <summary>Makes Elsa's instance anew and brings it to where the forum's row stands, without doing any step again.</summary>
    public async Task RebuildAsync(ElsaBurst burst, CancellationToken cancellationToken)
    {
        await burst.RecallAsync(cancellationToken).ConfigureAwait(false);
        await CreateAsync(burst, cancellationToken).ConfigureAwait(false);
        burst.Recalled();
    }

    private async Task RemoveAsync(ElsaBurst burst, CancellationToken cancellationToken)
    {
        var bookmarks = services.GetRequiredService<IBookmarkStore>();
        await bookmarks.DeleteAsync(
            new BookmarkFilter { WorkflowInstanceId = burst.InstanceId }, cancellationToken).ConfigureAwait(false);
        await services.GetRequiredService<IWorkflowInstanceStore>()
            .DeleteAsync(new WorkflowInstanceFilter { Id = burst.InstanceId }, cancellationToken).ConfigureAwait(false);
    }
}
