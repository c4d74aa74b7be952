using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums.Papers;
using Workflow.Forums.People;

namespace Workflow.Activities.Meetings;

/// <param name="Reached">Those with an address.</param>
/// <param name="NotReached">Names of those without one, for the secretariat to tell by other means; null where there is
/// none.</param>
internal sealed record MeetingRecipients(IReadOnlyList<Recipient> Reached, string? NotReached);

/// <summary>Who is told of a meeting.</summary>
internal static class MeetingPeople
{
    /// <summary>
    /// Those whose role lets them read what is closed; owners, presenters and guests are asked in for their own item.
    /// </summary>
    private static readonly MandateRole[] Inside =
        [MandateRole.Member, MandateRole.Chair, MandateRole.Deputy, MandateRole.MeetingLeader, MandateRole.Secretariat];

    /// <summary>Members, the body's item owners, and the owners of what is on the agenda already.</summary>
    public static async Task<MeetingRecipients> CalledAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var items = await MeetingPapers.ItemsAsync(scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        var owners = items.Select(entry => entry.Item.OwnerId).OfType<string>().Select(scene.Rules.People.Find).OfType<Person>();
        return Of([.. scene.Roles.Members, .. scene.Roles.With(MandateRole.ItemOwner), .. owners], []);
    }

    /// <summary>Members, meeting leaders, secretariat, and the participants of this one meeting.</summary>
    public static MeetingRecipients Invited(MeetingScene scene)
    {
        var participants = scene.Meeting.Participants
            .Select(participant => (participant.Name, Person: Named(scene, participant.Name))).ToList();
        return Of(
            [
                .. scene.Roles.Members,
                .. scene.Roles.With(MandateRole.MeetingLeader),
                .. scene.Roles.Secretariat,
                .. participants.Select(participant => participant.Person).OfType<Person>(),
            ],
            [.. participants.Where(participant => participant.Person is null).Select(participant => participant.Name)]);
    }

    public static MeetingRecipients Members(MeetingScene scene) => Of(scene.Roles.Members, []);

    /// <summary>Those who know of the meeting and must hear what becomes of it.</summary>
    public static MeetingRecipients Told(MeetingScene scene) =>
        Of(scene.Meeting.ToldPersonIds.Select(scene.Rules.People.Find).OfType<Person>(), []);

    /// <summary>
    /// Whose eyes the paper for this person is made for: a member's only with a role in the body on the day of the meeting.
    /// </summary>
    public static Viewer ViewerOf(MeetingScene scene, string personId) =>
        Inside.Any(role => scene.Roles.With(role).Any(person => person.Id == personId))
            ? Viewer.Member(scene.Body.Id, personId)
            : Viewer.Guest(scene.Body.Id, personId);

    private static MeetingRecipients Of(IEnumerable<Person> people, IReadOnlyList<string> unknown)
    {
        var distinct = people.DistinctBy(person => person.Id).OrderBy(person => person.Id, StringComparer.Ordinal).ToList();
        var missing = distinct.Where(person => Recipients.Of(person) is null).Select(person => person.Name)
            .Concat(unknown).ToList();
        return new MeetingRecipients([.. Recipients.Of(distinct)], missing.Count == 0 ? null : string.Join(", ", missing));
    }

    /// <summary>
    /// The one person of that name, first among those with a mandate in the body; null where several bear it: an invitation
    /// never goes to a stranger.
    /// </summary>
    private static Person? Named(MeetingScene scene, string name)
    {
        var named = scene.Rules.People.All.Where(
            person => person.Aliases.Prepend(person.Name).Contains(name, StringComparer.Ordinal)).ToList();
        var own = named.Where(person => person.Mandates.Any(mandate => mandate.BodyId == scene.Body.Id)).ToList();
        return own.Count == 1 ? own[0] : named.Count == 1 ? named[0] : null;
    }
}
