using Workflow.Documents.Printing;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;

namespace Workflow.Documents.Letters;

/// <summary>An answer that is wanted: what a reminder, an escalation or a handing over is about.</summary>
/// <param name="AboutId">Id of the approval, consultation or task.</param>
/// <param name="Rung">Name of the rung that fired; part of the Message-ID, so that each rung tells once.</param>
/// <param name="DueDay">Local day in the body's zone; null where nothing hangs on a day.</param>
public sealed record Duty(string AboutId, string Title, string Rung, DateOnly? DueDay)
{
    /// <summary>Local clock time of the deadline; null for the end of the day.</summary>
    public TimeOnly? DueTime { get; init; }

    /// <summary>Address of the page where it is answered; null where there is none.</summary>
    public string? Link { get; init; }

    /// <summary>UTC; since when the answer is waited for.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Who should have answered: an escalation names them, a handing over is on their behalf.</summary>
    public string? OnBehalfOf { get; init; }

    /// <param name="onBehalfOf">Name of the approver whose answer is missing; null when the letter goes to them.</param>
    public static Duty Of(Approval approval, string rung, string? onBehalfOf = null) =>
        new(approval.Id, approval.Title, rung, approval.DueDay) { Since = approval.AskedAt, OnBehalfOf = onBehalfOf };

    /// <param name="party">Whose deadline it is; null for the one that all have.</param>
    public static Duty Of(Consultation consultation, Body body, string rung, ConsultationParty? party = null)
    {
        var deadline = party is null ? consultation.Deadline : ConsultationRules.DeadlineOf(consultation, party);
        var (day, time) = LocalTime.Deadline(deadline, body.TimeZone);
        return new(consultation.Id, consultation.Title, rung, day) { DueTime = time, Since = consultation.OpensAt };
    }

    public static Duty Of(SecretariatTask task, Body body, string rung)
    {
        var due = task.Due is { } at ? LocalTime.Deadline(at, body.TimeZone) : default((DateOnly Day, TimeOnly? Time)?);
        return new(task.Id, task.Text, rung, due?.Day) { DueTime = due?.Time };
    }
}
