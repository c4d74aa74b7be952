using System.Globalization;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;

namespace Workflow.Forums.Bodies;

/// <summary>What can be said of bodies only when all are known, and what no type can say of one.</summary>
internal static class BodyChecks
{
    /// <param name="unread">Ids of bodies whose own mistakes are reported already: others may refer to them.</param>
    public static void Run(
        IReadOnlyList<(string File, string Path, Body Body)> bodies, IEnumerable<string> unread, List<BodyFileMistake> mistakes)
    {
        var known = bodies.Select(entry => entry.Body.Id).Concat(unread).ToHashSet(StringComparer.Ordinal);
        foreach (var group in bodies.GroupBy(entry => entry.Body.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            mistakes.AddRange(
                group.Skip(1).Select(entry => new BodyFileMistake(entry.File, entry.Path + ".id", BodyTexts.Twice(group.Key))));
        foreach (var (file, path, body) in bodies)
        {
            mistakes.AddRange(References(body, known).Concat(Rules(body)).Concat(Numbers(body)).Concat(Changes(body))
                .Select(mistake => new BodyFileMistake(file, $"{path}.{mistake.Member}", mistake.Text)));
        }

        mistakes.AddRange(SuccessorLoops(bodies));
        mistakes.AddRange(AmbiguousNames(bodies));
    }

    private static IEnumerable<(string Member, string Text)> References(Body body, HashSet<string> known)
    {
        foreach (var (member, id) in new[] { ("refersTo", body.RefersTo), ("successor", body.Successor) })
        {
            if (id == body.Id)
                yield return (member, BodyTexts.RefersToItself(body.Id));
            else if (id is not null && !known.Contains(id))
                yield return (member, BodyTexts.Undefined(id));
        }
    }

    private static IEnumerable<(string Member, string Text)> Rules(Body body)
    {
        if (body.ValidFrom > body.ValidTo)
            yield return ("validTo", BodyTexts.EndsBeforeItBegins);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(body.TimeZone, out _))
            yield return ("timeZone", BodyTexts.UnknownZone(body.TimeZone));
    }

    private static IEnumerable<(string Member, string Text)> Numbers(Body body) =>
        Days(body).Concat(Counts(body.Meetings)).Concat(Notice(body))
            .Concat(Ladder("ladder", body.Ladder)).Concat(ApprovalChecks.Run(body)).Concat(Consulted(body.ItemConsultation));

    private static IEnumerable<(string Member, string Text)> Consulted(ItemConsultationRule? rule) =>
        rule is not null && ConsultationRules.WhyNotAsk(rule.Parties.Select(party => (party.Id, party.Name))) is { } wrong
            ? [("itemConsultation.parties", wrong.Text)]
            : [];

    /// <summary>Each version as a whole must be as sound as the body itself; what it took over was reported there.</summary>
    private static IEnumerable<(string Member, string Text)> Changes(Body body)
    {
        var reported = Numbers(body).ToHashSet();
        foreach (var (index, change) in body.Rules.Index())
        {
            if (body.Rules.Take(index).Any(other => other.From == change.From))
                yield return ($"rules[{index}].from", BodyTexts.Twice(change.From.ToString("O", CultureInfo.InvariantCulture)));
            foreach (var (member, text) in Numbers((body with { Rules = [change] }).Under(change.From)).Where(reported.Add))
                yield return ($"rules[{index}].{member}", text);
        }
    }

    private static IEnumerable<(string Member, string Text)> Days(Body body) =>
        body.WorkingDays.Closed.Where(day => !IsDayOfYear(day)).Select(day => ("workingDays.closed", BodyTexts.NoDay(day)));

    private static IEnumerable<(string Member, string Text)> Counts(MeetingRules rules) =>
        from count in new[]
        {
            ("call", rules.Call, 0), ("submission", rules.Submission, 0), ("agendaApproval", rules.AgendaApproval, 0),
            ("dispatch", rules.Dispatch, 0), ("material", rules.Material, 0), ("minutesDraft", rules.MinutesDraft, 0),
            ("minutesConsultation", rules.MinutesConsultation, 0), ("consultationReminder", rules.ConsultationReminder, 0),
            ("minutesApproval", rules.MinutesApproval, 0), ("publication", rules.Publication, 0),
            ("chairChoice", rules.ChairChoice, 0),
            ("secretariatTask", rules.SecretariatTask, 0), ("durationMinutes", rules.DurationMinutes, 1), ("room", rules.Room, 1),
        }
        where count.Item2 < count.Item3
        select ("meetings." + count.Item1, BodyTexts.TooLow(count.Item2, count.Item3));

    private static IEnumerable<(string Member, string Text)> Notice(Body body) =>
        from count in new[]
        {
            ("call", body.ExtraordinaryMeetings.Call), ("submission", body.ExtraordinaryMeetings.Submission),
            ("agendaApproval", body.ExtraordinaryMeetings.AgendaApproval), ("dispatch", body.ExtraordinaryMeetings.Dispatch),
            ("material", body.ExtraordinaryMeetings.Material),
        }
        where count.Item2 < 0
        select ("extraordinaryMeetings." + count.Item1, BodyTexts.TooLow(count.Item2, 0));

    /// <summary>Of a body, or of one level of its approvals.</summary>
    internal static IEnumerable<(string Member, string Text)> Ladder(string member, IReadOnlyList<LadderStep> ladder)
    {
        if (ladder.MaxBy(step => step.WorkingDays) is not { } last)
            yield return (member, BodyTexts.LadderEmpty);
        else if (last.Effect is not (RungEffect.PassBySilence or RungEffect.Pull) && last.To != "secretariat")
            yield return (member, BodyTexts.LadderWithoutEnd(last.Rung));
        foreach (var step in ladder.Where(step => step.To is not ("approver" or "deputy" or "chair" or "secretariat")))
            yield return (member, BodyTexts.UnknownRole(step.To));
        foreach (var rung in ladder.GroupBy(step => step.Rung, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return (member, BodyTexts.Twice(rung.Key));
    }

    private static IEnumerable<BodyFileMistake> SuccessorLoops(IReadOnlyList<(string File, string Path, Body Body)> bodies)
    {
        var next = bodies.GroupBy(entry => entry.Body.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Body.Successor, StringComparer.Ordinal);
        foreach (var (file, path, body) in bodies.Where(entry => entry.Body.Successor != entry.Body.Id))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var at = body.Successor;
            while (at is not null && at != body.Id && seen.Add(at))
                at = next.GetValueOrDefault(at);
            if (at == body.Id)
                yield return new BodyFileMistake(file, path + ".successor", BodyTexts.SuccessorLoop(body.Id));
        }
    }

    /// <summary>A bare name must mean one body of a cluster.</summary>
    private static IEnumerable<BodyFileMistake> AmbiguousNames(IReadOnlyList<(string File, string Path, Body Body)> bodies) =>
        from entry in bodies
        from name in entry.Body.Aliases.Append(entry.Body.Name)
        let other = bodies.FirstOrDefault(other =>
            string.CompareOrdinal(other.Body.Id, entry.Body.Id) < 0 && other.Body.Cluster == entry.Body.Cluster
                && BodyNames.Phrases(other.Body).Names(name))
        where other.Body is not null
        select new BodyFileMistake(entry.File, entry.Path + ".aliases", BodyTexts.Ambiguous(name, other.Body.Id));

    private static bool IsDayOfYear(string day) =>
        DateOnly.TryParseExact("2024-" + day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
