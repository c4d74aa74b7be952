using System.IO.Compression;
using System.Text;
using Shouldly;
using Workflow.Activities.Ports;
using Xunit;

namespace Workflow.Tests.Messaging.Inbound;

public sealed class AttachmentTests
{
    private static readonly byte[] Ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

    [Theory]
    [InlineData("filename=\"../../x\"", "x")]
    [InlineData("filename=\"..\\\\..\\\\windows\\\\system.ini\"", "system.ini")]
    [InlineData("filename=\"/etc/passwd\"", "passwd")]
    [InlineData("filename*=utf-8''faktura%E2%80%AEfdp.exe", "fakturafdp.exe")]
    [InlineData("filename=\"CON\"", "_CON")]
    [InlineData("filename=\"nul.txt\"", "_nul.txt")]
    [InlineData("filename=\"com1.tar.gz\"", "_com1.tar.gz")]
    [InlineData("filename=\"\"", "attachment-1.bin")]
    [InlineData("filename=\"...\"", "attachment-1.bin")]
    [InlineData("filename*=utf-8''a%00b%0D%0Ac.txt", "a b c.txt")]
    [InlineData("filename=\"a<b>|c?.txt\"", "a_b__c_.txt")]
    [InlineData("filename=\"svar.pdf      .exe\"", "svar.pdf .exe")]
    [InlineData("filename*=utf-8''h%C3%B8ringssvar%20bilag.docx", "høringssvar bilag.docx")]
    public void Name_ThatCouldDoHarm_IsChanged(string given, string expected) =>
        Read(Mails.File(given, [1])).ShouldHaveSingleItem().Name.ShouldBe(expected);

    [Fact]
    public void Names_ThatAreTheSame_AreToldApart_AlsoByCaseOrForm()
    {
        var files = Read(Mails.File("filename=svar.pdf", [1]), Mails.File("filename=SVAR.pdf", [2]),
            Mails.File("filename=\"../svar.pdf\"", [3]));

        files.Select(file => file.Name).ShouldBe(["svar.pdf", "SVAR (2).pdf", "svar (3).pdf"]);
        files.Select(file => file.Flags.HasFlag(AttachmentFlags.Renamed)).ShouldBe([false, true, true]);
        files.Select(file => file.Content.ToArray()[0]).ShouldBe<byte>([1, 2, 3]);
    }

    [Fact]
    public void Name_OfThousandsOfCharacters_IsShortenedAndKeepsItsExtension()
    {
        var name = Read(Mails.File($"filename=\"{new string('a', 5000)}.pdf\"", [1])).ShouldHaveSingleItem().Name;

        name.Length.ShouldBe(120);
        name.ShouldEndWith("a.pdf");
    }

    [Fact]
    public void Macro_IsFlaggedByExtensionAndByContent()
    {
        FlagsOf("svar.docm", [1]).ShouldBe(AttachmentFlags.Macro);
        FlagsOf("svar.DOCM ", [1]).HasFlag(AttachmentFlags.Macro).ShouldBeTrue();
        FlagsOf("svar.docx", Zip("[Content_Types].xml", "word/vbaProject.bin")).ShouldBe(AttachmentFlags.Macro);
        FlagsOf(
            "svar.doc", [.. Ole, .. new byte[500], .. Encoding.Unicode.GetBytes("_VBA_PROJECT")]).ShouldBe(AttachmentFlags.Macro);
        FlagsOf("svar.docx", Zip("[Content_Types].xml", "word/document.xml")).ShouldBe(AttachmentFlags.None);
        FlagsOf("svar.doc", [.. Ole, .. new byte[500]]).ShouldBe(AttachmentFlags.None);
    }

    [Fact]
    public void Program_IsFlaggedByExtensionAndByContent()
    {
        FlagsOf("svar.js", [1]).ShouldBe(AttachmentFlags.Executable);
        FlagsOf("svar.pdf", "MZ..."u8.ToArray()).ShouldBe(AttachmentFlags.Executable);
        FlagsOf("svar.txt", "\x7f\x45LF"u8.ToArray()).ShouldBe(AttachmentFlags.Executable);
    }

    [Fact]
    public void Encrypted_IsFlagged()
    {
        FlagsOf("svar.docx", [.. Ole, .. Encoding.Unicode.GetBytes("EncryptedPackage")]).ShouldBe(AttachmentFlags.Encrypted);
        FlagsOf("svar.pdf", "%PDF-1.7 /Encrypt 5 0 R"u8.ToArray()).ShouldBe(AttachmentFlags.Encrypted);
        var zip = Zip("hemmelig.txt");
        zip[6] |= 1;
        FlagsOf("svar.zip", zip).ShouldBe(AttachmentFlags.Encrypted | AttachmentFlags.Archive);
    }

