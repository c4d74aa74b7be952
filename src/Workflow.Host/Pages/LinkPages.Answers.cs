using System.Globalization;
using Workflow.Activities.Links;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Links;
using Workflow.Host.Serve;

namespace Workflow.Host.Pages;

/// <summary>Answers and drafts of parties in a consultation.</summary>
internal static partial class LinkPages
{
    private static void MapAnswers(IEndpointRouteBuilder pages)
    {
        pages.MapMethods("/none", Reading, ConfirmAsync);
        pages.MapMethods("/sent", Reading, SentAsync);
        pages.MapPost("/none", SayNoCommentsAsync);
        pages.MapPost("/answer", AnswerAsync);
        pages.MapPost("/draft", SaveDraftAsync);
    }

    /// <summary>As the form shows it.</summary>
    public static AnswerDraft DraftOf(ConsultationResponse response) => new(
        response.Text ?? "", response.Correction ?? "", response.Statement ?? "",
        response.SubjectToPoliticalApproval, response.By ?? "")
    {
        Files = response.Files,
    };

    /// <summary>When it came, and who gave it where that is known.</summary>
    public static string GivenBy(ConsultationResponse response, Body body)
    {
        var at = PageTexts.Moment(response.At, body);
        return response.By is { Length: > 0 } by
            ? PageTexts.Format("AnsweredBy", at, by)
            : PageTexts.Format("AnsweredByNobody", at);
    }

    /// <summary>Behind the moment it came.</summary>
    public static string MarksOf(ConsultationResponse response) =>
        (response.Late ? ", " + PageTexts.Get("LateMark") : "") + (response.Admitted ? ", " + PageTexts.Get("AdmittedMark") : "")
        + (response.IsBySenderAlone ? ", " + PageTexts.Get("BySenderMark") : "");

    /// <summary>Behind its name: what somebody should know before opening it, or publishing it.</summary>
    public static string MarksOf(AnswerFile file)
    {
        string[] marks =
        [
            .. file.IsInline ? ["WithinTheText"] : Array.Empty<string>(),
            .. file.HasMacros ? ["Macro"] : Array.Empty<string>(),
            .. file.IsSuspect ? ["Suspect"] : Array.Empty<string>(),
            .. file.HasPersonalNumber ? ["PersonalNumber"] : file.IsSearched ? Array.Empty<string>() : ["NotSearched"],
        ];
        return marks.Length == 0 ? "" : $" ({string.Join(", ", marks.Select(PageTexts.Get))})";
    }

    private static PageResult Answer(LinkOpening opening, string token, ServeOptions options, CultureInfo culture)
    {
        var (form, showsDraft) = Filled(opening);
        return Answer(opening, token, options, culture, new()
        {
            [nameof(AnswerPage.Form)] = form,
            [nameof(AnswerPage.ShowsDraft)] = showsDraft,
        });
    }

    /// <summary>
    /// The saved draft, as long as no form was sent that showed it: an answer by mail, or "no comments", was given past it. Else
    /// the last answer; all answers stand below.
    /// </summary>
    private static (AnswerDraft Form, bool ShowsDraft) Filled(LinkOpening opening)
    {
        var entry = opening.Consultation!;
        var responses = entry.Party!.Responses;
        var last = responses.Count == 0 ? null : responses[^1];
        var showsDraft = entry.Draft is { } draft
            && !responses.Any(
                response => response.At >= draft.SavedAt && response is { Source: AnswerSource.Link, SaysNothing: false });
        return (showsDraft ? entry.Draft!.Draft : last is null ? AnswerDraft.Empty : DraftOf(last), showsDraft);
    }

    private static PageResult Answer(
        LinkOpening opening, string token, ServeOptions options, CultureInfo culture,
        Dictionary<string, object?> more, int status = 200)
    {
        more[nameof(AnswerPage.Opening)] = opening;
        more[nameof(AnswerPage.Path)] = PathOf(token);
        more[nameof(AnswerPage.Megabytes)] = options.LinkUploadMegabytes;
        return new PageResult(typeof(AnswerPage), more, culture, status);
    }

