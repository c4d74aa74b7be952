using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using Workflow.Engine.Activities;
using ElsaDescriptor = Elsa.Workflows.Models.ActivityDescriptor;
using OurDescriptor = Workflow.Engine.Activities.ActivityDescriptor;

namespace Workflow.OnElsa.Steps;

/// <summary>
/// Tells Elsa (and Studio) of every activity of the catalogue: its outcomes as ports, its inputs with their types.
/// </summary>
internal sealed class StepActivityProvider(ActivityCatalogue catalogue) : IActivityProvider
{
    public ValueTask<IEnumerable<ElsaDescriptor>> GetDescriptorsAsync(CancellationToken cancellationToken = default) =>
        new([.. catalogue.Descriptors.Select(Describe)]);

    private static ElsaDescriptor Describe(OurDescriptor type)
    {
        var dot = type.TypeName.LastIndexOf('.');
        var name = type.TypeName[(dot + 1)..];
        return new ElsaDescriptor
        {
            TypeName = type.TypeName,
            ClrType = typeof(StepActivity),
            Name = name,
            Namespace = dot > 0 ? type.TypeName[..dot] : "",
            Version = 1,
            Category = dot > 0 ? type.TypeName[..dot] : "Forum",
            DisplayName = name,
            Description = type.Summary,
            Kind = ActivityKind.Action,
            IsBrowsable = true,
            Ports = [.. type.Outcomes.Select(outcome => new Port
                { Name = outcome.Name, DisplayName = outcome.Name, Type = PortType.Flow, IsBrowsable = true })],
            Inputs = [.. type.Inputs.Select(Input)],
            Constructor = context =>
            {
                var created = context.CreateActivity<StepActivity>();
                // Else it would be stored under its CLR name.
                (created.Activity.Type, created.Activity.Version) = (type.TypeName, 1);
                return created;
            },
        };
    }

    private static InputDescriptor Input(ActivityInput input) => new()
    {
        Name = input.Name,
        DisplayName = input.Name,
        Description = input.Summary,
        Type = input.TypeName switch
        {
            "Int32" => typeof(int),
            "Boolean" => typeof(bool),
            _ => typeof(string),
        },
        IsWrapped = true,
        IsSynthetic = true,
        AutoEvaluate = true,
        UIHint = InputUIHints.SingleLine,
        DefaultSyntax = "Literal",
        ValueGetter = activity => activity.SyntheticProperties.TryGetValue(input.Name, out var value) ? value : null,
        ValueSetter = (activity, value) => activity.SyntheticProperties[input.Name] = value!,
    };
}
