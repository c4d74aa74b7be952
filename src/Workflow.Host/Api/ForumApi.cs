using Microsoft.AspNetCore.Mvc;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Links;
using Workflow.Activities.Meetings;
using Workflow.Activities.Tasks;
using Workflow.Runtime;

namespace Workflow.Host.Api;

/// <summary>
/// One endpoint per use case, and what pages and operators ask. The header <c>Idempotency-Key</c> makes a use case happen
/// once for one caller and one address; it is answered with the key that was used.
/// </summary>
internal static class ForumApi
{
    public static void MapForumApi(this IEndpointRouteBuilder app, string policy)
    {
        var api = app.MapGroup("/api").RequireAuthorization(policy);
        MapItems(api.MapGroup("/items").WithTags("items"));
        MapMeetings(api.MapGroup("/meetings").WithTags("meetings"));
        MapAnswers(api);
        api.MapQueries();
        api.MapOperatorApi();
        api.MapLetterApi();
        api.MapInboundApi();
        api.MapFiles();
    }

    private static void MapItems(RouteGroupBuilder items)
    {
        items.MapPost("/", (DraftItem command, Caller caller, ItemDesk desk) => caller.Answer(desk.DraftAsync, command));
        items.MapPost("/{id}/submit", (string id, SubmitItem command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.SubmitAsync, command with { ItemId = id }));
        items.MapPost("/{id}/late", (string id, AllowLate command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.AllowLateAsync, command with { ItemId = id }));
        items.MapPost("/{id}/findings/accept", (string id, AcceptFindings command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.AcceptFindingsAsync, command with { ItemId = id }));
        items.MapPost("/{id}/place", (string id, PlaceItem command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.PlaceAsync, command with { ItemId = id }));
        items.MapPost("/{id}/recommendation", (string id, WriteRecommendation command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.WriteRecommendationAsync, command with { ItemId = id }));
        items.MapPost("/{id}/decision", (string id, RecordDecision command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.RecordDecisionAsync, command with { ItemId = id }));
        items.MapPost("/{id}/outcome", (string id, ConfirmOutcome command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.ConfirmOutcomeAsync, command with { ItemId = id }));
        items.MapPost("/{id}/route", (string id, ChooseRoute command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.ChooseRouteAsync, command with { ItemId = id }));
        items.MapPost("/{id}/hearing", (string id, HoldHearing command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.HoldHearingAsync, command with { ItemId = id }));
        items.MapPost("/{id}/recusals", (string id, RecusePerson command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.RecuseAsync, command with { ItemId = id }));
        items.MapPost("/{id}/presenter", (string id, InvitePresenter command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.InvitePresenterAsync, command with { ItemId = id }));
        items.MapPost("/{id}/presenter/dismiss", (string id, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.DismissPresenterAsync, new DismissPresenter(id)));
        items.MapPost("/{id}/withdraw", (string id, WithdrawItem command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.WithdrawAsync, command with { ItemId = id }));
    }

    private static void MapMeetings(RouteGroupBuilder meetings)
    {
        meetings.MapPost("/", (PlanMeeting command, Caller caller, MeetingDesk desk) => caller.Answer(desk.PlanAsync, command));
        meetings.MapPost("/{id}/move", (string id, MoveMeeting command, Caller caller, MeetingDesk desk) =>
            caller.Answer(desk.MoveAsync, command with { MeetingId = id }));
        meetings.MapPost("/{id}/outcomes", (string id, ConfirmOutcomes command, Caller caller, ItemDesk desk) =>
            caller.Answer(desk.ConfirmOutcomesAsync, command with { MeetingId = id }));
        meetings.MapPost("/{id}/cancel", (string id, CancelMeeting command, Caller caller, MeetingDesk desk) =>
            caller.Answer(desk.CancelAsync, command with { MeetingId = id }));
        meetings.MapPost("/{id}/correct", (string id, CorrectAgenda command, Caller caller, MeetingDesk desk) =>
            caller.Answer(desk.CorrectAgendaAsync, command with { MeetingId = id }));
        meetings.MapPost("/{id}/minutes/correct", (string id, CorrectMinutes command, Caller caller, MeetingDesk desk) =>
            caller.Answer(desk.CorrectMinutesAsync, command with { MeetingId = id }));
        meetings.MapPost(
            "/{id}/hold", (string id, Caller caller, MeetingDesk desk) => caller.Answer(desk.HoldAsync, new HoldMeeting(id)));
        meetings.MapPost("/{id}/close", (string id, CloseMeeting? command, Caller caller, MeetingDesk desk) =>
            caller.Answer(desk.CloseAsync, (command ?? new CloseMeeting(id)) with { MeetingId = id }));
    }

