using Workflow.Activities.Kernel;
using Workflow.Forums;
using Workflow.Forums.Items;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// What people do with items. A command id makes a command happen once; the same id again gives the first answer. A
/// refusal has written nothing.
/// </summary>
public sealed partial class ItemDesk(ForumRuntime runtime, ForumRules rules)
{
    /// <summary>Null where there is no such item.</summary>
    public Task<ItemOverview?> OverviewAsync(string itemId, CancellationToken cancellationToken) => runtime.ReadAsync(
        async (session, token) => await session.Items.FindAsync(itemId, token).ConfigureAwait(false) is not { } item
            ? null
            : new ItemOverview(
                item,
                await session.TreatmentsOfItemAsync(itemId, token).ConfigureAwait(false),
                await session.OpenTasksAsync(itemId, token).ConfigureAwait(false),
                await session.ConsultationsAboutAsync(itemId, token).ConfigureAwait(false),
                await session.ApprovalsAboutAsync(itemId, token).ConfigureAwait(false)),
        cancellationToken);

    /// <summary>Loads the item, or refuses; what the work returns is committed unless it is a refusal.</summary>
    private Task<Ruling<T>> ExecuteAsync<T>(
        string name,
        string itemId,
        Actor actor,
        string commandId,
        Func<ForumSession, Item, CancellationToken, Task<Ruling<T>>> decide,
        CancellationToken cancellationToken) => runtime.ExecuteAsync<T>(
            new CommandEnvelope(commandId, name, actor),
            async (session, token) => await session.Items.FindAsync(itemId, token).ConfigureAwait(false) is { } item
                ? await decide(session, item, token).ConfigureAwait(false)
                : ItemTexts.Refuse("item-unknown", itemId),
            cancellationToken);

    private static Refusal Wrong(Item item) =>
        ItemTexts.Refuse("item-wrong-state", item.Title, ItemTexts.Say("state-" + item.State));
}
