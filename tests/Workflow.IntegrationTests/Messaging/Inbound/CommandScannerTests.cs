using System.Text;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging.Inbound;
using Xunit;

namespace Workflow.IntegrationTests.Messaging.Inbound;

/// <summary>With a scanner written here, which knows the one file that every scanner knows.</summary>
public sealed class CommandScannerTests : IDisposable
{
    /// <summary>The test file of EICAR, in two halves: whole it would be found in this source, too.</summary>
    private static readonly byte[] Eicar = Encoding.ASCII.GetBytes(
        @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    private readonly string _folder = Directory.CreateTempSubdirectory("scanner-tests-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData(" {file}")]
    public async Task InfectedFile_IsFound_OnStandardInputOrAsAFile(string argument)
    {
        var scanner = new CommandScanner(Script("if grep -q EICAR-STANDARD \"${1:-/dev/stdin}\"; then exit 1; else exit 0; fi")
            + argument, TimeProvider.System);

        (await scanner.ScanAsync(Eicar, Token)).ShouldBe(ScanVerdict.Infected);
        (await scanner.ScanAsync("harmless"u8.ToArray(), Token)).ShouldBe(ScanVerdict.Clean);
        Directory.GetDirectories(Path.GetTempPath(), "scan-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task ScannerThatFails_OrIsNotThere_SaysUnknown()
    {
        (await new CommandScanner(Script("exit 2"), TimeProvider.System).ScanAsync(new byte[10_000_000], Token)).ShouldBe(
            ScanVerdict.Unknown);
        (await new CommandScanner(Path.Combine(_folder, "nothing"), TimeProvider.System).ScanAsync(Eicar, Token)).ShouldBe(
            ScanVerdict.Unknown);
    }

    [Fact]
    public async Task ScannerThatHangs_IsEnded()
    {
        var time = new FakeTimeProvider();
        var marker = Path.Combine(_folder, "started");
        var scanning = new CommandScanner(Script($"touch {marker}; exec sleep 600"), time).ScanAsync(Eicar, Token);
        SpinWait.SpinUntil(() => File.Exists(marker), TimeSpan.FromSeconds(20)).ShouldBeTrue();

        time.Advance(TimeSpan.FromMinutes(3));

        (await scanning.WaitAsync(TimeSpan.FromSeconds(20), Token)).ShouldBe(ScanVerdict.Unknown);
    }

    [Fact]
    public async Task Mail_WithAnInfectedFile_IsHeldAndKept()
    {
        var scanner = new CommandScanner(Script("if grep -q EICAR-STANDARD; then exit 1; else exit 0; fi"), TimeProvider.System);
        var bytes = Encoding.ASCII.GetBytes(
            "From: eve@fjordby.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nse bilag\r\n--b\r\n"
            + "Content-Type: application/octet-stream; name=svar.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String(Eicar) + "\r\n--b--\r\n");

        var mail = await new MailReader(new InboundLimits(), scanner).ReadAsync(
            new MailboxItem("1", bytes, bytes.Length, true, default), Token);

        mail.Problems.ShouldBe([InboundProblem.Infected]);
        (mail.MustBeHeld, mail.MayBeAcknowledged).ShouldBe((true, false));
        mail.Attachments.ShouldHaveSingleItem().Scan.ShouldBe(ScanVerdict.Infected);
    }

    private string Script(string body)
    {
        var path = Path.Combine(_folder, $"scanner-{Guid.NewGuid():n}");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        return $"/bin/sh {path}";
    }
}
