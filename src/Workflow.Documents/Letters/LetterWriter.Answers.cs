using Workflow.Documents.Printing;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;

namespace Workflow.Documents.Letters;

/// <summary>What is said to those who have answered.</summary>
public sealed partial class LetterWriter
{
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
    public Letter Receipt(Envelope envelope, Consultation consultation, ConsultationResponse response) =>
        Write(envelope, LetterKinds.Receipt, consultation.Id, new()
        {
            ["title"] = PlainText.Line(consultation.Title),
            ["received"] = Received(envelope, response.At),
            ["late"] = response.Late,
            ["files"] = string.Join(", ", response.Files.Select(file => PlainText.Line(file.Name))),
        });

    private static string Received(Envelope envelope, DateTimeOffset at)
    {
        var local = LocalTime.Of(at, envelope.Body.TimeZone);
        return PrintedDates.Sentence(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), CultureOf(envelope));
    }
}
