using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Publications;

namespace Workflow.Runtime.Aggregates;

internal sealed class MeetingRow : AggregateRow<Meeting>
{
    public string BodyId { get; set; } = "";

    public DateOnly Date { get; set; }

    public MeetingState State { get; set; }

    public override void Index(Meeting state) => (BodyId, Date, State) = (state.BodyId, state.Date, state.State);
}

internal sealed class ItemRow : AggregateRow<Item>
{
    public string OriginBodyId { get; set; } = "";

    public string? TargetBodyId { get; set; }

    public ItemState State { get; set; }

    public override void Index(Item state) =>
        (OriginBodyId, TargetBodyId, State) = (state.OriginBodyId, state.TargetBodyId, state.State);
}

internal sealed class TreatmentRow : AggregateRow<Treatment>
{
    public string ItemId { get; set; } = "";

    public string MeetingId { get; set; } = "";

    public string BodyId { get; set; } = "";

    public int Order { get; set; }

    public TreatmentState State { get; set; }

    public override void Index(Treatment state) => (ItemId, MeetingId, BodyId, Order, State) =
        (state.ItemId, state.MeetingId, state.BodyId, state.Order, state.State);
}

internal sealed class ConsultationRow : AggregateRow<Consultation>
{
    public string AboutId { get; set; } = "";

    public ConsultationState State { get; set; }

    public override void Index(Consultation state) => (AboutId, State) = (state.AboutId, state.State);
}

internal sealed class ApprovalRow : AggregateRow<Approval>
{
    public string AboutId { get; set; } = "";

    public ApprovalState State { get; set; }

    public override void Index(Approval state) => (AboutId, State) = (state.AboutId, state.State);
}

internal sealed class SecretariatTaskRow : AggregateRow<SecretariatTask>
{
    public string AboutId { get; set; } = "";

    public string BodyId { get; set; } = "";

    public bool IsDone { get; set; }

    public override void Index(SecretariatTask state) =>
        (AboutId, BodyId, IsDone) = (state.AboutId, state.BodyId, state.DoneAt is not null);
}

internal sealed class FollowUpRow : AggregateRow<FollowUp>
{
    public string ItemId { get; set; } = "";

    public string BodyId { get; set; } = "";

    public override void Index(FollowUp state) => (ItemId, BodyId) = (state.ItemId, state.BodyId);
}

internal sealed class OnlineEventRow : AggregateRow<OnlineEvent>
{
    public bool IsOpen { get; set; }

    public override void Index(OnlineEvent state) => IsOpen = OnlineEventRules.IsOpen(state);
}

internal sealed class PublicationRow : AggregateRow<Publication>
{
    public string AboutId { get; set; } = "";

    public bool IsWritten { get; set; }

    public override void Index(Publication state) => (AboutId, IsWritten) = (state.AboutId, state.WrittenAt is not null);
}
