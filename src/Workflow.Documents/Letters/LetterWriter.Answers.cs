using Workflow.Documents.Printing;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;

namespace Workflow.Documents.Letters;

/// <summary>What is said to those who have answered.</summary>
public sealed partial class LetterWriter
{
    private static readonly string[] OfConsultations =
        [LetterKinds.HearingNotice, LetterKinds.Reminder, LetterKinds.Withdrawn, LetterKinds.LateAnswer, LetterKinds.Receipt];

    /// <summary>Tells the sender of a late answer what became of it.</summary>
    /// <param name="received">UTC.</param>
    public Letter LateAnswer(Envelope envelope, Consultation consultation, DateTimeOffset received, bool admitted) =>
        Write(envelope, LetterKinds.LateAnswer, consultation.Id, new()
        {
            ["title"] = PlainText.Line(consultation.Title),
            ["received"] = Received(envelope, received),
            ["admitted"] = admitted,
        });

    /// <summary>Says that an answer by mail has come in. Only ever sent to a person, never to a machine.</summary>
    /// <param name="answers">Message-ID of the mail that is acknowledged; null where it had none.</param>
    public Letter Receipt(Envelope envelope, Consultation consultation, ConsultationResponse response, string? answers = null)
    {
        var letter = Write(envelope, LetterKinds.Receipt, consultation.Id, new()
        {
            ["title"] = PlainText.Line(consultation.Title),
            ["received"] = Received(envelope, response.At),
            ["late"] = response.Late,
            ["files"] = string.Join(", ", response.Files.Where(file => !file.IsInline).Select(file => PlainText.Line(file.Name))),
        });
        return answers is null ? letter : letter with { References = [.. letter.References, answers] };
    }

    /// <summary>All letters of a consultation to one party hang on its first notice.</summary>
    private IReadOnlyList<string> Thread(string kind, string aboutId, Envelope envelope) =>
        !OfConsultations.Contains(kind) || !aboutId.StartsWith("consultation.", StringComparison.Ordinal)
        || (kind == LetterKinds.HearingNotice && envelope.Version == "1")
            ? []
            : [MessageIds.For(aboutId, LetterKinds.HearingNotice, envelope.To.PersonId, "1", options.Domain)];

    private static string Received(Envelope envelope, DateTimeOffset at)
    {
        var local = LocalTime.Of(at, envelope.Body.TimeZone);
        return PrintedDates.Sentence(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), CultureOf(envelope));
    }
}
