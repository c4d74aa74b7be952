using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Links;

/// <summary>
/// The machine's own Chromium, found by PATH; the driver lies beside the tests and nothing is downloaded. Where there is no
/// Chromium the tests are skipped, unless <c>WORKFLOW_REQUIRE_CHROMIUM</c> says that there must be one.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public LinkServer Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program)
            return;
        await Server.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        // As root, without a graphics card, in a container with little shared memory.
        string[] flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = program, Args = flags });
    }

    /// <summary>A visitor in a window of their own; what the page may not do is written down.</summary>
    public async Task<Visit> VisitAsync(bool script = true)
    {
        if (_browser is null)
        {
            Environment.GetEnvironmentVariable("WORKFLOW_REQUIRE_CHROMIUM").ShouldBeNull("There is no Chromium in PATH.");
            Assert.Skip("There is no Chromium in PATH.");
        }

        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Server.Visitor.BaseAddress!.ToString(),
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = 1024, Height = 720 },
        });
        context.SetDefaultTimeout(10_000);
        return new Visit(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is null)
            return;
        await _browser.DisposeAsync();
        _playwright!.Dispose();
        await Server.DisposeAsync();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}

/// <summary>One visitor, and everything the browser had to object to.</summary>
public sealed class Visit : IAsyncDisposable
{
    private const int MostTabs = 80;
    private const int Narrow = 320;

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
    };

    private readonly IBrowserContext _context;

    public Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // A page that answers 404, 409 or 410 is what was asked for.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                Objections.Add(message.Text);
        };
        page.PageError += (_, error) => Objections.Add(error);
        page.RequestFailed += (_, request) =>
        {
            // What was still being loaded when the next page was asked for.
            if (request.Failure != "net::ERR_ABORTED")
                Objections.Add($"{request.Failure}: {request.Url}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && response.Request.ResourceType != "document")
                Objections.Add($"{response.Status}: {response.Url}");
            if (!response.Url.StartsWith("http://127.0.0.1", StringComparison.Ordinal))
                Objections.Add("foreign: " + response.Url);
        };
    }

    public IPage Page { get; }

    /// <summary>Violations of the content security policy, errors, and what could not be loaded.</summary>
    public List<string> Objections { get; } = [];

    public Task OpenAsync(string path) => Page.GotoAsync(path);

    /// <summary>By the Tab key alone.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.Locator(selector + ":focus").CountAsync() > 0)
                return;
        }

        throw new InvalidOperationException($"The keyboard never reaches '{selector}'.");
    }

    /// <summary>Presses the key on what has the focus and waits for the page that follows.</summary>
    public async Task PressAndFollowAsync(string key, string heading)
    {
        await Page.Keyboard.PressAsync(key);
        await Page.Locator("h1", new PageLocatorOptions { HasText = heading }).WaitForAsync();
    }

    public async Task ShouldBeAccessibleAsync(string what)
    {
        var result = await Page.RunAxe(Rules);
        result.Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty(what);
        result.Passes.Length.ShouldBeGreaterThan(5, what);
        Objections.ShouldBeEmpty(what);
    }

    /// <summary>On a telephone of 320 pixels (WCAG 2.1, 1.4.10).</summary>
    public async Task ShouldNotScrollSidewaysAsync(string what)
    {
        await Page.SetViewportSizeAsync(Narrow, 640);
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Narrow, what);
        await Page.SetViewportSizeAsync(1024, 720);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
