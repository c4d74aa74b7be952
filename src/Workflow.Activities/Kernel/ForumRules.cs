using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;

namespace Workflow.Activities.Kernel;

/// <summary>What every activity and desk may ask besides the session: the bodies, the people and the letters' writer.</summary>
public sealed record ForumRules(BodyRegister Bodies, PeopleRegister People, LetterWriter Letters)
{
    /// <summary>There is a calendar that makes meetings people can join from afar; without one none are asked for.</summary>
    public bool MakesOnlineMeetings { get; init; }
}
