using MimeKit;
using Shouldly;
using Workflow.Forums.Papers;
using Workflow.IntegrationTests.RealMinutes;
using Xunit;

namespace Workflow.IntegrationTests.Replay;

/// <summary>What must come out for the real minutes. No sentence and no person of theirs stands here.</summary>
public sealed class RealMinutesReplayTests(RealReplays replays)
{
    private const string UpperBody = "HOL Sundhedsklynge Politisk Forum";

    private static readonly string[] GoOn = ["7", "8", "9"];

    [Fact]
    public async Task Lower_SixItemsEnd_ThreeGoOnToTheMeetingTheDocumentNames()
    {
        var report = (await replays.PlayAsync(RealPaper.Lower)).Report;

        report.Items.Select(item => item.Number).ShouldBe(["1", "2", "3", "4", "5", "6", .. GoOn]);
        report.Items.Where(item => item.Route == "ended").Select(item => item.Number).ShouldBe(["1", "2", "3", "4", "5", "6"]);
        report.Items.Where(item => item.Route == "referred").Select(item => (item.Number, item.To!.Body, item.To.Date))
            .ShouldBe(GoOn.Select(number => (number, (string?)UpperBody, (DateOnly?)new DateOnly(2023, 9, 13))));
        report.Items.ShouldAllBe(item => !string.IsNullOrWhiteSpace(item.Reason));
    }

    [Fact]
    public async Task Lower_DraftOfTheUpperMeeting_HasTheThreeItemsInOrderWithoutPrefix()
    {
        var replayed = await replays.PlayAsync(RealPaper.Lower);
        var paper = RealPaper.Paper(RealPaper.Lower);

        var draft = await File.ReadAllTextAsync(Path.Combine(replayed.Folder, "next", "meeting.hol-pf.2023-09-13.html"));

        var words = MadeFor.Words(draft);
        var places = GoOn.Select(number => paper.Items.Single(item => item.Number == number))
            .Select(item => words.IndexOf(string.Join(' ', FourWords.Of(item.Title)), StringComparison.Ordinal)).ToList();
        places.ShouldAllBe(place => place >= 0);
        places.ShouldBe(places.Order());
        words.ShouldNotContain("sag til pf");
        foreach (var attachment in GoOn.SelectMany(number => paper.Items.Single(item => item.Number == number).Attachments))
            words.ShouldContain(string.Join(' ', FourWords.Of(attachment.Name)));
        foreach (var item in paper.Items.Where(item => GoOn.Contains(item.Number)))
        {
            words.ShouldContain(string.Join(' ', FourWords.Of(item.CaseNumber!)));
            words.ShouldContain("hol fagligt strategisk forum");
            foreach (var block in item.Sections.Single(section => section.Kind == SectionKind.Decision).Blocks.Where(
                block => block.Audience is null))
                words.ShouldContain(string.Join(' ', FourWords.Of(block.Text)));
        }
    }

    [Fact]
    public async Task Lower_TasksToWriteARecommendation_AreThoseOfSevenAndNine()
    {
        var report = (await replays.PlayAsync(RealPaper.Lower)).Report;

        var tasks = report.Tasks.Where(task => task.Kind == "writeRecommendation").ToList();
        tasks.Select(task => task.Item).ShouldBe(["7", "9"], ignoreOrder: true);
        tasks.ShouldAllBe(task => task.Body == UpperBody);
    }

    [Fact]
    public async Task South_MinutesGoIntoConsultationAndAreApprovedByTheNextMeeting()
    {
        var replayed = await replays.PlayAsync(RealPaper.South);
        const string meeting = "meeting.nfs-fsf.2023-09-08";

        var kinds = replayed.Of(meeting).Select(entry => entry.Kind).ToList();
        kinds.ShouldContain("minutesInConsultation");
        kinds.ShouldContain("minutesApproved");
        var consultation = replayed.Of("consultation." + meeting).ToList();
        consultation.ShouldContain(entry => entry.Kind == "consultationOpened");
        consultation.ShouldContain(entry => entry.Kind == "hearingNote");
        var answered = consultation.Single(entry => entry.Kind == "answered");
        consultation.Single(entry => entry.Kind == "reminder").Text.ShouldNotContain(answered.Who);
        replayed.Report.Published.ShouldContain($"published/{meeting}/minutes-v1.html");
    }

