using Workflow.Host.Commands;

ConsoleIo.UseUtf8();
return await ForumCommandLine.RunAsync(args).ConfigureAwait(false);
