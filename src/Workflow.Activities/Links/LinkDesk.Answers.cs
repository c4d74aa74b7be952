using Workflow.Activities.Consultations;
using Workflow.Activities.Ports;
using Workflow.Forums;
using Workflow.Forums.Consultations;
using Workflow.Forums.Links;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Links;

/// <param name="Seen">What the page had shown when its form was filled.</param>
/// <param name="Uploads">Files that came with this form.</param>
public sealed record AnswerByLink(AnswerDraft Draft, SeenByLink Seen, IReadOnlyList<Upload> Uploads);

/// <summary>What a page has told of the party's colleagues: nobody writes over what they have not seen.</summary>
/// <param name="DraftVersion">Of the saved draft; 0 where there was none.</param>
/// <param name="Answers">How many answers of the party stood on it.</param>
public sealed record SeenByLink(int DraftVersion, int Answers);

/// <param name="Name">As the browser says; not yet made harmless.</param>
public sealed record Upload(string? Name, string MediaType, byte[] Content)
{
    public ScanVerdict Scan { get; init; } = ScanVerdict.NotScanned;

    public SearchVerdict Search { get; init; } = SearchVerdict.NotSearched;

    /// <summary>Infected, or nobody can tell: not opened here either.</summary>
    public bool IsSuspect => Scan is ScanVerdict.Infected or ScanVerdict.Unknown;
}

/// <summary>Answers and drafts of parties.</summary>
public sealed partial class LinkDesk
{
    /// <summary>Longest text of one field, in characters.</summary>
    public const int LongestText = 100_000;

    /// <summary>
    /// Bytes of files that one party may hand in by its links to one consultation; all that was uploaded is kept.
    /// </summary>
    public const long MostUploaded = 250L * 1024 * 1024;

