using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>Who is written to about an item, and why.</summary>
internal static class ItemLetters
{
    public static IReadOnlyList<(Person Person, string Reason)> Secretariat(ForumRules rules, Body body, DateTimeOffset now) =>
        With(rules, MandateRole.Secretariat, body, now, "because-secretariat");

    public static IReadOnlyList<(Person Person, string Reason)> Chairs(ForumRules rules, Body body, DateTimeOffset now) =>
        With(rules, MandateRole.Chair, body, now, "because-chair");

    /// <summary>Those of the chairs who may have to do with the item.</summary>
    public static IReadOnlyList<(Person Person, string Reason)> Chairs(
        ForumRules rules, Body body, Item item, DateTimeOffset now) =>
        [.. Chairs(rules, body, now).Where(chair => !item.IsRecused(chair.Person.Id))];

    /// <summary>Those who act for the chairs: named in their mandates, else the body's deputy.</summary>
    public static IReadOnlyList<(Person Person, string Reason)> Deputies(
        ForumRules rules, Body body, Item item, DateTimeOffset now)
    {
        var roles = new Roles(rules, body, now);
        return
        [
            .. roles.Chairs.Select(chair => roles.DeputyOf(chair, item.IsRecused)).OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Select(rules.People.Find).OfType<Person>()
                .Select(person => (person, Because(body, "because-deputy"))),
        ];
    }

    /// <summary>The owner; the secretariat where there is none, or where the owner may not see the item.</summary>
    public static IReadOnlyList<(Person Person, string Reason)> Owner(
        ForumRules rules, Body body, Item item, Treatment? treatment, DateTimeOffset now)
    {
        var owner = item.OwnerId is null ? null : rules.People.Find(item.OwnerId);
        var recused = item.IsRecused(item.OwnerId)
            || treatment?.Recusals.Any(recusal => recusal.PersonId == item.OwnerId) == true;
        return owner?.Address is null || recused
            ? Secretariat(rules, body, now)
            : [(owner, Because(body, "because-owner"))];
    }

    /// <summary>Queues a letter for each; who has no address is written down, never passed over in silence.</summary>
    public static async Task SendAsync(
        ForumSession session,
        IReadOnlyList<(Person Person, string Reason)> to,
        Body body,
        string version,
        string itemId,
        Func<Envelope, Letter> write,
        CancellationToken cancellationToken)
    {
        if (to.Count == 0)
            session.Audit(itemId, "nobodyToTell", ItemTexts.Say("audit-nobody-to-tell", body.Name), ("body", body.Id));
        foreach (var (person, reason) in to)
        {
            if (person.Address is null)
            {
                session.Audit(itemId, "nobodyToTell", ItemTexts.Say("audit-no-address", person.Name), ("person", person.Id));
                continue;
            }

            var recipient = new Recipient(person.Id, person.Name, person.Address);
            await session.AddLetterAsync(write(new Envelope(recipient, body, reason, session.Now, version)), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static IReadOnlyList<(Person Person, string Reason)> With(
        ForumRules rules, MandateRole role, Body body, DateTimeOffset now, string because) =>
        [.. rules.People.With(role, body.Id, body.Today(now)).Select(person => (person, Because(body, because)))];

    private static string Because(Body body, string why) => BodyLanguage.Of(body, () => ItemTexts.Say(why, body.Name));
}
