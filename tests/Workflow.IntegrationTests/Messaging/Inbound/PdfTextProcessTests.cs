using System.Diagnostics;
using System.Text;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging.Files;
using Xunit;

namespace Workflow.IntegrationTests.Messaging.Inbound;

/// <summary>A PDF is read by a process of its own: what ends that process ends nothing else.</summary>
public sealed class PdfTextProcessTests
{
    private static readonly IReadOnlyList<string> Reader = [
        "dotnet", Path.Combine(AppContext.BaseDirectory, "Workflow.Host.dll"), "pdf-text"];

    [Theory]
    [InlineData("Underskrevet 010203-1234", SearchVerdict.PersonalNumber)]
    [InlineData("Vi er enige.", SearchVerdict.Clean)]
    public async Task Pdf_IsSearched(string text, SearchVerdict expected) =>
        (await SearchAsync(Pdf(text), Reader)).ShouldBe(expected);

    [Fact]
    public async Task BrokenPdf_IsNotSearched() =>
        (await SearchAsync("%PDF-1.7 and then nothing"u8.ToArray(), Reader)).ShouldBe(SearchVerdict.NotSearched);

    [Theory]
    [InlineData("kill -9 $$")]
    [InlineData("printf WVi; exit 1")]
    [InlineData("cat > /dev/null; printf PVi")]
    [InlineData("head -c 1 > /dev/null; exit 0")]
    public async Task ReaderThatDiesOrReadsAPart_IsNoSearch(string script) =>
        (await SearchAsync(new byte[1_000_000].Select(_ => (byte)'%').Concat(Pdf("x")).ToArray()[999_900..],
            ["sh", "-c", script])).ShouldBe(SearchVerdict.NotSearched);

    [Fact]
    public async Task ReaderThatNeverEnds_IsEnded()
    {
        var until = Stopwatch.StartNew();

        (await SearchAsync(Pdf("Vi er enige."), ["sleep", "600"], TimeSpan.FromMilliseconds(300))).ShouldBe(
            SearchVerdict.NotSearched);

        until.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task ReaderThatIsNotThere_IsNoSearch() =>
        (await SearchAsync(Pdf("Vi er enige."), ["no-such-reader"])).ShouldBe(SearchVerdict.NotSearched);

    /// <summary>One page in Helvetica, written by hand; its table of offsets is right.</summary>
    internal static byte[] Pdf(string text)
    {
        var content = $"BT /F1 12 Tf 50 700 Td ({text}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var number = 0; number < objects.Length; number++)
        {
            offsets.Add(file.Length);
            file.Append(null, $"{number + 1} 0 obj\n{objects[number]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(null, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(null, $"{offset:D10} 00000 n \n");
        file.Append(null, $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static Task<SearchVerdict> SearchAsync(byte[] content, IReadOnlyList<string> reader, TimeSpan? patience = null)
    {
        var process = new PdfTextProcess(reader, TimeProvider.System) { Patience = patience ?? TimeSpan.FromSeconds(60) };
        return new AttachmentSearch(process).SearchAsync("svar.pdf", content, TestContext.Current.CancellationToken);
    }
}
