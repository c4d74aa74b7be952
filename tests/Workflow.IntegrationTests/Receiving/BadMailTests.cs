using System.Globalization;
using System.Security.Cryptography;
using Shouldly;
using Workflow.Activities.Inbound;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Inbound;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Lifecycles;
using Workflow.Messaging.Files;
using Workflow.Messaging.Inbound;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Receiving;

/// <summary>
/// Every bad mail of <c>docs/bad-input.md</c> in one inbox: each is filed or held as the table says, kept byte for byte, and none
/// stops
/// the others.
/// </summary>
public sealed class BadMailTests(TestDatabases databases) : IDisposable
{
    private static readonly DateOnly May = new(2026, 5, 19);
    private static readonly ConsultedParty Users = new("users", "Parkens venner", "venner@forum.invalid");
    private static readonly ConsultedParty Shops = new("shops", "Handelsforeningen", "butik@forum.invalid");

    private readonly string _folder = Directory.CreateTempSubdirectory("forum-bad-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task EveryBadMail_EndsAsTheTableSays_AndIsKept(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var consultation =
            (await world.ReadAsync(session => session.ConsultationsAboutAsync("lamps", Token))).ShouldHaveSingleItem();
        var notices = (await world.LettersAsync(consultation.Id)).Select(line => line.Letter)
            .ToDictionary(letter => letter.ToPersonId);
        var mails = new BadMails(notices["users"].ReplyTo!, notices["shops"].ReplyTo!, notices["shops"].MessageId).All();

        await ReceiveAsync(world, mails);

        var answers =
            (await world.ReadAsync(session => session.Consultations.GetAsync(consultation.Id, Token))).Parties.SelectMany(
                party => party.Responses).ToList();
        foreach (var mail in mails)
            await EndsAsync(world, mail);
        answers.Select(answer => answer.Text).ShouldBe(mails.Select(mail => mail.Text).OfType<string>(), ignoreOrder: true);
        Directory.GetFiles(_folder, "*.eml").ShouldBeEmpty();

        var files = answers.SelectMany(answer => answer.Files).ToList();
        files.ShouldContain(file => file.Name == "x");
        files.Single(file => file.Name == "bombe.docx").IsPublishable.ShouldBeFalse();
        var receipts = (await world.LettersAsync(consultation.Id)).Select(line => line.Letter)
            .Where(letter => letter.Kind == LetterKinds.Receipt).ToList();
        receipts.Count.ShouldBe(answers.Count);
        receipts.ShouldAllBe(
            letter => !letter.ToName.Any(char.IsControl) && !letter.ToAddress.Contains("alle@", StringComparison.Ordinal));
    }

    [Theory, InlineData("da"), InlineData("en")]
    public void EveryProblem_HasWords(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        foreach (var problem in Enum.GetValues<InboundProblem>())
            InboundTexts.Say("Problem" + problem).ShouldNotBeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<ItemWorld> AskAsync(DatabaseKind kind)
    {
        var world = await ItemWorld.OpenAsync(
            databases, kind,
            body => body with { ItemConsultation = new ItemConsultationRule([Users, Shops], 10, "Hvad mener I?") },
            new LetterOptions { ReplyAddress = "flow@forum.invalid" });
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(May));
        return world;
    }

    private async Task ReceiveAsync(ItemWorld world, IReadOnlyList<BadMail> mails)
    {
        foreach (var mail in mails)
            await File.WriteAllBytesAsync(Path.Combine(_folder, FileOf(mail)), mail.Bytes, Token);
        var scanner = Path.Combine(_folder, "scan");
        await File.WriteAllTextAsync(scanner, "#!/bin/sh\nif grep EICAR > /dev/null; then exit 1; fi\n", Token);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(scanner, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var reader = new MailReader(
            new InboundLimits(), new CommandScanner(scanner, TimeProvider.System), new AttachmentSearch(pdf: null));
        using var drain = world.Drain(new FolderMailbox(_folder, new InboundLimits(), world.Time), reader);
        (await drain.DrainAsync(Token)).ShouldBe(mails.Count);
    }

    private async Task EndsAsync(ItemWorld world, BadMail mail)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(mail.Bytes));
        // Of a mail above the limit the headers are in the database, and the mailbox keeps the whole.
        var row = await world.ReadAsync(session => session.MailAsync(id, Token))
            ?? (await world.Inbound.HeldAsync(Token)).Single(held => !held.IsWhole && held.Size == mail.Bytes.Length);
        row.State.ShouldBe(mail.Expected, $"{mail.Name}: {row.Reason}");
        row.Reason.ShouldNotBeNullOrWhiteSpace(mail.Name);
        if (row.IsWhole)
            (await world.Inbound.BytesAsync(row.Id, Token)).ShouldBe(mail.Bytes, mail.Name);
        var folder = mail.Expected == MailState.Held ? "held" : "processed";
        (await File.ReadAllBytesAsync(Path.Combine(_folder, folder, FileOf(mail)), Token)).ShouldBe(mail.Bytes, mail.Name);
    }

    private static string FileOf(BadMail mail) => string.Concat(mail.Name.Where(char.IsAsciiLetterOrDigit)) + ".eml";
}
