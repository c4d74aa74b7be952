using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using Workflow.IntegrationTests.Messaging.Inbound;
using Xunit;

namespace Workflow.IntegrationTests.Links;

public sealed partial class AnswerLinkTests(LinkServer server) : IClassFixture<LinkServer>
{
    [Fact]
    public async Task TheThreeKindsOfAnswer_AreThreeFields_AndEverySubmissionIsKept()
    {
        var (consultation, token) = await server.ConsultationAsync();
        var page = await server.GetAsync($"/l/{token}?lang=en");
        page.Text.ShouldContain("What do you think of it?");
        (await server.GetAsync($"/l/{token}/document")).Text.ShouldContain("A bench by the lake");

        var sent = await server.SendAsync(
            $"/l/{token}/answer?lang=en",
            [("comment", "Fine."), ("correction", "Two benches."), ("statement", "We were not asked in time."),
            ("political", "yes"), ("by", "Nor Thorn"), ("version", "0")]);
        sent.Status.ShouldBe(HttpStatusCode.SeeOther, sent.Text);
        (await server.GetAsync($"/l/{token}/sent?lang=en")).Text.ShouldContain("Two benches.");
        (await server.SendAsync($"/l/{token}/answer?lang=en",
            [("comment", "Fine, on second thoughts."), ("version", "0"), ("answers", "1")])).Status
            .ShouldBe(HttpStatusCode.SeeOther);

        var party = await server.PartyAsync(consultation);
        party.GetProperty("state").GetString().ShouldBe("answered");
        party.GetProperty("responses").GetArrayLength().ShouldBe(2);
        var first = party.GetProperty("responses")[0];
        first.GetProperty("correction").GetString().ShouldBe("Two benches.");
        first.GetProperty("statement").GetString().ShouldBe("We were not asked in time.");
        first.GetProperty("subjectToPoliticalApproval").GetBoolean().ShouldBeTrue();
        first.GetProperty("source").GetString().ShouldBe("link");
        first.GetProperty("by").GetString().ShouldBe("Nor Thorn");
    }

