using System.ComponentModel;
using System.Globalization;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Microsoft.Extensions.DependencyInjection;
using Workflow.Engine.Activities;

namespace Workflow.OnElsa.Steps;

/// <summary>
/// The one Elsa activity that hosts every activity of the catalogue. It decides nothing: it asks, and says to Elsa what the
/// answer was. An exception never reaches Elsa; the forum's runtime rolls back and shows it.
/// </summary>
[Browsable(false)]
public sealed class StepActivity : Activity
{
    /// <summary>Number of the step begun last. It lies in the instance's own state, so it goes back with it.</summary>
    internal const string StepProperty = "Forum:Step";

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => AnswerAsync(context, EnterAsync);

    /// <summary>Elsa finds this by its name in the stored bookmark: it must not be renamed.</summary>
    private ValueTask ResumeAsync(ActivityExecutionContext context) => AnswerAsync(context, GoOnAsync);

    private static async ValueTask AnswerAsync(
        ActivityExecutionContext context, Func<ActivityExecutionContext, ElsaBurst, ValueTask> act)
    {
        var type = context.Activity.Type;
        var burst = ElsaBurst.Current ?? throw new InvalidOperationException(ElsaTexts.NotOurs(type));
        if (!TokenMode.IsOn(context.WorkflowExecutionContext))
            throw new InvalidOperationException(ElsaTexts.WrongMode(type));
        try
        {
            await act(context, burst).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The rim to Elsa, which would store the instance as faulted: kept as it is for the runtime, which rolls all back.
            burst.Failed(exception);
        }
    }

    private async ValueTask EnterAsync(ActivityExecutionContext context, ElsaBurst burst)
    {
        var step = Step(context) + 1;
        context.WorkflowExecutionContext.Properties[StepProperty] = step.ToString(CultureInfo.InvariantCulture);
        if (burst.IsRecalling)
        {
            await RecallAsync(context, burst, step).ConfigureAwait(false);
            return;
        }

        var type = Find(context);
        var result = await type.EnterAsync(
            burst.Enter(step, Id, Inputs(context)), context.CancellationToken).ConfigureAwait(false);
        await TakeAsync(context, burst, type, result).ConfigureAwait(false);
    }

    private async ValueTask GoOnAsync(ActivityExecutionContext context, ElsaBurst burst)
    {
        if (!burst.Stands(Step(context), Id))
            return;
        var type = Find(context);
        var result = await type.ResumeAsync(
            burst.Resume(Id, Inputs(context)), burst.Signal!, context.CancellationToken).ConfigureAwait(false);
        await TakeAsync(context, burst, type, result).ConfigureAwait(false);
    }

    private async ValueTask RecallAsync(ActivityExecutionContext context, ElsaBurst burst, int step)
    {
        if (burst.Recorded(step, Id) is { } entry)
            await context.CompleteActivityWithOutcomesAsync(entry.Outcome).ConfigureAwait(false);
        else
            Wait(context, burst, burst.Waits);
    }

    private async ValueTask TakeAsync(
        ActivityExecutionContext context, ElsaBurst burst, IActivityType type, ActivityResult result)
    {
        switch (result)
        {
            case ActivityResult.Waiting waiting:
                burst.Waited(type, waiting.Signals);
                context.ClearBookmarks();
                Wait(context, burst, waiting.Signals);
                break;
            case ActivityResult.Completed completed:
                burst.Completed(type, completed);
                await context.CompleteActivityWithOutcomesAsync(completed.Outcome).ConfigureAwait(false);
                break;
            default:
                throw new PermanentActivityException(
                    $"'{type.Descriptor.TypeName}' answered with nothing that can be gone on from.");
        }
    }

    private void Wait(ActivityExecutionContext context, ElsaBurst burst, IReadOnlyList<string> signals)
    {
        foreach (var signal in signals)
        {
            context.CreateBookmark(new CreateBookmarkArgs
            {
                BookmarkName = Type,
                Stimulus = new StepStimulus(burst.InstanceId, signal),
                Callback = ResumeAsync,
                // Else the hash could not be made outside.
                IncludeActivityInstanceId = false,
                AutoBurn = true,
            });
        }
    }

    private static int Step(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.Properties.TryGetValue(StepProperty, out var stored)
            ? int.Parse(stored.ToString()!, CultureInfo.InvariantCulture)
            : 0;

    private static IActivityType Find(ActivityExecutionContext context) =>
        context.GetRequiredService<ActivityCatalogue>().Find(context.Activity.Type)
            ?? throw new PermanentActivityException($"Activity '{context.Activity.Type}' is not registered in this host.");

    /// <summary>As Elsa evaluated them; the kernel's activities take text.</summary>
    private Dictionary<string, string> Inputs(ActivityExecutionContext context)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in SyntheticProperties)
        {
            if (value is Input input && context.Get(input.MemoryBlockReference()) is { } evaluated)
                inputs[name] = Written(evaluated);
        }

        return inputs;
    }

    /// <summary>As it stands in the file.</summary>
    private static string Written(object evaluated) => evaluated is bool isTrue
        ? isTrue ? "true" : "false"
        : Convert.ToString(evaluated, CultureInfo.InvariantCulture)!;
}
