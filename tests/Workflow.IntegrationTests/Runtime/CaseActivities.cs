using Workflow.Engine.Activities;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Letters;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>
/// A small lifecycle with everything the runtime must hold together: waits, loops, letters, deadlines, a child.
/// </summary>
internal static class CaseActivities
{
    public const string Definition =
        """
        {
          "id": "case-v1", "definitionId": "case", "name": "Case", "version": 1,
          "root": {
            "id": "flow", "type": "Elsa.Flowchart", "version": 1,
            "activities": [
              {"id": "begin", "type": "Elsa.Start", "version": 1},
              {"id": "wait", "type": "Test.Wait", "version": 1},
              {"id": "note", "type": "Test.Note", "version": 1},
              {"id": "remind", "type": "Test.Note", "version": 1},
              {"id": "end", "type": "Elsa.End", "version": 1}
            ],
            "connections": [
              {"source": {"activity": "begin", "port": "Done"}, "target": {"activity": "wait", "port": "In"}},
              {"source": {"activity": "wait", "port": "Go"}, "target": {"activity": "note", "port": "In"}},
              {"source": {"activity": "wait", "port": "ChildEnded"}, "target": {"activity": "note", "port": "In"}},
              {"source": {"activity": "wait", "port": "DeadlineDue"}, "target": {"activity": "remind", "port": "In"}},
              {"source": {"activity": "wait", "port": "Stop"}, "target": {"activity": "end", "port": "In"}},
              {"source": {"activity": "note", "port": "Done"}, "target": {"activity": "wait", "port": "In"}},
              {"source": {"activity": "remind", "port": "Done"}, "target": {"activity": "wait", "port": "In"}}
            ]
          }
        }
        """;

    /// <param name="before">Runs before each note is written; what it throws is the activity's failure.</param>
    public static IEnumerable<IActivityType> All(Action<ActivityContext>? before = null) => [new Wait(), new Note(before)];

    /// <summary>Does the same as a note, under a name that other hosts may not know.</summary>
    public static IActivityType Named(string type) => new Note(before: null, type);

    /// <summary>For <see cref="All"/>: the activity fails while the condition holds.</summary>
    public static Action<ActivityContext> Fail(Exception failure, Func<ActivityContext, bool> when) => context =>
    {
        if (when(context))
            throw failure;
    };

    public static Letter Letter(string aboutId, int number) => new()
    {
        MessageId = $"{aboutId}.note.{number}@forum.invalid",
        Kind = "note",
        AboutId = aboutId,
        ToPersonId = "person",
        ToName = "Kim Eng",
        ToAddress = "kim@forum.invalid",
        Subject = "Noted",
        Text = "Noted.",
        Html = "<p>Noted.</p>",
        Reason = "asked because the case is theirs",
    };

    private static ActivityDescriptor Describe(string type, string[] outcomes, string[] signals) => new()
    {
        TypeName = type,
        Summary = "For tests.",
        Outcomes = [.. outcomes.Select(outcome => new ActivityOutcome(outcome, outcome))],
        Signals = signals,
    };

    private sealed class Wait : IActivityType
    {
        private static readonly string[] Signals = ["Go", "Stop", "DeadlineDue", "ChildEnded"];

        public ActivityDescriptor Descriptor { get; } = Describe("Test.Wait", Signals, Signals);

        public ValueTask<ActivityResult> EnterAsync(ActivityContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(ActivityResult.WaitFor(Signals));

        public ValueTask<ActivityResult> ResumeAsync(
            ActivityContext context, Signal signal, CancellationToken cancellationToken) =>
            ValueTask.FromResult(ActivityResult.Complete(signal.Name, $"{signal.Name} came."));
    }

    private sealed class Note(Action<ActivityContext>? before, string type = "Test.Note") : IActivityType
    {
        public ActivityDescriptor Descriptor { get; } = Describe(type, ["Done"], []);

        public async ValueTask<ActivityResult> EnterAsync(ActivityContext context, CancellationToken cancellationToken)
        {
            var session = (ForumSession)context.UnitOfWork;
            session.Tasks.Add(new SecretariatTask
            {
                Id = $"{context.SubjectId}.{context.Step}",
                Kind = "note",
                AboutId = context.SubjectId,
                BodyId = "council",
                Text = "Read it.",
            });
            await session.AddLetterAsync(Letter(context.SubjectId, context.Step), cancellationToken);
            session.Audit(context.SubjectId, "noted", "A note was made.");
            // Last on purpose: everything above must be gone when it throws.
            before?.Invoke(context);
            return ActivityResult.Complete("Done", "Noted.");
        }

        public ValueTask<ActivityResult> ResumeAsync(
            ActivityContext context, Signal signal, CancellationToken cancellationToken) =>
            throw new PermanentActivityException("A note waits for nothing.");
    }
}
