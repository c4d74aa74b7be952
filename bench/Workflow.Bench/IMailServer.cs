namespace Workflow.Bench;

/// <summary>A mail server of the bench's own.</summary>
internal interface IMailServer : IAsyncDisposable
{
    string Name { get; }

    int Port { get; }
}