    private static async Task<IResult> ConfirmAsync(string token, HttpContext context, LinkDesk desk)
    {
        var opening = await desk.OpenAsync(token, VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        var culture = CultureOf(context, opening);
        if (!IsAnswerable(opening))
            return RefusedTo(LinkPurpose.Answer, opening, token, context);
        return opening.Consultation!.Consultation.State == ConsultationState.Withdrawn
            ? SeeOther(context, token, "")
            : Small<NoCommentsPage>(opening, token, culture);
    }

    private static async Task<IResult> SentAsync(string token, HttpContext context, LinkDesk desk)
    {
        var opening = await desk.OpenAsync(token, VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        var culture = CultureOf(context, opening);
        if (!IsAnswerable(opening))
            return RefusedTo(LinkPurpose.Answer, opening, token, context);
        return opening.Consultation!.Party!.Responses.Count == 0
            ? SeeOther(context, token, "")
            : Small<SentPage>(opening, token, culture);
    }

    private static async Task<IResult> SayNoCommentsAsync(string token, HttpContext context, LinkDesk desk, ServeOptions options)
    {
        var (form, problem) = await LinkForm.ReadAsync(context, options.LinkUploadMegabytes).ConfigureAwait(false);
        if (form is null)
            return problem!;
        var ruling = await desk.SayNoCommentsAsync(
            token, Seen(form), VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        return ruling.IsAccepted
            ? SeeOther(context, token, "/sent")
            : await RefusedAsync(token, context, desk, options, ruling.Refusal.Code, null).ConfigureAwait(false);
    }

    private static async Task<IResult> AnswerAsync(string token, HttpContext context, LinkDesk desk, ServeOptions options)
    {
        var (answer, problem) = await AnswerOfAsync(context, options).ConfigureAwait(false);
        if (answer is null)
            return problem!;
        var ruling = await desk.AnswerAsync(token, answer, VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        return ruling.IsAccepted
            ? SeeOther(context, token, "/sent")
            : await RefusedAsync(token, context, desk, options, ruling.Refusal.Code, answer).ConfigureAwait(false);
    }

    private static async Task<IResult> SaveDraftAsync(string token, HttpContext context, LinkDesk desk, ServeOptions options)
    {
        var (answer, problem) = await AnswerOfAsync(context, options).ConfigureAwait(false);
        if (answer is null)
            return problem!;
        var ruling = await desk.SaveDraftAsync(token, answer, VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        return ruling.IsAccepted
            ? SeeOther(context, token, "")
            : await RefusedAsync(token, context, desk, options, ruling.Refusal.Code, answer).ConfigureAwait(false);
    }

    /// <summary>What was written stands in the form again: nobody writes a page twice because a colleague was quicker.</summary>
    private static async Task<IResult> RefusedAsync(
        string token, HttpContext context, LinkDesk desk, ServeOptions options, string code, AnswerByLink? answer)
    {
        var opening = await desk.OpenAsync(token, VisitOf(context), context.RequestAborted).ConfigureAwait(false);
        var culture = CultureOf(context, opening);
        if (!IsAnswerable(opening))
            return RefusedTo(LinkPurpose.Answer, opening, token, context);
        var form = answer?.Draft ?? Filled(opening).Form;
        return Answer(
            opening,
            token,
            options,
            culture,
            new()
            {
                [nameof(AnswerPage.Form)] = form with { Files = FilesOf(opening, form) },
                [nameof(AnswerPage.Error)] = In(culture, () => PageTexts.Get(
                    code switch
                    {
                        "draft-conflict" => "ConflictText",
                        "answer-conflict" => "AnsweredMeanwhileText",
                        "nothing-said" => "NothingSaid",
                        "too-much-uploaded" => "TooMuchUploaded",
                        _ => "WithdrawnText",
                    })),
                [nameof(AnswerPage.Lost)] = answer?.Uploads.Select(upload => UploadedName.Clean(upload.Name)).ToList() ?? [],
                [nameof(AnswerPage.Theirs)] = code == "draft-conflict" ? opening.Consultation!.Draft : null,
                [nameof(AnswerPage.TheirAnswer)] =
                    code == "answer-conflict" && opening.Consultation!.Party!.Responses is [.., var last] ? last : null,
            },
            StatusCodes.Status409Conflict);
    }

    /// <summary>
    /// What was ticked, of the draft and of every answer; a new file must be chosen again, which the page says.
    /// </summary>
    private static IReadOnlyList<AnswerFile> FilesOf(LinkOpening opening, AnswerDraft form) =>
    [
        .. (opening.Consultation!.Draft?.Draft.Files ?? []).Concat(
            opening.Consultation.Party!.Responses.SelectMany(response => response.Files))
            .Where(file => form.Files.Any(kept => kept.Hash == file.Hash)).DistinctBy(file => file.Hash),
    ];

    private static async Task<(AnswerByLink? Answer, IResult? Problem)> AnswerOfAsync(HttpContext context, ServeOptions options)
    {
        var (form, problem) = await LinkForm.ReadAsync(context, options.LinkUploadMegabytes).ConfigureAwait(false);
        if (form is null)
            return (null, problem);
        string[] texts = [form.Text("comment"), form.Text("correction"), form.Text("statement")];
        if (texts.Any(text => text.Length > LinkDesk.LongestText))
            return (null, Unread(context, StatusCodes.Status413PayloadTooLarge, options.LinkUploadMegabytes));
        var by = form.Line("by");
        var draft = new AnswerDraft(texts[0], texts[1], texts[2], form["political"] == "yes", by[..Math.Min(200, by.Length)])
        {
            // Only their hashes are believed, and only where the party has handed such a file in.
            Files = [.. form.All("keep").Select(hash => new AnswerFile("", hash, 0, "", HasMacros: false))],
        };
        return (new AnswerByLink(
            draft, Seen(form), await form.UploadsAsync(context.RequestAborted).ConfigureAwait(false)), null);
    }

    private static SeenByLink Seen(LinkForm form) => new(Number(form["version"]), Number(form["answers"]));

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static bool IsAnswerable(LinkOpening opening) =>
        opening.IsUsable && opening.Link!.Grant.Purpose == LinkPurpose.Answer && opening.Consultation?.Party is not null;

    /// <summary>So that reloading what is shown does not send again.</summary>
    private static IResult SeeOther(HttpContext context, string token, string page)
    {
        var culture = CultureOf(context, null);
        context.Response.Headers.Location = In(culture, () => PageTexts.Link(PathOf(token) + page));
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static PageResult Small<TPage>(LinkOpening opening, string token, CultureInfo culture) => new(
        typeof(TPage), new Dictionary<string, object?> { ["Opening"] = opening, ["Path"] = PathOf(token) }, culture);
}
