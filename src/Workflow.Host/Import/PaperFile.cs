using Workflow.Documents.Minutes;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Checks;
using Workflow.Forums.Papers;

namespace Workflow.Host.Import;

/// <summary>A file of minutes as read, with the body it is of: a configured one, or one derived from it.</summary>
internal sealed record PaperFile(MinutesReading Reading, MeetingPaper Paper, Body Body, BodyRegister Bodies)
{
    /// <exception cref="CommandRefusedException">The file is no minutes, or cannot be read.</exception>
    public static async Task<PaperFile> ReadAsync(string path, BodyRegister bodies, CancellationToken cancellationToken)
    {
        var phrases = bodies.All.Select(BodyNames.Phrases).ToList();
        var reading = await new MinutesReader().ReadFileAsync(path, phrases, cancellationToken).ConfigureAwait(false);
        if (reading.Paper is not { } paper)
            throw new CommandRefusedException(reading.Refusal ?? new Refusal("not-read", path));
        var body = (paper.BodyId is { } id ? bodies.Find(id) : null) ?? BodyNames.Find(bodies, paper.Body, cluster: null);
        var known = body is null ? new BodyRegister([.. bodies.All, DerivedBody.From(paper)]) : bodies;
        return new PaperFile(reading, paper, body ?? DerivedBody.From(paper), known);
    }

    /// <summary>What the reading noticed, and what the check before dispatch finds. None is hidden.</summary>
    public IReadOnlyList<Finding> Findings() =>
    [
        .. Reading.Findings,
        .. DispatchCheck.Run(Paper, new CheckContext
        {
            Own = BodyNames.Phrases(Body),
            Bodies = [.. Bodies.All.OrderByDescending(other => other.Cluster == Body.Cluster).Select(BodyNames.Phrases)],
        }),
    ];
}
