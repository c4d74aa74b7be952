using System.Text;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging.Files;
using Xunit;

namespace Workflow.Tests.Messaging.Files;

/// <summary>Numbers are invented: the day and month are dates, the rest is no person's.</summary>
public sealed class AttachmentSearchTests
{
    private const string Number = "010203-1234";

    [Fact]
    public async Task NumberInAnOfficeFile_IsFound_HoweverItIsCutUp()
    {
        await ShouldBeAsync(SearchVerdict.PersonalNumber, "svar.docx", SampleFiles.Docx("Underskrevet 0102", "03-", "1234"));
        await ShouldBeAsync(SearchVerdict.PersonalNumber, "svar.odt", SampleFiles.Odt("010203<t:span>-1234</t:span>"));
        await ShouldBeAsync(SearchVerdict.PersonalNumber, "liste.xlsx", SampleFiles.Xlsx("102031234"));
        await ShouldBeAsync(SearchVerdict.PersonalNumber, "liste.xlsx", SampleFiles.Xlsx("3112991234"));
    }

    [Fact]
    public async Task NumberInAHeader_ACommentOrALink_IsFound()
    {
        foreach (var part in new[] { "word/header1.xml", "word/comments.xml", "docProps/core.xml" })
            await ShouldBeAsync(SearchVerdict.PersonalNumber, "svar.docx",
                SampleFiles.Zip(("[Content_Types].xml", "<Types/>"), (part, $"<x><p>{Number}</p></x>")));
        await ShouldBeAsync(SearchVerdict.PersonalNumber, "svar.docx", SampleFiles.Zip(
            ("[Content_Types].xml", "<Types/>"),
            ("word/_rels/document.xml.rels", $"<r><s Target=\"mailto:{Number}@forum.invalid\"/></r>")));
    }

    [Fact]
    public async Task OfficeFileWithoutANumber_IsClean()
    {
        await ShouldBeAsync(SearchVerdict.Clean, "svar.docx", SampleFiles.Docx("Vi er enige. Sag 26-114, 12345678."));
        await ShouldBeAsync(SearchVerdict.Clean, "svar.odt", SampleFiles.Odt("Vi er enige."));
        await ShouldBeAsync(SearchVerdict.Clean, "liste.xlsx", SampleFiles.Xlsx("1234567890123"));
        await ShouldBeAsync(SearchVerdict.Clean, "logo.docx", SampleFiles.Zip(
            ("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/media/logo.png", SampleFiles.Png)));
    }

    [Fact]
    public async Task WhatCannotBeRead_IsNotSearched_AndNeverClean()
    {
        await ShouldBeAsync(SearchVerdict.NotSearched, "billede.png", SampleFiles.Png);
        await ShouldBeAsync(SearchVerdict.NotSearched, "arkiv.zip", SampleFiles.Zip(("svar.txt", "Vi er enige.")));
        await ShouldBeAsync(SearchVerdict.NotSearched, "svar.rtf", "{\\rtf1 0102{}03-1234}"u8.ToArray());
        await ShouldBeAsync(
            SearchVerdict.NotSearched, "svar.eml", "Content-Transfer-Encoding: base64\r\n\r\nMDEwMjAzLTEyMzQ="u8.ToArray());
        await ShouldBeAsync(SearchVerdict.NotSearched, "svar.doc", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
        await ShouldBeAsync(SearchVerdict.NotSearched, "svar.docx", SampleFiles.Docx("Vi er enige.")[..^40]);
        await ShouldBeAsync(SearchVerdict.NotSearched, "scannet.docx", SampleFiles.Zip(
            ("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/media/side1.jpg", Noise((int)OfficeText.Logo + 1))));
        await ShouldBeAsync(SearchVerdict.NotSearched, "fil-i-fil.docx", SampleFiles.Zip(
            ("[Content_Types].xml", "<Types/>"), ("word/embeddings/ark.xlsx", "PK")));
        await ShouldBeAsync(SearchVerdict.NotSearched, "svar.pdf", SampleFiles.Pdf("Vi er enige."));
    }

    [Fact]
    public async Task ANumberBesideWhatCannotBeRead_IsFoundAllTheSame() => await ShouldBeAsync(
        SearchVerdict.PersonalNumber, "svar.docx", SampleFiles.Zip(
            ("[Content_Types].xml", "<Types/>"), ("word/embeddings/ark.bin", "\0"),
            ("word/document.xml", $"<d><p>{Number}</p></d>")));

    [Fact]
    public async Task ABomb_IsNotUnpackedPastItsLimit_AndIsNotSearched()
    {
        var zeros = new byte[OfficeText.MostBytes + 1];
        var bomb = SampleFiles.Zip(
            ("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", zeros), ("word/more.xml", zeros));
        bomb.Length.ShouldBeLessThan(200_000);
        var entities = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><d>&b;</d>";

        await ShouldBeAsync(SearchVerdict.NotSearched, "bombe.docx", bomb);
        await ShouldBeAsync(SearchVerdict.NotSearched, "laugh.docx",
            SampleFiles.Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", entities)));
        await ShouldBeAsync(SearchVerdict.NotSearched, "mange.docx", SampleFiles.Zip(
            [.. Enumerable.Range(0, OfficeText.MostParts + 1).Select(part => ($"{part}.xml", "<d/>")),
            ("[Content_Types].xml", "<Types/>")]));
    }

    [Theory]
    [InlineData("010203-1234", SearchVerdict.PersonalNumber)]
    [InlineData("Født 010203 1234 i byen", SearchVerdict.PersonalNumber)]
    [InlineData("<p>01<b>0203</b>-1234</p>", SearchVerdict.PersonalNumber)]
    [InlineData("<p>010203&#45;1234</p>", SearchVerdict.PersonalNumber)]
    [InlineData("Vi er enige.", SearchVerdict.Clean)]
    [InlineData("<p>Vi er <b>enige</b></p>", SearchVerdict.Clean)]
    [InlineData("<img src='data:image/png;base64,aaaa'>", SearchVerdict.NotSearched)]
    public async Task PlainText_IsSearchedInEveryEncoding(string text, SearchVerdict expected)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode })
            await ShouldBeAsync(expected, "svar.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
    }

    [Fact]
    public void Pdf_IsReadByItsLinesAndByTheOrderItWasDrawnIn()
    {
        Read(SampleFiles.Pdf("Underskrevet ", "010203-", "1234")).ShouldBe((true, true));
        Read(SampleFiles.Pdf("Vi er enige.")).ShouldBe((false, true));
        Read(SampleFiles.ScannedPdf()).ShouldBe((false, false));
        Should.Throw<Exception>(() => PdfFile.Read(SampleFiles.Pdf("Vi er enige.")[..200]));

        static (bool Found, bool IsWhole) Read(byte[] file)
        {
            var text = PdfFile.Read(file);
            return (Workflow.Forums.Checks.CprNumber.Count(text.Text) > 0, text.IsWhole);
        }
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static async Task ShouldBeAsync(SearchVerdict expected, string name, byte[] content) =>
        (await new AttachmentSearch(pdf: null).SearchAsync(
            name, content, TestContext.Current.CancellationToken)).ShouldBe(expected, name);
}
