using Workflow.Host;

return await ForumProgram.RunAsync(args).ConfigureAwait(false);
