namespace Workflow.Activities.Ports;

/// <summary>Looks for personal numbers in what a file says, so that none is published with an answer.</summary>
public interface IAttachmentSearch
{
    /// <param name="name">As given; a hint at what the file is, never believed against its content.</param>
    /// <returns>What could not be read wholly is <see cref="SearchVerdict.NotSearched"/>, never clean and never an
    /// exception.</returns>
    Task<SearchVerdict> SearchAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}

public enum SearchVerdict
{
    /// <summary>
    /// Not, or not all of it: a picture, an archive, an old or encrypted file, one that is too big when unpacked.
    /// </summary>
    NotSearched,

    Clean,

    PersonalNumber,
}
