using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Routing;

namespace Workflow.Forums.Papers;

/// <summary>The generated information item: which items end here, which go on, and to which meeting.</summary>
public static class RoutingOverview
{
    /// <param name="isHidden">Whether the reader may not see an item: then only its safe title stands here.</param>
    public static IReadOnlyList<TextBlock> Blocks(
        IReadOnlyList<TreatedItem> items, BodyRegister bodies, Predicate<TreatedItem> isHidden)
    {
        var others = items.Select(
            (entry, index) => (entry.Item, entry.Treatment, Number: Number(entry, index), Title: Title(entry, isHidden)))
            .Where(entry => entry.Item.Standing == StandingItem.None).ToList();
        var lines = others.Select(
            entry => PaperTexts.OverviewLine(entry.Number, entry.Title, Where(entry.Item, entry.Treatment, bodies)));
        return [new TextBlock(string.Join("\n", lines.Prepend(PaperTexts.OverviewIntroduction + "\n")))];
    }

    private static string Where(Item item, Treatment treatment, BodyRegister bodies) =>
        Where(item, treatment.IsMinuted ? treatment.MinutedRoute : treatment.Route, bodies);

    private static string Where(Item item, RouteRuling? route, BodyRegister bodies) => (route?.Kind, item.PlannedRoute) switch
    {
        (RouteKind.Referred, _) => PaperTexts.GoesTo(route!.ToBody, route.ToDate),
        (RouteKind.Ended, _) => PaperTexts.EndsHere,
        (null, PlannedRoute.Ends) => PaperTexts.EndsHere,
        (null, PlannedRoute.Refers) => PaperTexts.GoesTo(Planned(item, bodies), item.PlannedDate),
        (null, _) => PaperTexts.NoPlan,
        var (kind, _) => PaperTexts.Route(kind!.Value),
    };

    private static string? Planned(Item item, BodyRegister bodies)
    {
        var origin = bodies.Find(item.OriginBodyId);
        if (item.PlannedBody is { } written)
            return BodyNames.Find(bodies, written, origin?.Cluster)?.Name ?? written;
        return origin?.RefersTo is { } upper ? bodies.Find(upper)?.Name : null;
    }

    private static string Number(TreatedItem entry, int index) =>
        entry.Treatment.Number ?? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Title(TreatedItem entry, Predicate<TreatedItem> isHidden) =>
        entry.Item.Access != Access.Open || isHidden(entry) ? entry.Item.PublicTitle ?? PaperTexts.ClosedItem : entry.Item.Title;
}
