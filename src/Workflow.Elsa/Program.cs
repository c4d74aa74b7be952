using Workflow.Host;
using Workflow.Host.Composition;
using Workflow.OnElsa;
using Workflow.Runtime;

return await ForumProgram.RunAsync(args, LifecycleEngines.With(
    new Dictionary<string, Func<IServiceProvider, ILifecycleEngine>> { [ElsaEngine.EngineName] = ElsaEngine.From }))
        .ConfigureAwait(false);
