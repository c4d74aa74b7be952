using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;

namespace Workflow.Tests.Forums.Routing;

/// <summary>A lower body, the body it refers to, and that one's successor; all invented.</summary>
internal static class RoutingBodies
{
    public static readonly DateOnly MeetingDate = new(2026, 3, 5);

    public static readonly Body Upper = new()
    {
        Id = "culture",
        Name = "Kulturudvalget",
        Kind = "political",
        Cluster = "vig",
        Aliases = ["KU"],
        ValidTo = new DateOnly(2026, 12, 31),
        Successor = "leisure",
    };

    public static readonly Body Lower = new()
    {
        Id = "library",
        Name = "Biblioteksrådet",
        Kind = "professional",
        Cluster = "vig",
        RefersTo = "culture",
    };

    public static readonly Body Later = new()
    {
        Id = "leisure",
        Name = "Fritidsrådet",
        Kind = "political",
        Cluster = "vig",
        ValidFrom = new DateOnly(2027, 1, 1),
    };

    public static readonly BodyRegister Register = new([Lower, Upper, Later]);

    public static RouteQuestion Question(DecisionReading reading, Item item, Body? body = null, DateOnly? date = null) =>
        new(item, reading, body ?? Lower, date ?? MeetingDate, Register);

    public static Item Item(PlannedRoute plan) =>
        new() { Id = "books", Title = "Flere bøger", OriginBodyId = "library", PlannedRoute = plan };

    public static DecisionReading Read(DecisionOutcome kind, params DecisionOutcome[] also) => new(kind, also, 1);
}
