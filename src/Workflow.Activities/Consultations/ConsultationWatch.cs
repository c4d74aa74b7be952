using System.Security.Cryptography;
using System.Text;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums.Consultations;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

/// <summary>
/// Brings what became of hearing notices from the outbox into the ledgers. It is told of failures as they happen, and looks
/// at every open consultation once a day and on start: a kill between a letter's result and its ledger loses nothing.
/// </summary>
public sealed class ConsultationWatch(ForumRuntime runtime, ForumRules rules)
{
    /// <returns>How many ledgers were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var open = await runtime.ReadAsync(
            async (session, token) =>
                (await session.OpenConsultationsAsync(token).ConfigureAwait(false)).Select(one => one.Id).ToList(),
            cancellationToken).ConfigureAwait(false);
        var written = 0;
        foreach (var id in open)
            written += await SettleAsync(id, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        return written;
    }

    /// <returns>Whether the ledger had something to learn.</returns>
    public async Task<bool> SettleAsync(string consultationId, CancellationToken cancellationToken)
    {
        var news = await runtime.ReadAsync(
            async (session, token) =>
            {
                var notices = await ConsultationDelivery.LettersAsync(session, consultationId, token).ConfigureAwait(false);
                return await session.Consultations.FindAsync(
                    consultationId, token).ConfigureAwait(false) is { State: ConsultationState.Open } open
                    && ConsultationDelivery.HasNews(open, notices, session.Now)
                        ? Digest(notices, open)
                        : null;
            },
            cancellationToken).ConfigureAwait(false);
        if (news is null)
            return false;
        var ruling = await runtime.ExecuteAsync<Consultation>(
            new CommandEnvelope($"delivery/{consultationId}/{news}", "settleDelivery", Actor.System),
            async (session, token) =>
            {
                if (await session.Consultations.FindAsync(
                    consultationId, token).ConfigureAwait(false) is not { State: ConsultationState.Open } open)
                    return Unknown.Subject(consultationId);
                return await ConsultationDelivery.SettleAsync(session, rules, open, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return ruling.IsAccepted;
    }

    /// <summary>The same news is written once; other news, or the same in another ledger, has another id.</summary>
    private static string Digest(IReadOnlyList<NoticeStatus> notices, Consultation ledger) =>
        Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Join('|', notices.Select(notice => $"{notice.MessageId} {notice.Status}"))
                + $"|{ledger.Parties.Sum(party => party.Events.Count)}")))[..32];
}
