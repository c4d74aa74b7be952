using Workflow.Simulation.Run;

return await SimulationProgram.RunAsync(args).ConfigureAwait(false);
