using Microsoft.AspNetCore.Mvc;
using Workflow.Activities.Inbound;

namespace Workflow.Host.Api;

/// <summary>Mail to us that waits for a person.</summary>
internal static class InboundApi
{
    public static void MapInboundApi(this RouteGroupBuilder api)
    {
        var inbound = api.MapGroup("/inbound").WithTags("inbound");
        inbound.MapGet("/", (InboundDesk desk, CancellationToken token) => desk.HeldAsync(token));
        inbound.MapGet("/ignored", (InboundDesk desk, CancellationToken token) => desk.IgnoredAsync(token));
        inbound.MapGet("/about/{id}", (string id, InboundDesk desk, CancellationToken token) => desk.AboutAsync(id, token));
        inbound.MapGet("/{id}/mail", async (string id, InboundDesk desk, HttpContext context, CancellationToken token) =>
            await desk.BytesAsync(id, token).ConfigureAwait(false) is { } bytes
                ? FileDownload.Send(context, bytes, id + ".eml")
                : Results.Problem(
                    new ProblemDetails { Status = 404, Title = "unknown-mail", Detail = HostTexts.Format("UnknownMail", id) }));
        inbound.MapPost("/{id}/assign", (string id, AssignMail command, Caller caller, InboundDesk desk) =>
            caller.Answer(desk.AssignAsync, command with { MailId = id }));
        inbound.MapPost("/{id}/dismiss", (string id, DismissMail command, Caller caller, InboundDesk desk) =>
            caller.Answer(desk.DismissAsync, command with { MailId = id }));
    }
}
