using System.Globalization;
using System.Text;
using Shouldly;
using Workflow.Documents.Minutes;
using Workflow.Forums;
using Xunit;
using static Workflow.Tests.Documents.Minutes.InventedMinutes;

namespace Workflow.Tests.Documents.Minutes;

public sealed class BadInputTests
{
    [Fact]
    public void EmptyFile_IsRefused() => Refusal([]).Code.ShouldBe("file-empty");

    [Fact]
    public void BlankFile_IsRefused() => Refusal("  \n\n"u8.ToArray()).Code.ShouldBe("file-empty");

    [Fact]
    public void OtherText_IsRefused() => Refusal("Kære alle\n\nTak for kagen.\n"u8.ToArray()).Code.ShouldBe("not-minutes");

    [Fact]
    public void Latin1_IsRefused_WithLineAndRemedy()
    {
        var refusal = Refusal(Encoding.Latin1.GetBytes(Whole));

        refusal.Code.ShouldBe("file-not-utf8");
        refusal.Text.ShouldContain("line 1 ");
        refusal.Text.ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Utf16_IsRefused(bool mark) =>
        Refusal([.. mark ? Encoding.Unicode.GetPreamble() : [], .. Encoding.Unicode.GetBytes(Whole)]).Code.ShouldBe("file-utf16");

    [Fact]
    public void Utf8WithAMark_IsRead() =>
        new MinutesReader().Read((byte[])[.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Whole)], "a.txt",
            Bodies).Paper!.Items.Count.ShouldBe(2);

    [Fact]
    public void NulByte_IsRefused_WithItsLine()
    {
        var refusal = Refusal(Encoding.UTF8.GetBytes("a\nb\n\0\n" + Whole));

        refusal.Code.ShouldBe("file-nul");
        refusal.Text.ShouldContain("line 3 ");
    }

    [Fact]
    public void PortableDocument_IsRefused_ByName() => Refusal("%PDF-1.7 x"u8.ToArray()).Text.ShouldContain("PDF");

    [Fact]
    public void LongFile_IsRefused_FromItsLength() =>
        new MinutesReader(new MinutesFileLimits(100)).Read(
            Encoding.UTF8.GetBytes(Whole), "a.txt", Bodies).Refusal!.Code.ShouldBe("file-too-large");

    [Fact]
    public void DateThatDoesNotExist_IsRefused_WithLineAndDate()
    {
        var refusal = Read(Whole.Replace("4. juni", "31. februar", StringComparison.Ordinal)).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("impossible-date");
        refusal.Text.ShouldContain("line 3");
        refusal.Text.ShouldContain("31. februar 2025");
    }

    [Fact]
    public void TwoItemsWithOneNumber_AreRefused_WithBothLines()
    {
        var refusal = Read(Whole + "\n\n" + First).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("duplicate-item-number");
        refusal.Text.ShouldContain("line 12 ");
    }

    [Fact]
    public void Refusal_IsDanish_ForDanishPeople()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("da-DK");
        try
        {
            Refusal([]).Text.ShouldContain("er tom");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static Refusal Refusal(byte[] bytes) => new MinutesReader().Read(bytes, "a.txt", Bodies).Refusal.ShouldNotBeNull();
}