    [Fact]
    public async Task West_FiveGoesUp_SixAndEightComeBackOnALaterMeeting()
    {
        var replayed = await replays.PlayAsync(RealPaper.West);

        var five = replayed.Report.Items.Single(item => item.Number == "5");
        (five.Route, five.To!.Body).ShouldBe(("referred", "NSR Slagelse Klyngen - Politisk Forum"));
        var promised = replayed.Timeline.Where(entry => entry.Kind == "followUpMade").Select(entry => entry.Subject).ToList();
        promised.ShouldContain("item.nsr-fsf.2024-10-07.6");
        promised.ShouldContain("item.nsr-fsf.2024-10-07.8");
        foreach (var draft in new[] { "item.nsr-fsf.2024-10-07.6.f1", "item.nsr-fsf.2024-10-07.8.f1" })
            string.CompareOrdinal(Placed(replayed, draft), "2024-10-07").ShouldBePositive(draft);
        replayed.Report.Published.ShouldContain("published/meeting.nsr-fsf.2024-10-07/minutes-v1.html");
    }

    /// <summary>Day of the meeting, as the timeline says it.</summary>
    private static string Placed(Replayed replayed, string itemId)
    {
        var entry = replayed.Timeline.Single(entry => entry.Kind == "placedOnAgenda" && entry.Subject == itemId);
        return System.Text.RegularExpressions.Regex.Match(entry.Text, "[0-9]{4}-[0-9]{2}-[0-9]{2}").Value;
    }

    [Fact]
    public async Task Upper_ThreeGoesToTheSuccessor_FiveKeepsTheMeetingOpen()
    {
        var replayed = await replays.PlayAsync(RealPaper.Upper);

        var items = replayed.Report.Items.ToDictionary(item => item.Number);
        items["3"].Route.ShouldBe("referred");
        items["3"].To!.Body.ShouldNotBe(UpperBody);
        items["5"].Route.ShouldBe("undecided");
        replayed.Report.Published.ShouldNotContain(path => path.Contains("minutes", StringComparison.Ordinal));
        replayed.Report.Notes.ShouldHaveSingleItem().ShouldContain("5");
        replayed.Timeline.ShouldContain(entry => entry.Kind == "meetingStaysOpen");
        replayed.Timeline.ShouldNotContain(entry => entry.Kind == "meetingClosed");
    }

    [Theory]
    [InlineData(RealPaper.Lower, true)]
    [InlineData(RealPaper.South, true)]
    [InlineData(RealPaper.West, true)]
    [InlineData(RealPaper.Upper, false)]
    public async Task Each_IsCalledApprovedByTheDeputyInvitedAndPublished(string file, bool closes)
    {
        var replayed = await replays.PlayAsync(file);
        var report = replayed.Report;

        report.Mails.ShouldContain(mail => mail.Kind == "call");
        report.Escalations.ShouldContain(escalation => escalation.Rung == "deputy" && escalation.Effect == "handOver");
        replayed.Timeline.ShouldContain(entry => entry.Kind == "agendaDispatched");
        report.Published.ShouldContain(path => path.EndsWith("agenda-v1.html", StringComparison.Ordinal));
        report.Published.Any(path => path.EndsWith("minutes-v1.html", StringComparison.Ordinal)).ShouldBe(closes);
        report.Published.ShouldAllBe(path => File.Exists(Path.Combine(replayed.Folder, path)));
        var invitations = report.Mails.Where(mail => mail.Kind == "invitation").ToList();
        invitations.ShouldNotBeEmpty();
        foreach (var invitation in invitations)
        {
            using var message = await MimeMessage.LoadAsync(Path.Combine(replayed.Folder, invitation.File!));
            message.BodyParts.ShouldContain(part => part.ContentType.IsMimeType("text", "calendar"));
        }
    }
}
