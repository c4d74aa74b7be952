using Workflow.Activities.Approvals;
using Workflow.Activities.Meetings;
using Workflow.Engine.Activities;
using Workflow.Engine.Drawing;
using Workflow.Forums;
using Workflow.Forums.Papers;
using Workflow.Runtime;

namespace Workflow.Host.Api;

/// <summary>What waits and why, what was done, what was sent, and how a meeting's draft looks.</summary>
internal static class ForumQueries
{
    public static void MapQueries(this RouteGroupBuilder api)
    {
        var queries = api.MapGroup("").WithTags("queries");
        queries.MapGet("/waiting", async (ForumOverview overview, OperatorOverview operators, CancellationToken token) => new
        {
            instances = await overview.WaitingAsync(token).ConfigureAwait(false),
            deadlines = await overview.OpenDeadlinesAsync(token).ConfigureAwait(false),
            parked = await overview.ParkedSignalsAsync(token).ConfigureAwait(false),
            pages = await operators.UnwrittenPagesAsync(token).ConfigureAwait(false),
            onlineEvents = await operators.OpenOnlineEventsAsync(token).ConfigureAwait(false),
        });
        queries.MapGet("/subjects/{id}", SubjectAsync);
        queries.MapGet("/timeline",
            (string? subject, ForumOverview overview, CancellationToken token) => overview.TimelineAsync(subject, token));
        queries.MapGet(
            "/letters", (string? about, ForumOverview overview, CancellationToken token) => overview.LettersAsync(about, token));
        queries.MapGet("/tasks", (ForumRuntime runtime, CancellationToken token) =>
            runtime.ReadAsync((session, ct) => session.OpenTasksAsync(null, ct), token));
        queries.MapGet(
            "/approvals", (string? body, ApprovalDesk desk, CancellationToken token) => desk.PendingAsync(body, token));
        queries.MapGet("/approvals/{id}", async (string id, ApprovalDesk desk, CancellationToken token) =>
            await desk.OverviewAsync(id, token).ConfigureAwait(false) is { } approval ? Results.Ok(approval) : Missing(id));
        queries.MapGet("/activities", (ActivityCatalogue catalogue) => catalogue.Descriptors);
        queries.MapGet("/subjects/{id}/drawing", DrawingAsync);
        queries.MapGet("/items/{id}", ItemAsync);
        queries.MapGet("/meetings/{id}", MeetingAsync);
        queries.MapGet("/meetings/{id}/agenda",
            (string id, string? reader, MeetingDesk desk, ForumRuntime runtime, CancellationToken token) =>
            DraftAsync(id, reader, desk.DraftAgendaAsync, runtime, token));
        queries.MapGet("/meetings/{id}/minutes",
            (string id, string? reader, MeetingDesk desk, ForumRuntime runtime, CancellationToken token) =>
            DraftAsync(id, reader, desk.DraftMinutesAsync, runtime, token));
        queries.MapGet("/meetings/{id}/plan", PlanAsync);
    }

    private static async Task<IResult> SubjectAsync(
        string id, ForumOverview overview, ForumRuntime runtime, CancellationToken token)
    {
        if (await overview.InstanceAsync(id, token).ConfigureAwait(false) is not { } instance)
            return Missing(id);
        return Results.Ok(new
        {
            instance,
            history = await overview.HistoryAsync(id, token).ConfigureAwait(false),
            deadlines = await runtime.ReadAsync((session, ct) => session.DeadlinesOfAsync(id, ct), token).ConfigureAwait(false),
            letters = await overview.LettersAsync(id, token).ConfigureAwait(false),
        });
    }

    /// <summary>The subject's lifecycle as Mermaid text: where it stands, and which way it came.</summary>
    private static async Task<IResult> DrawingAsync(
        string id, ForumOverview overview, DefinitionStore definitions, ActivityCatalogue catalogue, CancellationToken token)
    {
        if (await overview.InstanceAsync(id, token).ConfigureAwait(false) is not { DefinitionVersion: > 0 } instance)
            return Missing(id);
        var history = await overview.HistoryAsync(id, token).ConfigureAwait(false);
        var marks = new DrawingMarks
        {
            Current = instance.ActivityId,
            Visited = history.Select(line => line.ActivityId).ToHashSet(StringComparer.Ordinal),
        };
        var definition = await definitions.GetAsync(instance.DefinitionId, instance.DefinitionVersion, token)
            .ConfigureAwait(false);
        return Results.Text(MermaidDrawing.Draw(definition, catalogue, marks));
    }

    private static Task<IResult> ItemAsync(string id, ForumRuntime runtime, CancellationToken token) => runtime.ReadAsync(
        async (session, ct) => await session.Items.FindAsync(id, ct).ConfigureAwait(false) is { } item
            ? Results.Ok(new { item, treatments = await session.TreatmentsOfItemAsync(id, ct).ConfigureAwait(false) })
            : Missing(id),
        token);

    private static Task<IResult> MeetingAsync(string id, ForumRuntime runtime, CancellationToken token) => runtime.ReadAsync(
        async (session, ct) => await session.Meetings.FindAsync(id, ct).ConfigureAwait(false) is { } meeting
            ? Results.Ok(new
            {
                meeting,
                treatments = await session.TreatmentsOfMeetingAsync(id, ct).ConfigureAwait(false),
                approvals = await session.ApprovalsAboutAsync(id, ct).ConfigureAwait(false),
                consultations = await session.ConsultationsAboutAsync(id, ct).ConfigureAwait(false),
            })
            : Missing(id),
        token);

    /// <summary>Every station with its rule and state, and what is in danger.</summary>
    private static async Task<IResult> PlanAsync(string id, MeetingDesk desk, CancellationToken token)
    {
        var plan = await desk.PlanAsync(id, token).ConfigureAwait(false);
        return plan.IsAccepted ? Results.Ok(new { plan.Value.Stations, plan.Value.Warnings }) : Missing(id);
    }

    /// <summary>As the meeting's own secretariat sees it now, or as the public would.</summary>
    private static async Task<IResult> DraftAsync(
        string id,
        string? reader,
        Func<string, Viewer, CancellationToken, Task<Ruling<MeetingDraft>>> draft,
        ForumRuntime runtime,
        CancellationToken token)
    {
        if (reader is not (null or "secretariat" or "public"))
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "unknown-reader",
                detail: HostTexts.Format("UnknownReader", reader));
        var meeting = await runtime.ReadAsync((session, ct) => session.Meetings.FindAsync(id, ct), token).ConfigureAwait(false);
        if (meeting is null)
            return Missing(id);
        var viewer = reader == "public" ? Viewer.Public(meeting.BodyId) : Viewer.Secretariat(meeting.BodyId);
        var page = await draft(id, viewer, token).ConfigureAwait(false);
        return page.IsAccepted ? Results.Content(page.Value.Html, "text/html; charset=utf-8") : Missing(id);
    }

    private static IResult Missing(string id) =>
        Results.Problem(
            statusCode: StatusCodes.Status404NotFound, title: "unknown-id", detail: HostTexts.Format("UnknownId", id));
}
