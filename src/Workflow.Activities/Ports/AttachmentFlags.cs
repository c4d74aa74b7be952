namespace Workflow.Activities.Ports;

/// <summary>What a person should know before opening a file. Nothing is unpacked to find it out.</summary>
[Flags]
public enum AttachmentFlags
{
    None = 0,

    /// <summary>An Office file with macros, by its extension or by what is in it.</summary>
    Macro = 1,

    /// <summary>Encrypted or protected by a password: no scanner and no check sees into it.</summary>
    Encrypted = 2,

    /// <summary>A signature of the mail (S/MIME, PGP): evidence, not something that was attached.</summary>
    Signature = 4,

    /// <summary>Came in Outlook's own wrapping (<c>winmail.dat</c>).</summary>
    Tnef = 8,

    /// <summary>A program or script, by its extension or by how it begins.</summary>
    Executable = 16,

    /// <summary>An archive; never unpacked.</summary>
    Archive = 32,

    /// <summary>A mail within the mail; kept as a file and not read.</summary>
    Mail = 64,

    /// <summary>A picture that the text shows, such as a drawing, or the logo in a signature.</summary>
    Inline = 128,

    /// <summary>The name that was given could do harm and is not the one shown.</summary>
    Renamed = 256,
}