    private static void MapAnswers(RouteGroupBuilder api)
    {
        var approvals = api.MapGroup("/approvals").WithTags("approvals");
        approvals.MapPost("/{id}/approve", (string id, ApprovalReply reply, Caller caller, ApprovalDesk desk) =>
            caller.Answer((given, actor, key, token) => desk.ApproveAsync(given.To(id), actor, key, token), reply));
        approvals.MapPost("/{id}/reject", (string id, ApprovalReply reply, Caller caller, ApprovalDesk desk) =>
            caller.Answer((given, actor, key, token) => desk.RejectAsync(given.To(id), actor, key, token), reply));
        approvals.MapPost("/{id}/links/revoke", (string id, RevokeLinks command, Caller caller, LinkDesk desk) =>
            caller.Answer(desk.RevokeAsync, command with { SubjectId = id }));
        var consultations = api.MapGroup("/consultations").WithTags("consultations");
        consultations.MapPost("/{id}/answers", (string id, AnswerConsultation command, Caller caller, ConsultationDesk desk) =>
            caller.Answer(desk.AnswerAsync, command with { ConsultationId = id }));
        consultations.MapPost("/{id}/extend", (string id, ExtendConsultation command, Caller caller, ConsultationDesk desk) =>
            caller.Answer(desk.ExtendAsync, command with { ConsultationId = id }));
        consultations.MapPost("/{id}/withdraw", (string id, WithdrawConsultation command, Caller caller, ConsultationDesk desk) =>
            caller.Answer(desk.WithdrawAsync, command with { ConsultationId = id }));
        consultations.MapPost("/{id}/admit", (string id, AdmitResponse command, Caller caller, ConsultationDesk desk) =>
            caller.Answer(desk.AdmitAsync, command with { ConsultationId = id }));
        consultations.MapPost("/{id}/file", (string id, FileResponse command, Caller caller, ConsultationDesk desk) =>
            caller.Answer(desk.FileAsync, command with { ConsultationId = id }));
        consultations.MapPost("/{id}/contact", (string id, ChangeContact command, Caller caller, ConsultationDesk desk) =>
            caller.Answer(desk.ChangeContactAsync, command with { ConsultationId = id }));
        consultations.MapPost("/{id}/links/revoke", (string id, RevokeLinks command, Caller caller, LinkDesk desk) =>
            caller.Answer(desk.RevokeAsync, command with { SubjectId = id }));
        consultations.MapPost("/{id}/reply", (string id, ReplyToResponse command, Caller caller, ConsultationDesk desk) =>
            caller.Answer(desk.ReplyAsync, command with { ConsultationId = id }));
        consultations.MapPost("/{id}/release", (string id, ReleaseResponse command, Caller caller, ConsultationDesk desk) =>
            caller.Answer(desk.ReleaseAsync, command with { ConsultationId = id }));
        api.MapPost(
            "/tasks/{id}/done", (string id, Caller caller, TaskDesk desk) => caller.Answer(desk.DoneAsync, new CompleteTask(id)))
            .WithTags("tasks");
        api.MapPost(
            "/subjects/{id}/retry", async (string id, Caller caller, SignalDeliverer deliverer, CancellationToken token) =>
            await deliverer.RetryFaultedAsync(id, caller.Actor, token).ConfigureAwait(false)
                ? Results.Ok()
                : Results.Problem(
                    new ProblemDetails { Status = 409, Title = "not-faulted", Detail = HostTexts.Format("NotFaulted", id) }))
            .WithTags("operators");
    }
}
