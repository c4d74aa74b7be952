using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Workflow.Forums;
using Workflow.Forums.People;

namespace Workflow.Host.Api;

/// <summary>Who calls, and under which id the use case happens once.</summary>
internal sealed class Caller
{
    public const string IdempotencyKey = "Idempotency-Key";

    private readonly string _commandId;
    private readonly CancellationToken _aborted;

    private Caller(Actor actor, string commandId, CancellationToken aborted) =>
        (Actor, _commandId, _aborted) = (actor, commandId, aborted);

    public Actor Actor { get; }

    /// <summary>Longest key, in characters.</summary>
    public const int LongestKey = 200;

    /// <exception cref="BadHttpRequestException">The key is too long: taking another in its place would act twice.</exception>
    public static ValueTask<Caller> BindAsync(HttpContext context)
    {
        var key = context.Request.Headers[IdempotencyKey].ToString();
        if (key.Length > LongestKey)
            throw new BadHttpRequestException(HostTexts.Format("IdempotencyKeyTooLong", IdempotencyKey, LongestKey));
        if (key.Length == 0)
            key = Guid.CreateVersion7().ToString("N");
        context.Response.Headers[IdempotencyKey] = key;
        var actor = new Actor(
            context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "api",
            context.User.FindFirstValue(ClaimTypes.Name) ?? "HTTP API");
        // A key counts for one person and one address: used again for another approval, it is another command.
        return ValueTask.FromResult(new Caller(actor, $"api/{actor.Id}{context.Request.Path}/{key}", context.RequestAborted));
    }

    /// <summary>
    /// 200 with what became of it; 400 naming every missing field; 404 for an unknown id; 409 with code and text for any other
    /// refusal.
    /// </summary>
    public async Task<IResult> Answer<TCommand, TResult>(
        Func<TCommand, Actor, string, CancellationToken, Task<Ruling<TResult>>> useCase, TCommand command)
    {
        if (MissingFields.Of(command) is { Count: > 0 } missing)
            return Results.ValidationProblem(missing.ToDictionary(path => path, _ => new[] { HostTexts.Get("FieldMissing") }));
        var ruling = await useCase(command, Actor, _commandId, _aborted).ConfigureAwait(false);
        if (ruling.IsAccepted)
            return Results.Ok(ruling.Value);
        var status = IsUnknown(ruling.Refusal.Code) ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict;
        return Results.Problem(new ProblemDetails { Status = status, Title = ruling.Refusal.Code, Detail = ruling.Refusal.Text });
    }

    private static bool IsUnknown(string code) =>
        code.StartsWith("unknown", StringComparison.Ordinal) || code.EndsWith("-unknown", StringComparison.Ordinal);
}
