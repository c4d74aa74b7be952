using System.Text;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>
/// What a file is, by its name and by how its bytes begin. Archives are looked at from the outside and never unpacked.
/// </summary>
internal static class AttachmentContent
{
    private static readonly HashSet<string> MacroExtensions = Set(
        "docm dotm xlsm xltm xlam xlsb xla pptm potm ppam ppsm sldm ppa wll xll vba bas");

    private static readonly HashSet<string> ProgramExtensions = Set(
        "exe com scr pif bat cmd js jse vbs vbe wsf wsh wsc hta ps1 psm1 lnk msi msp msix appx jar iso img vhd vhdx reg cpl dll sh "
        + "chm scf url application gadget inf one ade adp mde desktop appref-ms");

    private static readonly HashSet<string> ArchiveExtensions = Set("zip 7z rar gz tgz tar bz2 xz cab arj ace lzh zst");

    private static readonly byte[] VbaStorage = Encoding.Unicode.GetBytes("_VBA_PROJECT");
    private static readonly byte[] EncryptedStorage = Encoding.Unicode.GetBytes("EncryptedPackage");

    public static AttachmentFlags Flags(string name, ReadOnlySpan<byte> content)
    {
        var extension = Path.GetExtension(name.Trim().TrimEnd('.', ' ')).TrimStart('.').Trim();
        var flags = ByContent(content);
        if (MacroExtensions.Contains(extension))
            flags |= AttachmentFlags.Macro;
        if (ProgramExtensions.Contains(extension))
            flags |= AttachmentFlags.Executable;
        if (ArchiveExtensions.Contains(extension))
            flags |= AttachmentFlags.Archive;
        return flags;
    }

    private static AttachmentFlags ByContent(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("PK\x03\x04"u8))
            return OfZip(content);
        if (content.StartsWith<byte>([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
            return If(content.IndexOf(VbaStorage) >= 0, AttachmentFlags.Macro)
                | If(content.IndexOf(EncryptedStorage) >= 0, AttachmentFlags.Encrypted);
        if (content.StartsWith("%PDF"u8))
            return If(content.IndexOf("/Encrypt"u8) >= 0, AttachmentFlags.Encrypted);
        var isArchive = content.StartsWith("Rar!"u8) || content.StartsWith<byte>([0x37, 0x7a, 0xbc, 0xaf])
            || content.StartsWith<byte>([0x1f, 0x8b]);
        var isProgram = content.StartsWith("MZ"u8) || content.StartsWith("\x7f\x45LF"u8) || content.StartsWith("#!"u8);
        return If(isArchive, AttachmentFlags.Archive) | If(isProgram, AttachmentFlags.Executable);
    }

    /// <summary>
    /// Names of entries stand in a ZIP file in the clear, also of encrypted ones; bit 0 of the first entry says "encrypted".
    /// </summary>
    private static AttachmentFlags OfZip(ReadOnlySpan<byte> content)
    {
        var isDocument = content.IndexOf("[Content_Types].xml"u8) >= 0
            || content[..Math.Min(content.Length, 60)].IndexOf("mimetype"u8) >= 0;
        var hasMacro = content.IndexOf("vbaProject.bin"u8) >= 0 || content.IndexOf("xl/macrosheets/"u8) >= 0
            || content.IndexOf("Basic/script-lc.xml"u8) >= 0;
        return If(!isDocument, AttachmentFlags.Archive)
            | If(hasMacro, AttachmentFlags.Macro)
            | If(content.Length > 6 && (content[6] & 1) != 0, AttachmentFlags.Encrypted);
    }

    private static AttachmentFlags If(bool condition, AttachmentFlags flag) => condition ? flag : AttachmentFlags.None;

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
