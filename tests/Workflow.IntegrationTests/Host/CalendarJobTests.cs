using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shouldly;
using Workflow.Activities.Meetings;
using Workflow.Activities.Ports;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Host.Composition;
using Workflow.Host.Serve;
using Workflow.Messaging;
using Workflow.Messaging.Graph;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>
/// The service as it is put together: its job asks the calendar soon after the meeting was announced, moved or cancelled.
/// </summary>
public sealed class CalendarJobTests : IDisposable
{
    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OnlineMeeting_ComesIntoTheCalendar_MovesThere_AndGoes()
    {
        var calendar = new MemoryCalendar();
        await using var app = await BuildAsync(calendar);
        await app.StartAsync(Token);
        var desk = app.Services.GetRequiredService<MeetingDesk>();
        var (day, later) = (HostFolder.Day(60), HostFolder.Day(80));
        (await desk.PlanAsync(
            new PlanMeeting("m", "council", day, new TimeOnly(9, 0)) { Online = true }, Actor.System, "plan",
            Token)).IsAccepted.ShouldBeTrue();
        await HostFleet.UntilAsync("the event is there", () => Task.FromResult(calendar.Standing.ContainsKey("e-1")), Token);

        (await desk.MoveAsync(new MoveMeeting("m", later, new TimeOnly(9, 0), "The hall is taken."), Actor.System, "move",
            Token)).IsAccepted.ShouldBeTrue();
        await HostFleet.UntilAsync(
            "the event is moved",
            () => Task.FromResult(DateOnly.FromDateTime(calendar.Standing["e-1"].Start.UtcDateTime) == later), Token);
        (await desk.CancelAsync(
            new CancelMeeting("m", "Too few can come."), Actor.System, "cancel", Token)).IsAccepted.ShouldBeTrue();
        await HostFleet.UntilAsync("the event is gone", () => Task.FromResult(calendar.Standing.IsEmpty), Token);

        calendar.Keys.ShouldHaveSingleItem();
        var settled = await app.Services.GetRequiredService<ForumRuntime>()
            .ReadAsync((session, token) => session.OpenOnlineEventsAsync(token), Token);
        settled.ShouldAllBe(known => known.ClaimedUntil != null, "nothing is open but what is being written down");
        await app.StopAsync(Token);
    }

    [Fact]
    public async Task OnlineMeetingThatTheCalendarRefuses_ShowsInTheHealth_WhichStaysReady()
    {
        var calendar = new MemoryCalendar { Refusal = "No." };
        await using var app = await BuildAsync(calendar);
        await app.StartAsync(Token);
        var health = app.Services.GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync(Token)).Entries["calendar"].Status.ShouldBe(HealthStatus.Healthy);

        (await app.Services.GetRequiredService<MeetingDesk>().PlanAsync(
            new PlanMeeting("m", "council", HostFolder.Day(60), new TimeOnly(9, 0)) { Online = true }, Actor.System, "plan",
            Token)).IsAccepted.ShouldBeTrue();

        await HostFleet.UntilAsync(
            "the health says so",
            async () => (await health.CheckHealthAsync(Token)).Entries["calendar"] is { Status: HealthStatus.Degraded } entry
                && entry.Description!.Contains(" m.", StringComparison.Ordinal),
            Token);
        await app.StopAsync(Token);
    }

    [Theory]
    [InlineData("calendar@fjordby.invalid", true)]
    [InlineData(null, false)]
    public void Calendar_IsThereOnlyWhereOneIsNamed(string? address, bool isThere)
    {
        var options = new MessagingOptions
        {
            MailFolder = "mail",
            PublicationRoot = "data",
            SenderAddress = "forum@fjordby.invalid",
            Graph = new GraphOptions
            {
                TenantId = "tenant",
                ClientId = "client",
                ClientSecret = "secret",
                Mailbox = "forum@fjordby.invalid",
                Calendar = address,
            },
        };
        using var services = new ServiceCollection().AddSingleton(
            TimeProvider.System).AddMessaging(options).BuildServiceProvider();

        (services.GetService<ICalendarService>() is not null).ShouldBe(isThere);
    }

    private Task<WebApplication> BuildAsync(ICalendarService calendar)
    {
        var files = new ForumFiles(
            null, new DirectoryInfo(Path.Combine(_folder.Root, "workflows")),
            new FileInfo(Path.Combine(_folder.Root, "people.json")));
        return ServeApplication.BuildAsync(
            new ServeRequest(files, null, Demo: false, "http://127.0.0.1:0")
            {
                Options = new ServeOptions { DataFolder = Path.Combine(_folder.Root, "data") },
                Also = services => services.AddSingleton(calendar),
            },
            Token);
    }

    private sealed class MemoryCalendar : ICalendarService
    {
        public ConcurrentDictionary<string, EventFacts> Standing { get; } = new();

        public ConcurrentDictionary<string, string> Keys { get; } = new();

        public string? Refusal { get; init; }

        public Task<CalendarResult> CreateAsync(string key, EventFacts facts, CancellationToken cancellationToken)
        {
            if (Refusal is not null)
                return Task.FromResult<CalendarResult>(new CalendarResult.Refused(Refusal));
            var id = Keys.GetOrAdd(key, _ => $"e-{Keys.Count + 1}");
            return MoveAsync(id, facts, cancellationToken);
        }

        public Task<CalendarResult> MoveAsync(string eventId, EventFacts facts, CancellationToken cancellationToken)
        {
            Standing[eventId] = facts;
            return Task.FromResult<CalendarResult>(
                new CalendarResult.Standing(eventId, new Uri("https://teams.example.invalid/1")));
        }

        public Task<CalendarResult> CancelAsync(string eventId, CancellationToken cancellationToken)
        {
            Standing.TryRemove(eventId, out _);
            return Task.FromResult<CalendarResult>(new CalendarResult.Gone());
        }
    }
}
