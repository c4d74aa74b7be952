using Workflow.Forums.People;

namespace Workflow.Runtime;

/// <summary>Who asks for a use case. The id makes it happen once, however often it is asked for.</summary>
/// <param name="Id">Chosen by the caller; the same id again gets the first answer back and changes nothing.</param>
/// <param name="Name">Stable name of the use case, such as <c>submitItem</c>.</param>
public sealed record CommandEnvelope(string Id, string Name, Actor Actor);
