using System.Globalization;
using Workflow.Forums.Approvals;
using Workflow.Forums.Items;
using Workflow.Runtime;
using Workflow.Simulation.Acts;
using Workflow.Simulation.Checks;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Run;

/// <summary>Lets people act, one at a time; who gets no answer asks again with the same command id.</summary>
internal sealed class People(int seed, Scene scene, Hosts hosts, Trace trace)
{
    private readonly Dice _dice = new(seed, "people");
    private readonly List<Approval> _accepted = [];
    private readonly List<Treatment> _confirmed = [];
    private int _commands;

    /// <returns>False where nobody has anything to do.</returns>
    public async Task<bool> ActAsync(DateTimeOffset now)
    {
        scene.Now = now;
        if (Choose() is not { } act)
            return false;
        var id = (++_commands).ToString(CultureInfo.InvariantCulture);
        Answer? answer = null;
        for (var tries = 0; answer is null && (tries == 0 || _dice.Chance(0.7)); tries++)
            answer = await AskAsync(act, id).ConfigureAwait(false);
        Keep(act, answer);
        trace.Tell($"{id} {act.Name}: {(answer is null ? "no answer" : answer.Code ?? "done")}");
        if (answer is { IsAccepted: true } && _dice.Chance(0.05))
            await AgainAsync(act, id, answer).ConfigureAwait(false);
        return true;
    }

    /// <summary>Two at the same moment, on two hosts: often two who want the same.</summary>
    public async Task ActTogetherAsync(DateTimeOffset now)
    {
        scene.Now = now;
        if (Choose() is not { } first || Choose() is not { } other)
            return;
        var second = _dice.Chance(0.5) ? first : other;
        var (one, two) =
            ((++_commands).ToString(CultureInfo.InvariantCulture), (++_commands).ToString(CultureInfo.InvariantCulture));
        var answers = await Task.WhenAll(AskOnAsync(0, first, one), AskOnAsync(1, second, two)).ConfigureAwait(false);
        await hosts.StartAsync().ConfigureAwait(false);
        Keep(first, answers[0]);
        Keep(second, answers[1]);
        trace.Tell($"{one} {first.Name}: {answers[0]?.Code ?? "done"}, while {two} {second.Name}: {answers[1]?.Code ?? "done"}");
    }

    /// <summary>What was accepted must be there for ever.</summary>
    private void Keep(Act act, Answer? answer)
    {
        if (answer is { IsAccepted: true } && act.Name.StartsWith("answer ", StringComparison.Ordinal))
            _accepted.Add(ForumJson.Read<Approval>(answer.Result));
        if (answer is { IsAccepted: true } && act.Name.StartsWith("confirm ", StringComparison.Ordinal))
            _confirmed.Add(ForumJson.Read<Treatment>(answer.Result));
    }

    public void NoDecisionIsLost() => Invariants.Hold("no decision is overwritten", _confirmed
        .Where(confirmed => ForumJson.Write(scene.Ledger.Treatments.Get(confirmed.Id).Decision) != ForumJson.Write(
            confirmed.Decision))
        .Select(confirmed => $"{confirmed.Id}, confirmed as {confirmed.Decision?.Confirmed?.Kind}"));

    public void NoAnswerIsLost() => Invariants.Hold("no answer is lost", _accepted
        .Where(answered => !scene.Ledger.Approvals.Get(answered.Id).Acts.Contains(answered.Acts[^1]))
        .Select(answered => $"{answered.Acts[^1].PersonId} on {answered.Id}"));

    private Act? Choose()
    {
        var acts = MeetingActs.Of(scene).Concat(ItemActs.Of(scene)).Concat(AnswerActs.Of(scene))
            .Where(act => act.Weight > 0 && (!scene.WindsDown || act.Motive == Motive.Duty)).ToList();
        // Somebody may also do nothing: with little to do, little happens.
        var idle = scene.WindsDown ? 0.3 : 0.5;
        var point = _dice.Below(1_000_000) / 1_000_000.0 * (acts.Sum(act => act.Weight) + idle);
        foreach (var act in acts)
        {
            point -= act.Weight;
            if (point < 0)
                return act;
        }

        return null;
    }

    private async Task<Answer?> AskAsync(Act act, string id)
    {
        var answer = await AskOnAsync(_dice.Below(hosts.Count), act, id).ConfigureAwait(false);
        await hosts.StartAsync().ConfigureAwait(false);
        return answer;
    }

    private async Task<Answer?> AskOnAsync(int host, Act act, string id)
    {
        Answer? answer = null;
        scene.Dice = new Dice(seed, "command " + id);
        await hosts.TryOnAsync(
            host, act.Name, async process => answer = await act.Do(process, "command-" + id).ConfigureAwait(false))
            .ConfigureAwait(false);
        return answer;
    }

    private async Task AgainAsync(Act act, string id, Answer first)
    {
        var second = await AskAsync(act, id).ConfigureAwait(false);
        if (second is not null && second != first)
            throw new InvariantException(
                "a command happens once", $"{act.Name} answered {first.Result} and then {second.Code} {second.Result}");
    }
}
