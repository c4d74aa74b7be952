using Microsoft.Extensions.DependencyInjection;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Inbound;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Mail;
using Workflow.Activities.Meetings;
using Workflow.Activities.Publications;
using Workflow.Activities.Tasks;
using Workflow.Engine.Activities;

namespace Workflow.Activities;

/// <summary>Registers the activities that <c>workflows/*.json</c> name, and the desks people act through.</summary>
public static class ForumActivitiesSetup
{
    /// <summary>Needs a <see cref="ForumRules"/> and the runtime to be registered too.</summary>
    public static IServiceCollection AddForumActivities(this IServiceCollection services) => services
        .AddSingleton(provider => Catalogue(provider.GetRequiredService<ForumRules>()))
        .AddSingleton<ItemDesk>()
        .AddSingleton<MeetingDesk>()
        .AddSingleton<Replay.ImportDesk>()
        .AddSingleton<ConsultationDesk>()
        .AddSingleton<ApprovalDesk>()
        .AddSingleton<Links.LinkDesk>()
        .AddSingleton<DutyWatch>()
        .AddSingleton<ConsultationWatch>()
        .AddSingleton<TaskDesk>()
        .AddSingleton<LetterDesk>()
        .AddSingleton<Operators.OperatorDesk>();

    /// <summary>
    /// What sends letters, files mail and writes pages. Needs an IMailTransport, an IMailReader, an IPublicationTarget, a clock
    /// and logging.
    /// </summary>
    public static IServiceCollection AddForumDrains(this IServiceCollection services) => services
        .AddSingleton<OutboxDrain>()
        .AddSingleton<InboundDesk>()
        .AddSingleton<OnlineEventDrain>()
        .AddSingleton<PublicationDrain>();

    /// <summary>Every activity of the product. A name used twice stops the host.</summary>
    public static ActivityCatalogue Catalogue(ForumRules rules) => new(Activities(rules));

    internal static IEnumerable<IActivityType> Activities(ForumRules rules) =>
    [
        .. ItemActivities.All(rules),
        .. MeetingActivities.All(rules),
        .. ConsultationActivities.All(rules),
        .. ApprovalActivities.All(rules),
        .. TaskActivities.All(rules),
    ];
}
