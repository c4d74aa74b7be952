using Workflow.Activities.Approvals;
using Workflow.Activities.Kernel;
using Workflow.Activities.Ports;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Links;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Links;

/// <summary>Where those without a login act through their links. A refused link leaves a row in the audit trail.</summary>
public sealed partial class LinkDesk(
    ForumRuntime runtime,
    ForumRules rules,
    ApprovalDesk approvals,
    IAttachmentInspector inspector,
    IAttachmentSearch search,
    IAttachmentScanner? scanner = null)
{
    /// <summary>Subject of the audit rows of tokens that nobody was given.</summary>
    public const string UnknownLinks = "links";

    /// <summary>Changes nothing but the trail: a refused link is written down once a day.</summary>
    public async Task<LinkOpening> OpenAsync(string token, LinkVisit visit, CancellationToken cancellationToken)
    {
        var opening = await runtime.ReadAsync(
            (session, ct) => OpenAsync(session, token, visit.Language, ct), cancellationToken).ConfigureAwait(false);
        if (!opening.IsUsable || WhyNotTheirs(opening) is not null)
            await AuditAsync(token, opening, visit.Address, cancellationToken).ConfigureAwait(false);
        return opening;
    }

    /// <param name="contentHash">Of what the page showed; null for a form that was tampered with, which is refused.</param>
    public async Task<Ruling<Approval>> AnswerApprovalAsync(
        string token, bool approves, string? reason, string? contentHash, LinkVisit visit, CancellationToken cancellationToken)
    {
        var opening = await OpenAsync(token, visit.InTheBodysLanguage, cancellationToken).ConfigureAwait(false);
        if (!opening.IsUsable || opening.Link is not { } link || opening.Approval is null)
            return Refused(opening);
        var command = new AnswerApproval(link.Grant.SubjectId, contentHash ?? "", reason);
        return await approvals.AnswerByLinkAsync(
            token, command, approves, new Actor(link.Grant.PartyId, opening.Holder), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Evidence that the page was opened, once for one link: by a person or by a scanner that follows links, which nobody can
    /// tell apart. It is never an answer.
    /// </summary>
    public Task<Ruling<string>> NotePageAsync(LinkOpening opening, CancellationToken cancellationToken)
    {
        var link = opening.Link!;
        return runtime.ExecuteAsync<string>(
            new CommandEnvelope("pageOpened/" + link.TokenHash, "pageOpened", new Actor("link", "Link")),
            async (session, ct) =>
            {
                var consultation = await session.Consultations.GetAsync(link.Grant.SubjectId, ct).ConfigureAwait(false);
                var opened = new PartyEvent(PartyEventKind.PageOpened, session.Now, link.TokenHash);
                var noted = ConsultationLedgerRules.Note(consultation, link.Grant.PartyId, opened);
                if (!noted.IsAccepted)
                    return noted.Refusal;
                session.Consultations.Update(noted.Value);
                session.Audit(consultation.Id, "pageOpened", LinkTexts.PageOpened(opening.Holder), new Dictionary<string, string>
                {
                    ["party"] = link.Grant.PartyId,
                    ["link"] = link.TokenHash[..12],
                });
                return link.TokenHash;
            },
            cancellationToken);
    }

    public static Refusal Refused(LinkOpening opening) => opening switch
    {
        { State: LinkState.Revoked, Link.RevokedWhy: LinkRules.NewContact } => LinkTexts.NewContact(opening.Holder),
        _ => LinkTexts.Refused(opening.IsUsable ? LinkState.OtherPurpose : opening.State),
    };

    /// <summary>
    /// The link is good and its holder has no right to answer any more. An approval that ended meanwhile is no such thing.
    /// </summary>
    private static Refusal? WhyNotTheirs(LinkOpening opening) => opening is
    {
        IsUsable: true, Approval.Refusal: { Code: "recused" or "mandate-ended" or "not-approver" } refusal
    }
        ? refusal
        : null;

    private async Task<LinkOpening> OpenAsync(
        ForumSession session, string token, string? language, CancellationToken cancellationToken)
    {
        var link = await session.FindLinkAsync(token, cancellationToken).ConfigureAwait(false);
        return link?.Grant.Purpose switch
        {
            LinkPurpose.Approve => await OpenApprovalAsync(session, link, language, cancellationToken).ConfigureAwait(false),
            LinkPurpose.Answer or LinkPurpose.Read =>
                await OpenConsultationAsync(session, link, cancellationToken).ConfigureAwait(false),
            // Reply tokens stand in mail headers, which travel further than letters: they open no page.
            null => new LinkOpening(LinkState.Unknown, null) { Now = session.Now },
            _ => new LinkOpening(LinkState.OtherPurpose, null) { Now = session.Now },
        };
    }

    private async Task<LinkOpening> OpenApprovalAsync(
        ForumSession session, StoredLink link, string? language, CancellationToken cancellationToken)
    {
        var approval = await session.Approvals.GetAsync(link.Grant.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
        var roles = new Roles(rules, body, session.Now);
        var personId = link.Grant.PartyId;
        // The same question as at the answer, so that nobody reads what they may not answer to: a mandate may have ended,
        // and somebody may have been recused, since the letter.
        var answer = new ApprovalAnswer(personId, Approves: true, null, null, session.Now);
        var trial = BodyLanguage.Of(
            body with { Language = language ?? body.Language },
            () => ApprovalDuties.Answer(approval, answer, rules.People, roles.Today, roles.IsAbsent));
        var behalfId = trial.IsAccepted ? trial.Value.Acts[^1].OnBehalfOfId : null;
        return new LinkOpening(LinkRules.Check(link, LinkPurpose.Approve, approval.Version, session.Now), link)
        {
            Now = session.Now,
            Body = body,
            Holder = NameOf(personId),
            LeavesOutClosed =
                await LinkedPapers.LeavesOutAsync(session, approval.AboutId, cancellationToken).ConfigureAwait(false),
            Approval = new ApprovalOpening(
                approval,
                trial.Refusal,
                behalfId is null ? null : NameOf(behalfId),
                approval.Acts.LastOrDefault(act => act.PersonId == personId)),
        };
    }

    private async Task<LinkOpening> OpenConsultationAsync(
        ForumSession session, StoredLink link, CancellationToken cancellationToken)
    {
        var consultation = await session.Consultations.GetAsync(link.Grant.SubjectId, cancellationToken).ConfigureAwait(false);
        var party = consultation.Parties.FirstOrDefault(party => party.Id == link.Grant.PartyId);
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        var state = StateOf(session, link, consultation, party, body);
        return new LinkOpening(state, link)
        {
            Now = session.Now,
            Body = body,
            Holder = party?.Name ?? NameOf(link.Grant.PartyId),
            // Whoever is asked about a proposal reads what everybody may, wherever it is.
            LeavesOutClosed = consultation.Kind == ConsultationKind.Minutes
                && await LinkedPapers.LeavesOutAsync(session, consultation.AboutId, cancellationToken).ConfigureAwait(false),
            Consultation = new ConsultationOpening(
                consultation,
                party,
                party is null
                    ? null
                    : await session.DraftAsync(consultation.Id, party.Id, cancellationToken).ConfigureAwait(false))
            {
                IsLate = session.Now > Deadline(consultation, party) + LastMinute.Grace,
                Document = party is null || state != LinkState.Usable ? null
                    : await LinkedPapers.AnewAsync(
                        session, rules, consultation, body, party.Id, cancellationToken).ConfigureAwait(false),
            },
        };
    }

    /// <summary>Minutes are the members' own: the right to read them ends with the mandate, whatever the letter said.</summary>
    private LinkState StateOf(
        ForumSession session, StoredLink link, Consultation consultation, ConsultationParty? party, Body body)
    {
        if (link.Grant.Purpose == LinkPurpose.Read)
            return LinkRules.Check(link, LinkPurpose.Read, consultation.Version, session.Now);
        if (party is null)
            return LinkState.Revoked;
        var state = LinkRules.Check(link, link.Grant.Purpose, consultation.Version, session.Now);
        var isMembers = consultation.Kind == ConsultationKind.Minutes;
        return state == LinkState.Usable && isMembers
            && new Roles(rules, body, session.Now).Members.All(member => member.Id != party.Id)
            ? LinkState.MandateEnded
            : state;
    }

    private static DateTimeOffset Deadline(Consultation consultation, ConsultationParty? party) =>
        party is null ? consultation.Deadline : ConsultationRules.DeadlineOf(consultation, party);

    private string NameOf(string personId) => rules.People.Find(personId)?.Name ?? personId;

    /// <summary>Once a day for one link and reason: whoever reloads a page does not fill the trail.</summary>
    private Task<Ruling<string>> AuditAsync(
        string token, LinkOpening opening, string? address, CancellationToken cancellationToken)
    {
        var hash = LinkTokens.Hash(token);
        var reason = WhyNotTheirs(opening)?.Code ?? opening.State.ToString();
        var id = string.Create(null, $"linkRefused/{hash}/{reason}/{opening.Now:yyyy-MM-dd}");
        return runtime.ExecuteAsync<string>(
            new CommandEnvelope(id, "linkRefused", new Actor("link", "Link")),
            (session, _) =>
            {
                var facts = new Dictionary<string, string> { ["reason"] = reason, ["link"] = hash[..12] };
                if (address is not null)
                    facts["address"] = address;
                if (opening.Link is { } link)
                {
                    facts["purpose"] = link.Grant.Purpose.ToString();
                    facts["party"] = link.Grant.PartyId;
                }

                session.Audit(opening.Link?.Grant.SubjectId ?? UnknownLinks, "linkRefused",
                    LinkTexts.Audited(opening.State, WhyNotTheirs(opening)), facts);
                return Task.FromResult<Ruling<string>>(hash);
            },
            cancellationToken);
    }
}