    [Fact]
    public async Task WithANewContact_TheFormerOnesLinkSaysSo_AndTheDraftStaysWithTheParty()
    {
        var (consultation, token) = await server.ConsultationAsync();
        (await server.SendAsync($"/l/{token}/draft?lang=en", [("comment", "Half a thought."), ("version", "0")])).Status.ShouldBe(
            HttpStatusCode.SeeOther);

        await server.Serve.PostAsync(
            $"/api/consultations/{consultation}/contact", new { partyId = "north", address = "new@skovby.invalid" }, "secretary",
            CancellationToken.None);

        var page = await server.GetAsync($"/l/{token}?lang=en");
        page.Status.ShouldBe(HttpStatusCode.Gone);
        page.Text.ShouldContain("Somebody else is asked for North");
        page.Text.ShouldNotContain("Half a thought.");
        foreach (var act in new[] { "answer", "draft", "none" })
            (await server.SendAsync($"/l/{token}/{act}?lang=en", [("comment", "Still me."), ("version", "1")])).Status.ShouldBe(
                HttpStatusCode.Gone);
        (await server.AuditAsync(consultation)).ShouldContain("linkRefused");
        var other = await server.TokenAsync(consultation, "hearingNotice", "north");
        other.ShouldNotBe(token);
        (await server.GetAsync($"/l/{other}?lang=en")).Text.ShouldContain("Half a thought.");
        (await server.GetAsync($"/l/{other}/document")).Text.ShouldContain("A bench by the lake");
        (await server.SendAsync($"/l/{other}/answer?lang=en",
            [("comment", "A whole thought."), ("version", "1")])).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await server.PartyAsync(consultation)).GetProperty("responses").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task NumbersInPdfAndOfficeFiles_WithholdTheAnswer_AndWhatCannotBeSearchedSaysSo()
    {
        var (consultation, token) = await server.ConsultationAsync();

        await server.SendAsync(
            $"/l/{token}/answer?lang=en",
            [("comment", "See the files."), ("version", "0")],
            ("signed.pdf", "application/pdf", PdfTextProcessTests.Pdf("Signed 010203-1234")),
            ("plan.pdf", "application/pdf", PdfTextProcessTests.Pdf("Two benches.")),
            ("photo.png", "image/png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 1]));

        var response = (await server.PartyAsync(consultation)).GetProperty("responses")[0];
        response.GetProperty("hasPersonalNumber").GetBoolean().ShouldBeTrue();
        response.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("isPublishable").GetBoolean())
            .ShouldBe([false, true, false]);
        using var ledger = await server.Serve.Client.GetAsync($"/consultations/{consultation}?lang=en");
        var page = await ledger.Content.ReadAsStringAsync();
        page.ShouldContain("signed.pdf</a> (a personal number was found)");
        page.ShouldContain("photo.png</a> (not searched for personal numbers: not published)");
        page.ShouldNotContain("plan.pdf</a> (");
    }

    [Theory]
    [InlineData("da")]
    [InlineData("en")]
    public async Task Ledger_NamesPartiesInTheDanishOrder_WhateverTheLanguageOfThePage(string language)
    {
        var (consultation, _) = await server.ConsultationAsync();
        server.Store($"""
            update consultations set data = json_set(
                data, '$.parties[0].name', 'Aagades Beboere', '$.parties[1].name', 'Zoneudvalget')
            where id = '{consultation}'
            """);

        using var ledger = await server.Serve.Client.GetAsync($"/consultations/{consultation}?lang={language}");

        var page = await ledger.Content.ReadAsStringAsync();
        page.IndexOf("Zoneudvalget", StringComparison.Ordinal).ShouldBeInRange(
            0, page.IndexOf("Aagades Beboere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoComments_IsOneClickAndOneConfirmation_AndTheClickAloneChangesNothing()
    {
        var (consultation, token) = await server.ConsultationAsync();

        (await server.GetAsync($"/l/{token}/none?lang=en")).Text.ShouldContain("Yes, no comments");
        (await server.PartyAsync(consultation)).GetProperty("responses").GetArrayLength().ShouldBe(0);
        (await server.PostAsync($"/l/{token}/none?lang=en")).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await server.PartyAsync(consultation)).GetProperty("state").GetString().ShouldBe("noComments");
    }

    [Fact]
    public async Task AScannerThatFollowsEveryLink_IsNoAnswer_ButEvidenceThatThePageWasOpened()
    {
        var (consultation, token) = await server.ConsultationAsync();

        foreach (var path in new[] { "", "/document", "/none", "/sent", "/answer", "/draft" })
        {
            foreach (var method in new[] { HttpMethod.Head, HttpMethod.Get })
            {
                using var answer = await server.Visitor.SendAsync(new HttpRequestMessage(method, $"/l/{token}{path}"));
                ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            }
        }

        (await server.PartyAsync(consultation)).GetProperty("state").GetString().ShouldBe("sent");
        (await server.AuditAsync(consultation)).Count(act => act == "pageOpened").ShouldBe(1);
    }

    [Fact]
    public async Task ADraft_IsSharedByTheParty_AndNobodySavesOverWhatTheyHaveNotSeen()
    {
        var (consultation, token) = await server.ConsultationAsync();

        (await server.SendAsync($"/l/{token}/draft?lang=en",
            [("comment", "First half."), ("by", "Ane"), ("version", "0")])).Status.ShouldBe(HttpStatusCode.SeeOther);
        var shown = await server.GetAsync($"/l/{token}?lang=en");
        shown.Text.ShouldContain("First half.");
        shown.Text.ShouldContain("by Ane");
        var conflict = await server.SendAsync(
            $"/l/{token}/answer?lang=en", [("comment", "My own."), ("by", "Bo"), ("version", "0")]);
        conflict.Status.ShouldBe(HttpStatusCode.Conflict);
        conflict.Text.ShouldContain("My own.");
        conflict.Text.ShouldContain("First half.");
        (await server.PartyAsync(consultation)).GetProperty("responses").GetArrayLength().ShouldBe(0);
        (await server.SendAsync($"/l/{token}/answer?lang=en", [("comment", "Both halves."), ("version", "1")])).Status.ShouldBe(
            HttpStatusCode.SeeOther);

        (await server.PartyAsync(consultation)).GetProperty("responses")[0].GetProperty(
            "text").GetString().ShouldBe("Both halves.");
        var other = await server.TokenAsync(consultation, "hearingNotice", "south");
        (await server.GetAsync($"/l/{other}?lang=en")).Text.ShouldNotContain("halves");
    }

    [Fact]
    public async Task ADraft_IsNotHiddenByNoComments_AndWhoeverSaysThemIsToldOfIt()
    {
        var (_, token) = await server.ConsultationAsync();
        await server.SendAsync($"/l/{token}/draft", [("comment", "Three pages of Ane's."), ("by", "Ane"), ("version", "0")]);

        // What the body wrote is read aloud in the body's language (English here), whatever the page's own.
        (await server.GetAsync($"/l/{token}?lang=da")).Text.ShouldContain("lang=\"en\">What do you think of it?");
        (await server.GetAsync($"/l/{token}/none?lang=en")).Text.ShouldContain("A draft was saved");
        var unseen = await server.SendAsync($"/l/{token}/none?lang=en", [("version", "0")]);
        unseen.Status.ShouldBe(HttpStatusCode.Conflict);
        unseen.Text.ShouldContain("Three pages of Ane&#x27;s.");
        (await server.SendAsync($"/l/{token}/none", [("version", "1")])).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await server.GetAsync($"/l/{token}?lang=en")).Text.ShouldContain("Three pages of Ane&#x27;s.</textarea>");
    }

    /// <summary>The letter is sent on within the party: whoever answers second has not seen what the first answered.</summary>
    [Fact]
    public async Task AnAnswer_IsReplacedByNobodyWhoHasNotSeenIt()
    {
        var (consultation, token) = await server.ConsultationAsync();
        await server.SendAsync(
            $"/l/{token}/answer", [("comment", "Three pages of Ane's."), ("by", "Ane"), ("version", "0"), ("answers", "0")]);

        var none = await server.SendAsync($"/l/{token}/none?lang=en", [("version", "0"), ("answers", "0")]);
        var other = await server.SendAsync(
            $"/l/{token}/answer?lang=en", [("comment", "My own."), ("by", "Bo"), ("version", "0"), ("answers", "0")]);

        foreach (var conflict in new[] { none, other })
        {
            conflict.Status.ShouldBe(HttpStatusCode.Conflict);
            conflict.Text.ShouldContain("Somebody else has answered meanwhile");
            conflict.Text.ShouldContain("by Ane.");
            conflict.Text.ShouldContain("Three pages of Ane&#x27;s.");
        }

        other.Text.ShouldContain("My own.</textarea>");
        var party = await server.PartyAsync(consultation);
        party.GetProperty("responses").GetArrayLength().ShouldBe(1);
        party.GetProperty("state").GetString().ShouldBe("answered");
        // The page that told of it has counted it: sent once more, it is meant.
        Answers().Match(other.Text).Groups[1].Value.ShouldBe("1");
        (await server.SendAsync($"/l/{token}/answer", [("comment", "Both."), ("version", "0"), ("answers", "1")])).Status
            .ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task NoComments_InThePlaceOfAnAnswer_AreConfirmedByWhoeverReadsThatThereIsOne()
    {
        var (consultation, token) = await server.ConsultationAsync();
        await server.SendAsync(
            $"/l/{token}/answer", [("comment", "Three pages of Ane's."), ("by", "Ane"), ("version", "0"), ("answers", "0")]);

        var page = (await server.GetAsync($"/l/{token}/none?lang=en")).Text;
        page.ShouldContain("An answer was given already");
        page.ShouldContain("by Ane. If you confirm");
        (await server.SendAsync(
            $"/l/{token}/none", [("version", "0"), ("answers", Answers().Match(page).Groups[1].Value)])).Status
            .ShouldBe(HttpStatusCode.SeeOther);

        (await server.PartyAsync(consultation)).GetProperty("state").GetString().ShouldBe("noComments");
    }

    [Fact]
    public async Task AButtonThatIsPressedTwice_IsOneAnswer_AndNobodyElses()
    {
        var (consultation, token) = await server.ConsultationAsync();

        for (var time = 0; time < 2; time++)
            (await server.SendAsync(
                $"/l/{token}/answer", [("comment", "Fine."), ("version", "0"), ("answers", "0")],
                ("plan.txt", "text/plain", [1]))).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await server.PartyAsync(consultation)).GetProperty("responses").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task TwentyAnswersAtOnce_AreOneAnswer()
    {
        var (consultation, token) = await server.ConsultationAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            server.SendAsync($"/l/{token}/answer", [("comment", $"Text {i}"), ("version", "0"), ("answers", "0")])));

        answers.Count(answer => answer.Status == HttpStatusCode.SeeOther).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(19);
        (await server.PartyAsync(consultation)).GetProperty("responses").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Files_OfARefusedForm_StayTicked_AndNewOnesAreNamed()
    {
        var (_, token) = await server.ConsultationAsync();
        await server.SendAsync(
            $"/l/{token}/answer", [("comment", "See the plan."), ("version", "0")], ("plan.txt", "text/plain", [1, 2, 3]));
        var hash = KeptFile().Match((await server.GetAsync($"/l/{token}?lang=en")).Text).Groups[1].Value;
        hash.Length.ShouldBe(64);
        await server.SendAsync($"/l/{token}/draft", [("comment", "Bo's."), ("by", "Bo"), ("version", "0")]);

        var conflict = await server.SendAsync(
            $"/l/{token}/answer?lang=en", [("comment", "Ane's."), ("keep", hash), ("version", "0")],
            ("budget.txt", "text/plain", [4, 5, 6]));

        conflict.Status.ShouldBe(HttpStatusCode.Conflict);
        KeptFile().Match(conflict.Text).Groups[1].Value.ShouldBe(hash);
        conflict.Text.ShouldContain("were not kept");
        conflict.Text.ShouldContain("budget.txt");
    }

    [Fact]
    public async Task TwentySavesAtOnce_AreOneDraft()
    {
        var (_, token) = await server.ConsultationAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            server.SendAsync($"/l/{token}/draft", [("comment", $"Text {i}"), ("version", "0")])));

        answers.Count(answer => answer.Status == HttpStatusCode.SeeOther).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(19);
    }

