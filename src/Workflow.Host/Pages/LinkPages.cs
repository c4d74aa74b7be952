using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workflow.Activities.Links;
using Workflow.Forums;
using Workflow.Forums.Links;
using Workflow.Host.Serve;
using Workflow.Runtime;

namespace Workflow.Host.Pages;

/// <summary>
/// The pages behind links, for those without a login. A GET changes nothing: mail scanners follow links. The token in the
/// address is the only key; there is no cookie that a foreign page could use.
/// </summary>
internal static partial class LinkPages
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapLinkPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/l/{token}").WithPageHeaders().ExcludeFromDescription();
        pages.MapMethods("", Reading, ShowAsync);
        pages.MapMethods("/document", Reading, DocumentAsync);
        pages.MapMethods("/files/{hash}", Reading, FileAsync);
        pages.MapPost("/approve", (string token, HttpContext context, LinkDesk desk, ServeOptions options) =>
            AnswerApprovalAsync(token, approves: true, context, desk, options));
        pages.MapPost("/reject", (string token, HttpContext context, LinkDesk desk, ServeOptions options) =>
            AnswerApprovalAsync(token, approves: false, context, desk, options));
        MapAnswers(pages);
    }

    public static IResult TooMany(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var culture = CultureOf(context, null);
        return In(culture, () => Refused(
            PageTexts.Get("NotTakenTitle"), PageTexts.Get("TooMany"), path, null, culture, StatusCodes.Status429TooManyRequests));
    }

    public static IResult Unread(HttpContext context, int status, int? megabytes)
    {
        var culture = CultureOf(context, null);
        return In(culture, () => Refused(
            PageTexts.Get("NotTakenTitle"),
            status == StatusCodes.Status413PayloadTooLarge ? PageTexts.Format("TooLarge", megabytes) : PageTexts.Get("BadForm"),
            context.Request.Path.Value!, null, culture, status));
    }

    private static async Task<IResult> ShowAsync(
        string token, HttpContext context, LinkDesk desk, ServeOptions options, ForumOverview overview)
    {
        var opening = await desk.OpenAsync(token, VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        var culture = CultureOf(context, opening);
        if (opening.Approval is not null)
            return Approval(opening, token, culture, null, null, IsGood(opening) ? StatusCodes.Status200OK : StatusOf(opening));
        if (await LedgerPages.OfLinkAsync(
            opening, PathOf(token), culture, overview, context.RequestAborted).ConfigureAwait(false) is { } ledger)
            return ledger;
        if (!IsAnswerable(opening))
            return Refused(opening, token, culture);
        if (HttpMethods.IsGet(context.Request.Method))
            await desk.NotePageAsync(opening, context.RequestAborted).ConfigureAwait(false);
        return Answer(opening, token, options, culture);
    }

    /// <summary>What stands there is the question, or the receipt of whoever has used the link.</summary>
    private static bool IsGood(LinkOpening opening) =>
        opening is { IsUsable: true, Approval.Refusal: null }
            || (opening.State == LinkState.Used && opening.Approval!.Own is not null);

    private static async Task<IResult> AnswerApprovalAsync(
        string token, bool approves, HttpContext context, LinkDesk desk, ServeOptions options)
    {
        var (form, problem) = await LinkForm.ReadAsync(context, options.LinkUploadMegabytes).ConfigureAwait(false);
        if (form is null)
            return problem!;
        var reason = form.Text("reason");
        var ruling = await desk.AnswerApprovalAsync(
            token, approves, reason, form["hash"], VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        if (ruling.IsAccepted)
            return SeeOther(context, token, "");
        var opening = await desk.OpenAsync(token, VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        var culture = CultureOf(context, opening);
        if (opening.Approval is null)
            return RefusedTo(LinkPurpose.Approve, opening, token, context);
        return Approval(opening, token, culture, ruling.Refusal, reason, StatusCodes.Status409Conflict);
    }

    private static PageResult Approval(
        LinkOpening opening, string token, CultureInfo culture, Refusal? refusal, string? reason, int status) => new(
            typeof(ApprovalPage),
            new Dictionary<string, object?>
            {
                [nameof(ApprovalPage.Opening)] = opening,
                [nameof(ApprovalPage.Path)] = PathOf(token),
                [nameof(ApprovalPage.Refused)] = refusal is null ? null : In(culture, () => refusal.Code switch
                {
                    "reason-missing" => PageTexts.Get("ReasonMissing"),
                    "content-changed" => PageTexts.Get("ContentDiffers"),
                    // As the rule says it, in the language of the body.
                    _ => refusal.Text,
                }),
                [nameof(ApprovalPage.Error)] = refusal?.Code == "reason-missing"
                    ? In(culture, () => PageTexts.Get("ReasonMissing"))
                    : null,
                [nameof(ApprovalPage.Reason)] = reason,
            },
            culture,
            status);

    /// <summary>
    /// What was asked about, byte for byte as it was when it was asked; not to whom may not answer any more, and made anew for
    /// whom may see less of it now.
    /// </summary>
    private static async Task<IResult> DocumentAsync(string token, HttpContext context, LinkDesk desk, FileStore files)
    {
        var opening = await desk.OpenAsync(token, VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        var culture = CultureOf(context, opening);
        if (!opening.IsUsable || opening.Link?.Grant.DocumentHash is not { } hash || opening.Approval is { Refusal: not null })
            return Refused(opening, token, culture);
        if (opening.Consultation?.Document is { } anew)
            return Html(context, Encoding.UTF8.GetBytes(anew), "text/html; charset=utf-8");
        if (await files.ReadAsync(hash, context.RequestAborted).ConfigureAwait(false) is not { } file)
            return Refused(opening with { State = LinkState.Unknown }, token, culture);
        return Html(context, file.Content, file.MediaType);
    }

    private static IResult Html(HttpContext context, byte[] content, string mediaType)
    {
        PageHeaders.Set(context.Response, StyleHash(Encoding.UTF8.GetString(content)));
        return Results.Bytes(content, mediaType);
    }

    /// <summary>What came with the answers, for whoever reads the ledger; no link of a party or approver opens it.</summary>
    private static async Task<IResult> FileAsync(
        string token, string hash, string? name, HttpContext context, LinkDesk desk, FileStore files)
    {
        var opening = await desk.OpenAsync(token, VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        var isReader = opening is { IsUsable: true, Link.Grant.Purpose: LinkPurpose.Read, Consultation: { } entry }
            && LedgerPages.Holds(entry.Consultation, hash);
        return isReader && await files.ReadAsync(hash, context.RequestAborted).ConfigureAwait(false) is { } file
            ? Api.FileDownload.Send(context, file.Content, name ?? hash)
            : Refused(
                opening.IsUsable ? opening with { State = LinkState.Unknown } : opening, token, CultureOf(context, opening));
    }

    /// <summary>A document carries its one style sheet in itself, and nothing else of the kind.</summary>
    private static string StyleHash(string html)
    {
        const string open = "<style>";
        var start = html.IndexOf(open, StringComparison.Ordinal) + open.Length;
        var end = html.IndexOf("</style>", StringComparison.Ordinal);
        return start < open.Length || end < start
            ? ""
            : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[start..end])));
    }

    /// <summary>A link for something else is told as unknown, in the same bytes.</summary>
    private static PageResult Refused(LinkOpening opening, string token, CultureInfo culture) =>
        opening is { IsUsable: true, Approval: null }
            ? RefusedFor(new LinkOpening(LinkState.Unknown, null), token, culture)
            : RefusedFor(opening, token, culture);

    /// <summary>
    /// As unknown, too, whatever has become of it meanwhile: of another link not even whose it is may be learnt.
    /// </summary>
    private static PageResult RefusedTo(LinkPurpose purpose, LinkOpening opening, string token, HttpContext context) =>
        opening.Link is { } link && link.Grant.Purpose != purpose
            ? RefusedFor(new LinkOpening(LinkState.Unknown, null), token, CultureOf(context, null))
            : Refused(opening, token, CultureOf(context, opening));

    private static PageResult RefusedFor(LinkOpening opening, string token, CultureInfo culture) => In(culture, () => Refused(
        PageTexts.Get("RefusedTitle"), LinkDesk.Refused(opening).Text,
        // The address of an unknown token is not printed: the page is the same bytes for all of them.
        opening.Link is null ? "/l" : PathOf(token), opening.Body?.Name, culture, StatusOf(opening)));

    private static PageResult Refused(
        string heading, string text, string path, string? body, CultureInfo culture, int status) => new(
        typeof(RefusedPage),
        new Dictionary<string, object?>
        {
            [nameof(RefusedPage.Heading)] = heading,
            [nameof(RefusedPage.Text)] = text,
            [nameof(RefusedPage.Path)] = path,
            [nameof(RefusedPage.BodyName)] = body,
        },
        culture,
        status);

    private static int StatusOf(LinkOpening opening) => opening.State switch
    {
        LinkState.Usable => StatusCodes.Status409Conflict,
        LinkState.Unknown or LinkState.OtherPurpose => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status410Gone,
    };

    private static string PathOf(string token) => "/l/" + token;

    /// <summary>As asked for; else the body's.</summary>
    private static CultureInfo CultureOf(HttpContext context, LinkOpening? opening) =>
        PageTexts.Culture(context.Request.Query["lang"], opening?.Body?.Language ?? "da");

    private static LinkVisit VisitOf(HttpContext context) =>
        new(Language(context), context.Connection.RemoteIpAddress?.ToString());

    private static string? Language(HttpContext context) =>
        context.Request.Query["lang"] == "en" ? "en" : context.Request.Query["lang"] == "da" ? "da" : null;

    private static T In<T>(CultureInfo culture, Func<T> write)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        return write();
    }
}