    /// <summary>
    /// Every one is kept, the latest counts; after the deadline it is kept as late. An answer over a draft that somebody else
    /// has saved meanwhile, or in the place of an answer that they have given, is refused: their text would be lost unread.
    /// </summary>
    public async Task<Ruling<Consultation>> AnswerAsync(
        string token, AnswerByLink answer, LinkVisit visit, CancellationToken cancellationToken)
    {
        if (await WhyNotLookAsync(token, answer, visit, cancellationToken).ConfigureAwait(false) is { } refusal)
            return refusal;
        var looked = await ScanAsync(answer, cancellationToken).ConfigureAwait(false);
        return await ActAsync<Consultation>(
            token,
            visit,
            "answerByLink",
            async (session, opening, ct) =>
            {
                if ((Conflict(opening, looked.Seen) ?? WhyTooMuch(opening, looked)) is { } refusal)
                    return refusal;
                var draft = await KeepAsync(session, opening, looked, ct).ConfigureAwait(false);
                if (draft.SaysNothing)
                    return LinkTexts.NothingSaid;
                return IsUnseen(opening, looked.Seen)
                    ? Twice(opening, draft)
                    : await TakeAsync(session, opening, draft, ct).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<Ruling<Consultation>> SayNoCommentsAsync(
        string token, SeenByLink seen, LinkVisit visit, CancellationToken cancellationToken) => ActAsync(
            token,
            visit,
            "noCommentsByLink",
            async (session, opening, ct) =>
            {
                if (Conflict(opening, seen) is { } conflict)
                    return conflict;
                return IsUnseen(opening, seen)
                    ? Twice(opening, AnswerDraft.Empty)
                    : await TakeAsync(session, opening, AnswerDraft.Empty, ct).ConfigureAwait(false);
            },
            cancellationToken);

    public async Task<Ruling<SavedDraft>> SaveDraftAsync(
        string token, AnswerByLink answer, LinkVisit visit, CancellationToken cancellationToken)
    {
        if (await WhyNotLookAsync(token, answer, visit, cancellationToken).ConfigureAwait(false) is { } refusal)
            return refusal;
        var looked = await ScanAsync(answer, cancellationToken).ConfigureAwait(false);
        return await ActAsync<SavedDraft>(
            token,
            visit,
            "saveDraftByLink",
            async (session, opening, ct) =>
            {
                if ((Conflict(opening, looked.Seen) ?? WhyTooMuch(opening, looked)) is { } refusal)
                    return refusal;
                var draft = await KeepAsync(session, opening, looked, ct).ConfigureAwait(false);
                var (consultation, party) = (opening.Consultation!.Consultation, opening.Consultation.Party!);
                session.Audit(consultation.Id, "draftSaved", LinkTexts.DraftSaved(party.Name));
                return session.SaveDraft(consultation.Id, party.Id, draft, draft.By, opening.Consultation.Draft);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>No stranger starts scanners and searches: they cost far more than the question whose link it is.</summary>
    private async Task<Refusal?> WhyNotLookAsync(
        string token, AnswerByLink answer, LinkVisit visit, CancellationToken cancellationToken)
    {
        if (answer.Uploads.Count == 0)
            return null;
        var opening = await OpenAsync(token, visit.InTheBodysLanguage, cancellationToken).ConfigureAwait(false);
        return MayAnswer(opening) ? null : Refused(opening);
    }

    /// <summary>Before the transaction: a scanner and a search take their time, and change nothing.</summary>
    private async Task<AnswerByLink> ScanAsync(AnswerByLink answer, CancellationToken cancellationToken)
    {
        var looked = new List<Upload>();
        foreach (var upload in answer.Uploads)
            looked.Add(await LookAsync(upload, cancellationToken).ConfigureAwait(false));
        return answer with { Uploads = looked };
    }

    private async Task<Upload> LookAsync(Upload upload, CancellationToken cancellationToken)
    {
        if (scanner is not null)
            upload = upload with { Scan = await scanner.ScanAsync(upload.Content, cancellationToken).ConfigureAwait(false) };
        return upload.IsSuspect
            ? upload
            : upload with
            {
                Search = await search.SearchAsync(
                upload.Name ?? "", upload.Content, cancellationToken).ConfigureAwait(false)
            };
    }

    /// <summary>Everything is read again in the transaction that writes: what the page showed counts for nothing.</summary>
    private async Task<Ruling<T>> ActAsync<T>(
        string token,
        LinkVisit visit,
        string name,
        Func<ForumSession, LinkOpening, CancellationToken, Task<Ruling<T>>> act,
        CancellationToken cancellationToken)
    {
        var before = await OpenAsync(token, visit.InTheBodysLanguage, cancellationToken).ConfigureAwait(false);
        if (!MayAnswer(before))
            return Refused(before);
        return await runtime.ExecuteAsync<T>(
            new CommandEnvelope($"link/{Guid.CreateVersion7():N}", name, new Actor(before.Link!.Grant.PartyId, before.Holder)),
            async (session, ct) =>
            {
                var opening = await OpenAsync(session, token, null, ct).ConfigureAwait(false);
                return MayAnswer(opening) ? await act(session, opening, ct).ConfigureAwait(false) : Refused(opening);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static bool MayAnswer(LinkOpening opening) =>
        opening.IsUsable && opening.Link!.Grant.Purpose == LinkPurpose.Answer && opening.Consultation?.Party is not null;

    private static Refusal? Conflict(LinkOpening opening, SeenByLink seen) =>
        (opening.Consultation!.Draft?.Version ?? 0) == seen.DraftVersion ? null : LinkTexts.DraftConflict;

    /// <summary>
    /// Whether somebody has answered since the page was shown: the letter is sent on within the party, and the latest answer
    /// counts.
    /// </summary>
    private static bool IsUnseen(LinkOpening opening, SeenByLink seen) =>
        opening.Consultation!.Party!.Responses.Count != seen.Answers;

    /// <summary>
    /// A button that was pressed twice has sent the same once more: that is no colleague, and the answer is there.
    /// </summary>
    private static Ruling<Consultation> Twice(LinkOpening opening, AnswerDraft draft) =>
        opening.Consultation!.Party!.Responses is [.., { Source: AnswerSource.Link } last]
        && (last.Text, last.Correction, last.Statement, last.By, last.SubjectToPoliticalApproval) == (Given(draft.Comment),
            Given(draft.Correction), Given(draft.Statement), Given(draft.By), draft.SubjectToPoliticalApproval)
        && last.Files.Select(file => file.Hash).SequenceEqual(draft.Files.Select(file => file.Hash))
            ? opening.Consultation.Consultation
            : LinkTexts.AnswerConflict;

    /// <summary>A link may be in anybody's hands: what it can fill is bounded.</summary>
    private static Refusal? WhyTooMuch(LinkOpening opening, AnswerByLink answer) =>
        answer.Uploads.Count > 0 && Uploaded(opening, answer) > MostUploaded ? LinkTexts.TooMuchUploaded : null;

    private static long Uploaded(LinkOpening opening, AnswerByLink answer) =>
        (opening.Consultation!.Draft?.Draft.Uploaded ?? 0)
        + opening.Consultation.Party!.Responses.SelectMany(response => response.Files).DistinctBy(file => file.Hash)
            .Sum(file => file.Size)
        + answer.Uploads.Sum(upload => upload.Content.LongLength);

    private Task<Ruling<Consultation>> TakeAsync(
        ForumSession session, LinkOpening opening, AnswerDraft draft, CancellationToken cancellationToken) =>
            ConsultationAnswers.TakeAsync(
                session, rules, opening.Consultation!.Consultation, opening.Link!.Grant.PartyId,
                new ConsultationResponse(session.Now, Given(draft.Comment))
                {
                    Correction = Given(draft.Correction),
                    Statement = Given(draft.Statement),
                    SubjectToPoliticalApproval = draft.SubjectToPoliticalApproval,
                    Files = draft.Files,
                    Source = AnswerSource.Link,
                    Evidence = opening.Link.TokenHash,
                    By = Given(draft.By),
                    HasPersonalNumber = draft.Files.Any(file => file.HasPersonalNumber),
                },
                cancellationToken);

    /// <summary>The draft with what was uploaded; a file of the form that is not the party's own is left out.</summary>
    private async Task<AnswerDraft> KeepAsync(
        ForumSession session, LinkOpening opening, AnswerByLink answer, CancellationToken cancellationToken)
    {
        var party = opening.Consultation!.Party!;
        var known = (opening.Consultation.Draft?.Draft.Files ?? [])
            .Concat(party.Responses.SelectMany(response => response.Files)).ToList();
        // What somebody ticks is a file of the answer, also where a mail showed it as a picture within its text.
        var kept = answer.Draft.Files.Select(file => known.Find(own => own.Hash == file.Hash)).OfType<AnswerFile>()
            .Select(file => file with { IsInline = false }).ToList();
        foreach (var upload in answer.Uploads)
        {
            var hash = await session.StoreFileAsync(upload.Content, upload.MediaType, cancellationToken).ConfigureAwait(false);
            kept.Add(File(upload, hash));
        }

        return answer.Draft with
        {
            Files = [.. kept.DistinctBy(file => (file.Name, file.Hash))],
            Uploaded = (opening.Consultation.Draft?.Draft.Uploaded ?? 0)
                + answer.Uploads.Sum(upload => upload.Content.LongLength),
        };
    }

    private AnswerFile File(Upload upload, string hash)
    {
        var file = inspector.Inspect(upload.Name, upload.MediaType, upload.Content);
        return new AnswerFile(file.Name, hash, upload.Content.LongLength, upload.MediaType, file.MayDoHarm)
        {
            IsSuspect = upload.IsSuspect,
            IsSearched = upload.Search == SearchVerdict.Clean,
            HasPersonalNumber = upload.Search == SearchVerdict.PersonalNumber,
        };
    }

    private static string? Given(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
