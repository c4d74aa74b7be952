using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Links;

/// <summary>The link pages in a real browser.</summary>
[Collection(nameof(InABrowser))]
public sealed class BrowserTests(Browser browser)
{
    private LinkServer Server => browser.Server;

    [Theory]
    [InlineData("en", true)]
    [InlineData("en", false)]
    public async Task AnAnswer_IsWrittenSavedAndSent_ByKeyboardAlone_WithAndWithoutScript(string language, bool script)
    {
        await using var visit = await browser.VisitAsync(script);
        var (consultation, token) = await Server.ConsultationAsync();
        await visit.OpenAsync($"/l/{token}?lang={language}");

        await visit.TabToAsync(".skipnav");
        await visit.TabToAsync("#comment");
        await visit.Page.Keyboard.TypeAsync("Two benches would be better.");
        await visit.TabToAsync("#political");
        await visit.Page.Keyboard.PressAsync("Space");
        await visit.TabToAsync("#by");
        await visit.Page.Keyboard.TypeAsync("Nor Thorn");
        await visit.TabToAsync("button[formaction]");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator(".alert-info").WaitForAsync();
        await visit.TabToAsync("#statement");
        await visit.Page.Keyboard.TypeAsync("We were asked late.");
        await visit.TabToAsync("button.button-primary");
        await visit.PressAndFollowAsync("Enter", "Your answer has been received");

        var response = (await Server.PartyAsync(consultation)).GetProperty("responses")[0];
        response.GetProperty("text").GetString().ShouldBe("Two benches would be better.");
        response.GetProperty("statement").GetString().ShouldBe("We were asked late.");
        response.GetProperty("subjectToPoliticalApproval").GetBoolean().ShouldBeTrue();
        visit.Objections.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NoComments_IsOneClickAndOneConfirmation_ByKeyboardAlone(bool script)
    {
        await using var visit = await browser.VisitAsync(script);
        var (consultation, token) = await Server.ConsultationAsync();
        await visit.OpenAsync($"/l/{token}?lang=en");

        await visit.TabToAsync("form[action$='/none'] button");
        await visit.PressAndFollowAsync("Enter", "No comments?");
        await visit.TabToAsync("button.button-primary");
        await visit.PressAndFollowAsync("Enter", "Your answer has been received");

        (await Server.PartyAsync(consultation)).GetProperty("state").GetString().ShouldBe("noComments");
        visit.Objections.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnApproval_IsReadAndGiven_ByKeyboardAlone(bool script)
    {
        await using var visit = await browser.VisitAsync(script);
        var (approval, token, _) = await Server.ApprovalAsync();
        await visit.OpenAsync($"/l/{token}?lang=en");

        await visit.TabToAsync("a[href*='/document']");
        await visit.PressAndFollowAsync("Enter", "Agenda");
        await visit.Page.GoBackAsync();
        await visit.TabToAsync("button.button-primary");
        await visit.PressAndFollowAsync("Enter", "Approval");

        (await visit.Page.Locator(".alert-success").InnerTextAsync()).ShouldContain("You have approved");
        (await Server.ApprovalStateAsync(approval)).GetProperty("state").GetString().ShouldBe("approved");
        visit.Objections.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("da")]
    [InlineData("en")]
    public async Task EveryPage_IsWithoutAFindingOfWcag_AndFitsATelephone(string language)
    {
        await using var visit = await browser.VisitAsync();
        var (_, answer) = await Server.ConsultationAsync(
            "A bench by the lake, with a title that is long enough to be broken in several lines");
        var (late, lateToken) = await Server.ConsultationAsync();
        Server.PassDeadline(late);
        var (_, approve, _) = await Server.ApprovalAsync();
        await LookAsync(visit, answer, language);
        await LookAsync(visit, $"{answer}/none", language);
        await LookAsync(visit, $"{answer}/document", language);
        await Server.SendAsync(
            $"/l/{answer}/draft", [("comment", "Half."), ("by", "Ane"), ("version", "0")], ("plan.docm", "application/x", [1]));
        await LookAsync(visit, answer, language);
        await ConflictAsync(visit, answer, language);
        await Server.SendAsync(
            $"/l/{answer}/answer", [("comment", "Whole."), ("version", "2")], ("plan.docm", "application/x", [1]));
        foreach (var path in new[] { $"{answer}/sent", answer, lateToken, approve, $"{approve}/document", new string('a', 26) })
            await LookAsync(visit, path, language);
        var given = await Server.Serve.PostAsync($"/api/consultations/{late}/link", new { }, "secretary", CancellationToken.None);
        await LookAsync(visit, given.GetProperty("url").GetString()!.Split('/')[^1], language);
        await visit.OpenAsync($"/l/{approve}?lang={language}");
        await visit.TabToAsync("button.button-primary");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator(".alert-success").WaitForAsync();
        await visit.ShouldBeAccessibleAsync("approved");
    }

    /// <summary>A colleague saves between the opening of the form and the saving of it.</summary>
    private async Task ConflictAsync(Visit visit, string token, string language)
    {
        await visit.OpenAsync($"/l/{token}?lang={language}");
        await Server.SendAsync($"/l/{token}/draft", [("comment", "Another half."), ("by", "Bo"), ("version", "1")]);
        await visit.TabToAsync("button[formaction]");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator(".alert-error").WaitForAsync();
        await visit.ShouldBeAccessibleAsync("conflict");
        await visit.ShouldNotScrollSidewaysAsync("conflict");
    }

    private static async Task LookAsync(Visit visit, string path, string language)
    {
        await visit.OpenAsync($"/l/{path}?lang={language}");
        await visit.ShouldBeAccessibleAsync(path);
        await visit.ShouldNotScrollSidewaysAsync(path);
        if (!path.EndsWith("/document", StringComparison.Ordinal))
            (await visit.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
    }
}

/// <summary>One browser and one serving program for all of them.</summary>
[CollectionDefinition(nameof(InABrowser))]
public sealed class InABrowser : ICollectionFixture<Browser>;
