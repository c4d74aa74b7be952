using Workflow.Activities.Kernel;
using Workflow.Documents.Pages;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Runtime;

namespace Workflow.Activities.Meetings;

public sealed partial class MeetingDesk
{
    /// <summary>The agenda as it stands now, for these eyes; nothing of it is stored.</summary>
    public Task<Ruling<MeetingDraft>> DraftAgendaAsync(string meetingId, Viewer viewer, CancellationToken cancellationToken) =>
        DraftAsync(meetingId, PaperKind.Agenda, viewer, cancellationToken);

    public Task<Ruling<MeetingDraft>> DraftMinutesAsync(string meetingId, Viewer viewer, CancellationToken cancellationToken) =>
        DraftAsync(meetingId, PaperKind.Minutes, viewer, cancellationToken);

    /// <summary>State, plan, and what the meeting waits for.</summary>
    public async Task<Ruling<MeetingOverview>> OverviewAsync(string meetingId, CancellationToken cancellationToken)
    {
        var instance = await overview.InstanceAsync(meetingId, cancellationToken).ConfigureAwait(false);
        return await runtime.ReadAsync<Ruling<MeetingOverview>>(
            async (session, token) =>
            {
                if (await session.Meetings.FindAsync(meetingId, token).ConfigureAwait(false) is not { } meeting)
                    return Unknown.Subject(meetingId);
                var approvals = await session.ApprovalsAboutAsync(meetingId, token).ConfigureAwait(false);
                var consultations = await session.ConsultationsAboutAsync(meetingId, token).ConfigureAwait(false);
                return new MeetingOverview(
                    meeting,
                    [.. meeting.Plan.Select(deadline => new PlanLine(deadline, deadline.Due <= session.Now))],
                    instance,
                    await MeetingPapers.ItemsAsync(session, meetingId, token).ConfigureAwait(false),
                    [.. approvals.Where(approval => approval.State == ApprovalState.Pending)],
                    [.. consultations.Where(consultation => consultation.State == ConsultationState.Open)],
                    await session.OpenTasksAsync(meetingId, token).ConfigureAwait(false),
                    await session.DeadlinesOfAsync(meetingId, token).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every station of the plan: due when and by which rule, how it stands, and what its lateness endangers.</summary>
    public Task<Ruling<PlanStatus>> PlanAsync(string meetingId, CancellationToken cancellationToken) =>
        runtime.ReadAsync<Ruling<PlanStatus>>(
            async (session, token) => await session.Meetings.FindAsync(meetingId, token).ConfigureAwait(false) is null
                ? Unknown.Subject(meetingId)
                : (await MeetingScene.OfAsync(session, rules, meetingId, token).ConfigureAwait(false)).Status(),
            cancellationToken);

    /// <summary>
    /// Meetings of which a station is late, by date; those that are over, and whose minutes are out, are left out.
    /// </summary>
    public Task<IReadOnlyList<PlanStatus>> InTroubleAsync(CancellationToken cancellationToken) =>
        runtime.ReadAsync<IReadOnlyList<PlanStatus>>(
            async (session, token) =>
            {
                var meetings = await session.AllMeetingsAsync(token).ConfigureAwait(false);
                return
                [
                    .. meetings.Where(
                        meeting => meeting.State < MeetingState.Published && rules.Bodies.Find(meeting.BodyId) is not null)
                        .Select(meeting => StatusOf(session, meeting))
                        .Where(plan => plan.Warnings.Count > 0),
                ];
            },
            cancellationToken);

    private PlanStatus StatusOf(ForumSession session, Meeting meeting)
    {
        try
        {
            return MeetingScene.Of(session, rules, meeting).Status();
        }
        catch (UnknownRulesException exception)
        {
            // One meeting whose rules were taken out of the file must not hide the trouble of the others.
            return new PlanStatus(meeting, [], [exception.Message]);
        }
    }

    private Task<Ruling<MeetingDraft>> DraftAsync(
        string meetingId, PaperKind kind, Viewer viewer, CancellationToken cancellationToken) =>
        runtime.ReadAsync<Ruling<MeetingDraft>>(
            async (session, token) =>
            {
                if (await session.Meetings.FindAsync(meetingId, token).ConfigureAwait(false) is null)
                    return Unknown.Subject(meetingId);
                var scene = await MeetingScene.OfAsync(session, rules, meetingId, token).ConfigureAwait(false);
                var items = await MeetingPapers.ItemsAsync(session, meetingId, token).ConfigureAwait(false);
                var paper = MeetingPapers.Derive(scene, kind, items, viewer);
                var version = Math.Max(1, kind == PaperKind.Agenda ? scene.Meeting.AgendaVersion : scene.Meeting.MinutesVersion);
                return new MeetingDraft(
                    paper, MeetingPage.Write(paper, scene.Body, new PageStamp(PageState.Draft, version, scene.Today)));
            },
            cancellationToken);
}
