using Workflow.Activities.Operators;
using Workflow.Forums;

namespace Workflow.Host.Api;

/// <summary>For operators: the whole at a glance, the days to come, why a mail went or not, and another try.</summary>
internal static class OperatorApi
{
    private const int UsualDays = 30;

    public static void MapOperatorApi(this RouteGroupBuilder api)
    {
        var operators = api.MapGroup("").WithTags("operators");
        operators.MapGet("/operators/overview", (OperatorDesk desk, CancellationToken token) => desk.OverviewAsync(token));
        operators.MapGet("/operators/ahead", async (int? days, OperatorDesk desk, CancellationToken token) =>
            Answer(await desk.AheadAsync(days ?? UsualDays, token).ConfigureAwait(false)));
        operators.MapPost("/operators/instances/{id}/retry", (string id, Caller caller, OperatorDesk desk) =>
            caller.Answer(desk.RetryAsync, new RetryCase(id)));
        operators.MapPost("/operators/pages/{id}/retry", (string id, Caller caller, OperatorDesk desk) =>
            caller.Answer(desk.RetryPageAsync, new RetryPage(id)));
        operators.MapPost("/operators/online-events/{id}/retry", (string id, Caller caller, OperatorDesk desk) =>
            caller.Answer(desk.RetryOnlineEventAsync, new RetryOnlineEvent(id)));
        operators.MapPost(
            "/operators/signals/{id:long}/dismiss", (long id, DismissSignal command, Caller caller, OperatorDesk desk) =>
            caller.Answer(desk.DismissAsync, command with { SignalId = id }));
        operators.MapGet("/letters/{messageId}/why", async (string messageId, OperatorDesk desk, CancellationToken token) =>
            Answer(await desk.WhyAsync(messageId, token).ConfigureAwait(false)));
        operators.MapGet("/letters/why", async (string? to, string? about, OperatorDesk desk, CancellationToken token) =>
            Answer(await desk.WhyAboutAsync(to, about, token).ConfigureAwait(false)));
    }

    /// <summary>
    /// A question that cannot be answered is no conflict: 404 for what is not there, 400 for what was asked wrongly.
    /// </summary>
    private static IResult Answer<T>(Ruling<T> ruling) => ruling.IsAccepted
        ? Results.Ok(ruling.Value)
        : Results.Problem(
            statusCode: ruling.Refusal.Code == "unknown-id" ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest,
            title: ruling.Refusal.Code,
            detail: ruling.Refusal.Text);
}
