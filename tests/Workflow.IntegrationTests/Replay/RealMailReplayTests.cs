using MimeKit;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Host.Composition;
using Workflow.IntegrationTests.Messaging;
using Workflow.IntegrationTests.RealMinutes;
using Xunit;

namespace Workflow.IntegrationTests.Replay;

/// <summary>The same replay with its mail through a real Postfix into real mailboxes: it ends as through the folder.</summary>
public sealed class RealMailReplayTests(RealReplays replays)
{
    [Theory]
    [InlineData(RealPaper.Lower)]
    [InlineData(RealPaper.South)]
    [InlineData(RealPaper.West)]
    [InlineData(RealPaper.Upper)]
    public async Task RealMinutes_ThroughARealMailServer_EndAsThroughTheFolder(string file)
    {
        var throughFolder = await replays.PlayAsync(file);
        await using var mail = await RealMail.StartAsync();

        var throughServer = await replays.PlayAnewAsync(file, mail.Transport);

        throughServer.Timeline.ShouldBe(throughFolder.Timeline);
        Pages(throughServer).ShouldBe(Pages(throughFolder));
        var sent = Mails(throughFolder);
        var arrived = await mail.ArrivedAsync(sent.Select(letter => letter.To).Distinct(StringComparer.Ordinal), sent.Count);
        arrived.Order().ShouldBe(sent.Order());
    }

    private static Dictionary<string, string> Pages(Replayed replayed) =>
        replayed.Files().Where(file => !file.Key.StartsWith("mail/", StringComparison.Ordinal)).ToDictionary();

    private static List<(string To, string Id, string Text)> Mails(Replayed replayed) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(replayed.Folder, "mail"), "*.eml").Select(path =>
        {
            using var mail = MimeMessage.Load(path);
            return RealMail.Facts(mail);
        }),
    ];
}
