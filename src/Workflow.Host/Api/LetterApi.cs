using Workflow.Activities.Mail;

namespace Workflow.Host.Api;

/// <summary>A person has a letter sent again; by itself none ever is.</summary>
internal static class LetterApi
{
    /// <summary>The Message-ID stands in the path, percent-encoded, with or without its angle brackets.</summary>
    public static void MapLetterApi(this RouteGroupBuilder api) =>
        api.MapPost("/letters/{messageId}/resend", (string messageId, Caller caller, LetterDesk desk) =>
            caller.Answer(desk.ResendAsync, new ResendLetter(messageId))).WithTags("operators");
}