    [Fact]
    public async Task AfterTheDeadline_ThePageSaysSoBeforeAndAfter_AndTheAnswerIsLate()
    {
        var (consultation, token) = await server.ConsultationAsync();
        server.PassDeadline(consultation);

        (await server.GetAsync($"/l/{token}?lang=en")).Text.ShouldContain("The deadline has passed");
        (await server.SendAsync($"/l/{token}/answer?lang=en", [("comment", "Sorry."), ("version", "0")])).Status.ShouldBe(
            HttpStatusCode.SeeOther);
        (await server.GetAsync($"/l/{token}/sent?lang=en")).Text.ShouldContain("taken as late");

        var party = await server.PartyAsync(consultation);
        party.GetProperty("state").GetString().ShouldBe("late");
        party.GetProperty("responses")[0].GetProperty("late").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Extended_TheLinkOfTheFirstLetterGoesOnAnswering()
    {
        var (consultation, token) = await server.ConsultationAsync();
        await server.Serve.PostAsync(
            $"/api/consultations/{consultation}/extend",
            new { deadline = "2027-11-30T12:00:00+01:00", reason = "Holidays came between." }, "secretary",
            CancellationToken.None);

        var page = await server.GetAsync($"/l/{token}?lang=en");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Holidays came between.");
        (await server.SendAsync($"/l/{token}/answer", [("comment", "Now."), ("version", "0")])).Status.ShouldBe(
            HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Withdrawn_ItSaysSo_AndTakesNothing()
    {
        var (consultation, token) = await server.ConsultationAsync();
        await server.Serve.PostAsync($"/api/consultations/{consultation}/withdraw", new { reason = "It was taken back." },
            "secretary", CancellationToken.None);

        var page = await server.GetAsync($"/l/{token}?lang=en");
        page.Text.ShouldContain("was withdrawn");
        page.Text.ShouldNotContain("<form");
        (await server.SendAsync($"/l/{token}/answer", [("comment", "Too late?"), ("version", "0")])).Status.ShouldBe(
            HttpStatusCode.Conflict);
        (await server.PostAsync($"/l/{token}/none")).Status.ShouldBe(HttpStatusCode.Conflict);

        (await server.PartyAsync(consultation)).GetProperty("responses").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Expired_ItSaysWhy_AndLeavesAnAuditRow()
    {
        var (consultation, token) = await server.ConsultationAsync();
        server.Store($"update links set expires_at = 1 where subject_id = '{consultation}'");

        var page = await server.GetAsync($"/l/{token}?lang=en");

        page.Status.ShouldBe(HttpStatusCode.Gone);
        page.Text.ShouldContain("expired");
        page.Text.ShouldNotContain("A bench by the lake");
        (await server.SendAsync($"/l/{token}/answer", [("comment", "x"), ("version", "0")])).Status.ShouldBe(HttpStatusCode.Gone);
        (await server.AuditAsync(consultation)).ShouldContain("linkRefused");
    }

    [Fact]
    public async Task AForwardedLink_ShowsForWhomItIs_AndAnotherPartysLinkAnswersForThatOneOnly()
    {
        var (consultation, _) = await server.ConsultationAsync();
        var south = await server.TokenAsync(consultation, "hearingNotice", "south");

        (await server.GetAsync($"/l/{south}?lang=en")).Text.ShouldContain("The answer is given for South.");
        await server.SendAsync($"/l/{south}/answer", [("comment", "From the south."), ("party", "north"), ("version", "0")]);

        (await server.PartyAsync(consultation)).GetProperty("responses").GetArrayLength().ShouldBe(0);
        (await server.PartyAsync(consultation, "south")).GetProperty("responses").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task WhatIsHostile_IsShownAsText_InTitlesNamesAnswersAndFileNames()
    {
        var (_, token) = await server.ConsultationAsync(LinkServer.Hostile);
        string[] fields = ["comment", "correction", "statement", "by"];
        (await server.SendAsync(
            $"/l/{token}/draft", [.. fields.Select(field => (field, LinkServer.Hostile)), ("version", "0")],
            ("<img src=x onerror=alert(5)>.txt", "text/plain", [65]))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await server.SendAsync($"/l/{token}/answer", [.. fields.Select(field => (field, LinkServer.Hostile)), ("version", "1")]);

        foreach (var path in new[] { "", "/none", "/sent", "/document" })
        {
            var page = await server.GetAsync($"/l/{token}{path}?lang=en");
            page.Status.ShouldBe(HttpStatusCode.OK, path);
            page.Text.ShouldNotContain("<script", Case.Insensitive, path);
            page.Text.ShouldNotContain("<img", Case.Insensitive, path);
            page.Text.ShouldNotContain("<svg", Case.Insensitive, path);
            page.Text.ShouldNotContain("<b>Sons", Case.Insensitive, path);
        }
    }

    [Fact]
    public async Task Files_AreKeptByHash_WithAHarmlessName_MacrosMarked_AndPersonalNumbersFlagged()
    {
        var (consultation, token) = await server.ConsultationAsync();

        var sent = await server.SendAsync(
            $"/l/{token}/answer?lang=en",
            [("comment", ""), ("version", "0")],
            ("../../etc/passwd", "text/plain", Encoding.UTF8.GetBytes("Kaj, 010203-1234, is for it.")),
            ("plan.docm", "application/vnd.ms-word.document.macroEnabled.12", [80, 75, 3, 4]),
            ("con.txt", "text/plain", Encoding.UTF8.GetBytes("MZ, a program by how it begins")),
            ("test.com", "application/octet-stream", Encoding.UTF8.GetBytes("X5O!P%@AP$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!")));
        sent.Status.ShouldBe(HttpStatusCode.SeeOther, sent.Text);

        var response = (await server.PartyAsync(consultation)).GetProperty("responses")[0];
        response.GetProperty("hasPersonalNumber").GetBoolean().ShouldBeTrue();
        var files = response.GetProperty("files").EnumerateArray().ToList();
        files.Select(file => file.GetProperty("name").GetString()).ShouldBe(["passwd", "plan.docm", "_con.txt", "test.com"]);
        files.Select(file => file.GetProperty("isSuspect").GetBoolean()).ShouldBe([false, false, false, true]);
        files.Select(file => file.GetProperty("hasMacros").GetBoolean()).ShouldBe([false, true, true, true]);
        files[0].GetProperty("hasPersonalNumber").GetBoolean().ShouldBeTrue();
        (await server.GetAsync($"/l/{token}/sent?lang=en")).Text.ShouldContain("may contain macros");
    }

    [Fact]
    public async Task MoreThanTheLimit_IsRefusedWithAPage_AndKeepsNothing()
    {
        var (consultation, token) = await server.ConsultationAsync();

        var refused = await server.SendAsync(
            $"/l/{token}/answer?lang=en", [("version", "0")], ("big.bin", "application/octet-stream", new byte[3_000_000]));

        refused.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        refused.Text.ShouldContain("larger than 2 MB");
        (await server.PartyAsync(consultation)).GetProperty("responses").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task NothingWritten_IsAskedAgain_NeverTakenAsNoComments()
    {
        var (consultation, token) = await server.ConsultationAsync();

        var refused = await server.SendAsync(
            $"/l/{token}/answer?lang=en", [("comment", " \n "), ("version", "0"), ("keep", new string('0', 64))]);

        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("Write something");
        (await server.PartyAsync(consultation)).GetProperty("state").GetString().ShouldBe("sent");
    }

    [Fact]
    public async Task AReplyTokenOfTheMailAddress_OpensNoPage()
    {
        var (consultation, _) = await server.ConsultationAsync();
        var letters = await server.Serve.GetAsync($"/api/letters?about={consultation}", CancellationToken.None);
        var replyTo = letters[0].GetProperty("letter").GetProperty("replyTo").GetString()!;
        replyTo.ShouldStartWith("flow+r");
        replyTo.ShouldEndWith("@forum.example");

        var page = await server.GetAsync($"/l/{replyTo["flow+r".Length..replyTo.IndexOf('@', StringComparison.Ordinal)]}");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Text.ShouldBe((await server.GetAsync($"/l/{new string('a', 26)}")).Text);
    }

    [Fact]
    public async Task AnAnswerLink_PostedAsAnApproval_IsAsUnknown()
    {
        var (consultation, token) = await server.ConsultationAsync();
        var unknown = (await server.GetAsync($"/l/{new string('a', 26)}")).Text;

        foreach (var path in new[] { "approve", "reject" })
        {
            var page = await server.PostAsync($"/l/{token}/{path}", ("hash", "x"), ("reason", "x"));
            (page.Status, page.Text).ShouldBe((HttpStatusCode.NotFound, unknown), path);
        }

        (await server.PartyAsync(consultation)).GetProperty("state").GetString().ShouldBe("sent");
    }

    [Fact]
    public async Task TheLedger_IsAPageAndJson_ForTheSecretariatAlone()
    {
        var (consultation, token) = await server.ConsultationAsync();
        await server.SendAsync($"/l/{token}/answer", [("comment", LinkServer.Hostile), ("version", "0")]);

        (await server.GetAsync($"/consultations/{consultation}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.GetAsync($"/api/consultations/{consultation}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var json = await server.Serve.GetAsync($"/api/consultations/{consultation}", CancellationToken.None);
        json.GetProperty("letters").GetArrayLength().ShouldBe(2);
        json.GetProperty("consultation").GetProperty("parties")[0].GetProperty("state").GetString().ShouldBe("answered");
        var given = await server.Serve.PostAsync(
            $"/api/consultations/{consultation}/link", new { }, "secretary", CancellationToken.None);
        var path = new Uri(given.GetProperty("url").GetString()!).AbsolutePath;
        foreach (var page in new[] { await server.GetAsync(path + "?lang=en"),
            (HttpStatusCode.OK, await server.Serve.Client.GetStringAsync($"/consultations/{consultation}?lang=en")) })
        {
            page.Item1.ShouldBe(HttpStatusCode.OK);
            page.Item2.ShouldContain("north@skovby.invalid");
            page.Item2.ShouldContain("South: asked");
            page.Item2.ShouldNotContain("<script", Case.Insensitive);
            page.Item2.ShouldNotContain("<img", Case.Insensitive);
        }

        (await server.SendAsync($"{path}/answer", [("comment", "x"), ("version", "0")])).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task MoreThanOnePartyMayHandInAltogether_IsRefused_AlsoWhatWasTakenOutAgainCounts()
    {
        var (consultation, token) = await server.ConsultationAsync();
        await server.SendAsync(
            $"/l/{token}/draft", [("comment", "Plan."), ("version", "0")], ("plan.txt", "text/plain", [1, 2, 3]));
        server.Store(
            $"update answer_drafts set data = json_set(data, '$.uploaded', {250L * 1024 * 1024}) where consultation_id = '{consultation}'");

        var refused = await server.SendAsync(
            $"/l/{token}/draft?lang=en", [("comment", "Plan two."), ("version", "1")], ("two.txt", "text/plain", [4]));

        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("No more files");
        refused.Text.ShouldContain("Plan two.");
        (await server.SendAsync($"/l/{token}/answer", [("comment", "Without it."), ("version", "1")])).Status.ShouldBe(
            HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task LinksThatWentAstray_AreRevoked_AndAnotherIsGivenInTheirPlace()
    {
        var (consultation, token) = await server.ConsultationAsync();
        var ledger = new Uri(
            (await server.Serve.PostAsync(
                $"/api/consultations/{consultation}/link", new { }, "secretary", CancellationToken.None))
            .GetProperty("url").GetString()!).AbsolutePath;

        await server.Serve.PostAsync($"/api/consultations/{consultation}/links/revoke", new { reason = "It was forwarded." },
            "secretary", CancellationToken.None);
        (await server.GetAsync(ledger)).Status.ShouldBe(HttpStatusCode.Gone);
        (await server.GetAsync($"/l/{token}")).Status.ShouldBe(HttpStatusCode.OK);
        var next = new Uri(
            (await server.Serve.PostAsync(
                $"/api/consultations/{consultation}/link", new { }, "secretary", CancellationToken.None))
            .GetProperty("url").GetString()!).AbsolutePath;
        (await server.GetAsync(next)).Status.ShouldBe(HttpStatusCode.OK);

        await server.Serve.PostAsync(
            $"/api/consultations/{consultation}/links/revoke", new { partyId = "north", reason = "It was published." },
            "secretary", CancellationToken.None);
        (await server.GetAsync($"/l/{token}?lang=en")).Text.ShouldContain("withdrawn");
        (await server.SendAsync($"/l/{token}/answer", [("comment", "x"), ("version", "0")])).Status.ShouldBe(HttpStatusCode.Gone);
        (await server.GetAsync(next)).Status.ShouldBe(HttpStatusCode.OK);
        (await server.AuditAsync(consultation)).ShouldContain("linksRevoked");
    }

    [GeneratedRegex("name=\"answers\" value=\"([0-9]+)\"")]
    private static partial Regex Answers();

    [GeneratedRegex("name=\"keep\" value=\"([0-9a-f]{64})\"")]
    private static partial Regex KeptFile();
}
