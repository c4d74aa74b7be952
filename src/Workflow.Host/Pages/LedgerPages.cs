using System.Globalization;
using Workflow.Activities.Links;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Links;
using Workflow.Host.Api;
using Workflow.Runtime;

namespace Workflow.Host.Pages;

/// <summary>
/// A consultation's ledger: as JSON and as a page, for the holder of the API's token and of a link for reading.
/// </summary>
internal static class LedgerPages
{
    public static void MapLedgerPages(this IEndpointRouteBuilder app, string policy)
    {
        var api = app.MapGroup("/api/consultations/{id}").RequireAuthorization(policy).WithTags("consultations");
        api.MapGet("", JsonAsync);
        api.MapPost("/link", (string id, Caller caller, LinkDesk desk) => caller.Answer<GiveLedgerLink, LedgerLink>(
            (command, actor, commandId, token) => desk.GiveLedgerLinkAsync(command.ConsultationId, actor, commandId, token),
            new GiveLedgerLink(id)));
        app.MapGet("/consultations/{id}", ShowAsync).RequireAuthorization(policy).WithPageHeaders().ExcludeFromDescription();
    }

    /// <summary>Null where the link is for something else or opens nothing any more.</summary>
    public static async Task<IResult?> OfLinkAsync(
        LinkOpening opening, string path, CultureInfo culture, ForumOverview overview, CancellationToken token) =>
        opening is { IsUsable: true, Link.Grant.Purpose: LinkPurpose.Read, Consultation: { } entry }
            ? await PageAsync(entry.Consultation, opening.Body!, path, culture, overview, token).ConfigureAwait(false)
            : null;

    /// <summary>Hashes of what came with the consultation's answers: files, and mails as received.</summary>
    public static bool Holds(Consultation consultation, string hash) => consultation.Parties.SelectMany(party => party.Responses)
        .Any(response => response.Files.Any(file => file.Hash == hash)
            || (response.Source == AnswerSource.Mail && response.Evidence == hash));

    private static async Task<IResult> JsonAsync(string id, ForumRuntime runtime, ForumOverview overview, CancellationToken token)
    {
        if (await FindAsync(id, runtime, token).ConfigureAwait(false) is not { } consultation)
            return Missing(id);
        return Results.Ok(new { consultation, letters = await overview.LettersAsync(id, token).ConfigureAwait(false) });
    }

    private static async Task<IResult> ShowAsync(
        string id, string? lang, ForumRuntime runtime, ForumOverview overview, BodyRegister bodies, CancellationToken token)
    {
        if (await FindAsync(id, runtime, token).ConfigureAwait(false) is not { } consultation)
            return Missing(id);
        var body = bodies.Get(consultation.BodyId, consultation.RulesFrom);
        return await PageAsync(
            consultation, body, "/consultations/" + Uri.EscapeDataString(id), PageTexts.Culture(lang, body.Language), overview,
            token).ConfigureAwait(false);
    }

    private static async Task<IResult> PageAsync(
        Consultation consultation, Body body, string path, CultureInfo culture, ForumOverview overview,
        CancellationToken token) => new PageResult(
            typeof(LedgerPage),
            new Dictionary<string, object?>
            {
                [nameof(LedgerPage.Consultation)] = consultation,
                [nameof(LedgerPage.Body)] = body,
                [nameof(LedgerPage.Letters)] = await overview.LettersAsync(consultation.Id, token).ConfigureAwait(false),
                [nameof(LedgerPage.Path)] = path,
            },
            culture);

    private static Task<Consultation?> FindAsync(string id, ForumRuntime runtime, CancellationToken token) =>
        runtime.ReadAsync((session, ct) => session.Consultations.FindAsync(id, ct), token);

    private static IResult Missing(string id) =>
        Results.Problem(
            statusCode: StatusCodes.Status404NotFound, title: "unknown-id", detail: HostTexts.Format("UnknownId", id));

    private sealed record GiveLedgerLink(string ConsultationId);
}
