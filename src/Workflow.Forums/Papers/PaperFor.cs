using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Papers;

/// <param name="Item">As it stands now.</param>
public sealed record TreatedItem(Item Item, Treatment Treatment);

/// <summary>
/// The one function that derives what somebody sees of a meeting's paper. Every output goes through it: page, letter,
/// feed, API, check. It leaves out blocks and files for other bodies, closed things, and what a person is recused from.
/// </summary>
public static class PaperFor
{
    public static MeetingPaper Derive(
        PaperKind kind, Meeting meeting, Body body, IReadOnlyList<TreatedItem> items, Viewer viewer, BodyRegister bodies)
    {
        var shown = items
            .Where(entry => entry.Treatment.State != TreatmentState.Removed)
            .OrderBy(entry => entry.Treatment.Order).ThenBy(entry => entry.Treatment.Id, StringComparer.Ordinal)
            .Select(AsDecided)
            .ToList();
        return new MeetingPaper
        {
            Kind = kind,
            Body = body.Name,
            BodyId = body.Id,
            Date = meeting.Date,
            Time = meeting.Time,
            Place = meeting.Place,
            Participants = meeting.Participants,
            Items = [.. shown.Select((entry, index) => Derive(kind, entry, index + 1, body, viewer, shown, bodies))],
        };
    }

    /// <summary>
    /// A meeting's paper shows the text it decided on, whatever was written since. But who may see it is asked today: an
    /// item that was closed since, or a person recused since, counts.
    /// </summary>
    private static TreatedItem AsDecided(TreatedItem entry) => entry.Treatment.AsDecided is not { } decided
        ? entry
        : entry with
        {
            Item = decided with
            {
                Access = entry.Item.Access == Access.Open ? decided.Access : entry.Item.Access,
                PublicTitle = entry.Item.PublicTitle ?? decided.PublicTitle,
                Recusals = entry.Item.Recusals,
            },
        };

    private static PaperItem Derive(
        PaperKind kind, TreatedItem entry, int place, Body body, Viewer viewer, IReadOnlyList<TreatedItem> all,
        BodyRegister bodies)
    {
        var (item, treatment) = (entry.Item, entry.Treatment);
        var number = treatment.Number ?? place.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (IsHidden(entry, viewer))
            return Withheld(item, treatment, number);
        return new PaperItem
        {
            Id = treatment.Id,
            Number = number,
            Access = item.Access,
            Title = item.Title,
            PlannedRoute = treatment.BodyId == item.OriginBodyId ? item.PlannedRoute : PlannedRoute.Unspecified,
            CaseNumber = item.CaseNumber,
            DocumentNumber = treatment.DocumentNumber,
            LateReason = treatment.Late?.Reason,
            Sections = [.. Sections(kind, entry, viewer, all, bodies).OrderBy(section => Place(body, section.Kind))],
            Attachments = [.. item.Attachments.Where(attachment => Sees(entry, attachment, viewer)).Select(Attachment)],
            Absent = kind == PaperKind.Minutes ? treatment.Absent : [],
            Outcome = kind == PaperKind.Minutes ? treatment.Decision?.Confirmed : null,
        };
    }

    private static bool IsHidden(TreatedItem entry, Viewer viewer) =>
        (entry.Item.Access != Access.Open && !SeesClosed(entry, viewer))
        || entry.Item.IsRecused(viewer.PersonId)
        || entry.Treatment.Recusals.Any(recusal => recusal.PersonId == viewer.PersonId);

    /// <summary>What is closed in one body is closed for the members of all others.</summary>
    private static bool SeesClosed(TreatedItem entry, Viewer viewer) =>
        viewer.SeesClosed && string.Equals(entry.Treatment.BodyId, viewer.Audience, StringComparison.Ordinal);

    private static PaperItem Withheld(Item item, Treatment treatment, string number) => new()
    {
        Id = treatment.Id,
        Number = number,
        Access = Access.Closed,
        Title = item.PublicTitle ?? PaperTexts.ClosedItem,
    };

    private static IEnumerable<PaperSection> Sections(
        PaperKind kind, TreatedItem entry, Viewer viewer, IReadOnlyList<TreatedItem> all, BodyRegister bodies)
    {
        var (item, treatment) = (entry.Item, entry.Treatment);
        foreach (var section in item.Sections)
            yield return Section(section.Kind, section.Heading, section.Blocks, viewer);
        if (item.Standing == StandingItem.RoutingOverview)
            yield return Section(
                SectionKind.Other, null, RoutingOverview.Blocks(all, bodies, other => IsHidden(other, viewer)), viewer);
        if (treatment.Recommendation is { } recommendation)
            yield return Section(SectionKind.Recommendation, null, recommendation, viewer);
        if (treatment.Lineage.Count > 0)
            yield return Section(SectionKind.EarlierDecisions, null,
                [.. treatment.Lineage.SelectMany(earlier => Blocks(earlier, treatment))], viewer);
        if (kind == PaperKind.Minutes && treatment.Decision is { } decision)
            yield return Section(SectionKind.Decision, null, Fences.Blocks(decision.Text, treatment.BodyId), viewer);
    }

    private static PaperSection Section(SectionKind kind, string? heading, IReadOnlyList<TextBlock> blocks, Viewer viewer) => new(
        kind,
        heading ?? PaperTexts.Heading(kind),
        [.. blocks.Where(block => block.Audience is null || block.Audience == viewer.Audience)]);

    private static IReadOnlyList<TextBlock> Blocks(EarlierDecision earlier, Treatment treatment) =>
        Fences.Blocks(PaperTexts.EarlierDecision(earlier), treatment.BodyId);

    private static bool Sees(TreatedItem entry, ItemAttachment attachment, Viewer viewer) =>
        (attachment.Audience is null || attachment.Audience == viewer.Audience)
        && (attachment.Access == Access.Open || SeesClosed(entry, viewer));

    private static PaperAttachment Attachment(ItemAttachment attachment) =>
        new(attachment.Number, attachment.Name, attachment.DocumentNumber, attachment.CaseNumber) { Access = attachment.Access };

    private static int Place(Body body, SectionKind kind)
    {
        for (var i = 0; i < body.Sections.Count; i++)
        {
            if (body.Sections[i] == kind)
                return i;
        }

        return kind == SectionKind.Other ? 1 : body.Sections.Count;
    }
}
