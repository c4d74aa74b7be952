using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;

namespace Workflow.Forums.People;

/// <summary>
/// Somebody for every role, for a replay: a paper names few people and no address. Named by role, deterministic, and with
/// addresses under <c>.invalid</c>, where no mail can ever arrive.
/// </summary>
public static class InventedPeople
{
    private static readonly (string Key, MandateRole Role)[] Roles =
    [
        ("chair", MandateRole.Chair), ("deputy", MandateRole.Deputy), ("secretariat", MandateRole.Secretariat),
        ("itemOwner", MandateRole.ItemOwner), ("meetingLeader", MandateRole.MeetingLeader),
        ("member1", MandateRole.Member), ("member2", MandateRole.Member), ("member3", MandateRole.Member),
    ];

    public static string Id(Body body, string key) => $"{body.Id}.{key}";

    /// <param name="paper">Its participants become members too; null for a body that no paper is about.</param>
    public static IReadOnlyList<Person> For(Body body, MeetingPaper? paper)
    {
        var byRole = Roles.Select(role => new Person(
            Id(body, role.Key), PeopleTexts.Name(role.Key, body.Name), Address(PeopleTexts.Slug(role.Key), body))
        {
            Mandates = [
                new Mandate(body.Id, role.Role) { DeputyId = role.Role == MandateRole.Chair ? Id(body, "deputy") : null }],
        });
        return [.. byRole.Concat(Named(body, paper)).DistinctBy(person => person.Id)];
    }

    private static IEnumerable<Person> Named(Body body, MeetingPaper? paper) =>
        (paper?.Participants ?? []).Select(participant => new Person(
            Id(body, BodySlug.From(participant.Name)), participant.Name, Address(BodySlug.From(participant.Name), body))
        {
            Mandates = [new Mandate(body.Id, MandateRole.Member)],
        });

    private static string Address(string name, Body body) => $"{name}@{BodySlug.From(body.Id)}.invalid";
}