    [Fact]
    public void ZipBomb_IsNeverUnpacked()
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("bomb").Open())
        {
            for (var n = 0; n < 300; n++)
                entry.Write(new byte[1024 * 1024]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = Read(Mails.File("filename=bomb.zip", packed.ToArray())).ShouldHaveSingleItem();

        file.Flags.ShouldBe(AttachmentFlags.Archive);
        file.Content.Length.ShouldBe((int)packed.Length);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50 * 1024 * 1024);
    }

    [Fact]
    public void Content_AboveTheLimit_IsCutAndTheMailHeld()
    {
        var mail = Mails.Read(
            Mails.Mixed(Mails.TextPart("svar"), Mails.File("filename=a.bin", new byte[3000]),
                Mails.File("filename=b.bin", new byte[3000])),
            new() { ContentBytes = 4000 });

        mail.Problems.ShouldBe([InboundProblem.TooMuchContent]);
        mail.MustBeHeld.ShouldBeTrue();
        mail.Attachments.Sum(file => file.Size).ShouldBeLessThanOrEqualTo(4000);
    }

    [Fact]
    public void MailWithinTheMail_IsKeptAsAFileAndNotRead()
    {
        var mail = Mails.Read(
            Mails.Mixed(Mails.TextPart("se vedlagte"), $"Content-Type: message/rfc822\n\n{Mails.Plain("det vedlagte")}"));

        mail.FullText.ShouldBe("se vedlagte");
        var file = mail.Attachments.ShouldHaveSingleItem();
        (file.Name, file.Flags).ShouldBe(("attachment-1.eml", AttachmentFlags.Mail));
        Encoding.UTF8.GetString(file.Content.Span).ShouldContain("det vedlagte");
    }

    [Fact]
    public void Text_WithAFileName_IsAFile()
    {
        var mail = Mails.Read(
            Mails.Mixed(Mails.TextPart("svar"),
                "Content-Type: text/plain; name=noter.txt\nContent-Disposition: inline; filename=noter.txt\n\nnoter"));

        mail.Text.ShouldBe("svar");
        mail.Attachments.ShouldHaveSingleItem().Name.ShouldBe("noter.txt");
    }

    [Theory]
    [InlineData("svar", "<p>svar</p><img src=\"cid:a%40b\">", true)]
    [InlineData("", "<p>svar</p><img alt=x src='CID:a@b'>", true)]
    // Not shown by the text; no text to be shown in.
    [InlineData("svar", "<p>svar</p><img src=\"cid:other@b\"><p>cid:a@b</p>", false)]
    [InlineData("svar", "", false)]
    [InlineData("", "<img src=\"cid:a@b\">", false)]
    public void Picture_IsPartOfTheText_OnlyWhereTheTextShowsIt_AndIsKeptInAnyCase(string plain, string html, bool isInline)
    {
        var mail = Mails.Read(Mails.Headers + Mails.Multipart("related", "r",
            Mails.Multipart("alternative", "a", Mails.TextPart(plain), $"Content-Type: text/html; charset=utf-8\n\n{html}"),
            "Content-Type: image/png\nContent-Disposition: inline\nContent-Id: <a@b>\n"
            + "Content-Transfer-Encoding: base64\n\niVBO"));

        var picture = mail.Attachments.ShouldHaveSingleItem();
        (picture.IsInline, picture.IsFromTheAuthor).ShouldBe((isInline, true));
        mail.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Winmail_IsOpened_AndOneThatIsBrokenKept()
    {
        var mail = Mails.Read(
            Mails.Mixed(Mails.TextPart("svar"),
                Mails.File("filename=winmail.dat", Tnef("bilag.txt", "indhold"u8.ToArray()), "application/ms-tnef")));

        mail.Attachments.Select(file => file.Name).ShouldBe(["winmail.dat", "bilag.txt"]);
        mail.Attachments.ShouldAllBe(file => file.Flags.HasFlag(AttachmentFlags.Tnef));
        Encoding.UTF8.GetString(mail.Attachments[1].Content.Span).ShouldBe("indhold");
        var broken = Mails.Read(
            Mails.Mixed(Mails.TextPart("svar"), Mails.File("filename=winmail.dat", [1, 2, 3], "application/ms-tnef")));
        broken.Attachments.ShouldHaveSingleItem().Name.ShouldBe("winmail.dat");
        broken.MustBeHeld.ShouldBeTrue();
    }

    private static IReadOnlyList<InboundAttachment> Read(params string[] files) =>
        Mails.Read(Mails.Mixed([Mails.TextPart("svar"), .. files])).Attachments;

    private static AttachmentFlags FlagsOf(string name, byte[] content) =>
        Read(Mails.File($"filename=\"{name}\"", content)).ShouldHaveSingleItem().Flags & ~AttachmentFlags.Renamed;

    private static byte[] Zip(params string[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
                archive.CreateEntry(entry).Open().Dispose();
        }

        return bytes.ToArray();
    }

    /// <summary>Outlook's wrapping with one file, as MS-OXTNEF lays it out: level, id, length, data, checksum.</summary>
    private static byte[] Tnef(string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0x223e9f78);
        writer.Write((ushort)1);
        Attribute(writer, 1, 0x00089006, [0, 0, 1, 0]);
        Attribute(writer, 2, 0x00069002, [1, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
        Attribute(writer, 2, 0x00018010, [.. Encoding.ASCII.GetBytes(name), 0]);
        Attribute(writer, 2, 0x0006800f, content);
        writer.Flush();
        return bytes.ToArray();
    }

    private static void Attribute(BinaryWriter writer, byte level, int id, byte[] data)
    {
        writer.Write(level);
        writer.Write(id);
        writer.Write(data.Length);
        writer.Write(data);
        writer.Write((ushort)data.Sum(b => b));
    }
}
