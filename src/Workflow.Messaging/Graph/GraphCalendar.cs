using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Identity;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.Events;
using Microsoft.Kiota.Abstractions;
using Workflow.Activities.Ports;
using Workflow.Forums.Meetings;

namespace Workflow.Messaging.Graph;

/// <summary>
/// Meetings as events with a Teams meeting in one calendar. The event has no attendees: the service would send invitations of
/// its own beside the letters, and show everybody's address to everybody.
/// </summary>
internal sealed class GraphCalendar(GraphConnection graph, TimeProvider time) : ICalendarService, IDisposable
{
    private long _busyUntil;

    private EventsRequestBuilder Events => graph.Client.Users[graph.Options.Calendar].Events;

    public void Dispose() => graph.Dispose();

    public Task<CalendarResult> CreateAsync(string key, EventFacts facts, CancellationToken cancellationToken) => AskAsync(
        async token => Standing(await Events.PostAsync(Made(key, facts), Once, token).ConfigureAwait(false)),
        cancellationToken);

    public Task<CalendarResult> MoveAsync(string eventId, EventFacts facts, CancellationToken cancellationToken) => AskAsync(
        async token => Standing(await Events[eventId].PatchAsync(Moved(facts), Once, token).ConfigureAwait(false)),
        cancellationToken);

    public Task<CalendarResult> CancelAsync(string eventId, CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            await Events[eventId].DeleteAsync(Once, token).ConfigureAwait(false);
            return new CalendarResult.Gone();
        },
        cancellationToken);

    private async Task<CalendarResult> AskAsync(
        Func<CancellationToken, Task<CalendarResult>> ask, CancellationToken cancellationToken)
    {
        var until = new DateTimeOffset(Volatile.Read(ref _busyUntil), TimeSpan.Zero);
        if (until > time.GetUtcNow())
            return new CalendarResult.AskAgain(GraphTexts.Say("Busy", until.ToString("u", CultureInfo.InvariantCulture)), until);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(graph.Options.Timeout);
        try
        {
            await graph.LogInAsync(bound.Token).ConfigureAwait(false);
            return await ask(bound.Token).ConfigureAwait(false);
        }
        catch (ApiException answer)
        {
            return GraphFaults.IsBusy(answer) ? Busy(answer) : Result(answer);
        }
        catch (AuthenticationFailedException fault)
        {
            return new CalendarResult.AskAgain(GraphTexts.Say("NotLetIn", GraphFaults.Name(fault)));
        }
        catch (Exception fault) when (GraphFaults.IsOfTheConnection(fault) && !cancellationToken.IsCancellationRequested)
        {
            // Whether it was taken is not known, and need not be: the key, the id or the absence make the next try the same.
            return new CalendarResult.AskAgain(
                GraphTexts.Say("CalendarSilent", graph.Options.BaseUrl.Host, GraphFaults.Name(fault)));
        }
    }

    private CalendarResult.AskAgain Busy(ApiException answer)
    {
        var until = time.GetUtcNow() + GraphFaults.RetryAfter(answer, time);
        Volatile.Write(ref _busyUntil, until.UtcTicks);
        return new CalendarResult.AskAgain(GraphFaults.Say(answer, graph.Options), until);
    }

    private CalendarResult Result(ApiException answer) => answer.ResponseStatusCode switch
    {
        404 when GraphFaults.Name(answer).EndsWith(" ErrorItemNotFound", StringComparison.OrdinalIgnoreCase) =>
            new CalendarResult.Gone(),
        401 or >= 500 => new CalendarResult.AskAgain(GraphFaults.Say(answer, graph.Options)),
        403 or 404 => new CalendarResult.AskAgain(GraphTexts.Say("NoCalendar", graph.Options.Calendar, GraphFaults.Name(answer))),
        _ => new CalendarResult.Refused(GraphFaults.Say(answer, graph.Options)),
    };

    private static CalendarResult Standing(Event? made) => made?.Id is { Length: > 0 } id
        ? new CalendarResult.Standing(id, Link(made.OnlineMeeting?.JoinUrl))
        : new CalendarResult.AskAgain(GraphTexts.Say("NoEvent"));

    /// <summary>It comes to stand in letters: nothing but a web address does.</summary>
    private static Uri? Link(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps ? link : null;

    private static Event Made(string key, EventFacts facts)
    {
        var made = Moved(facts);
        made.Subject = facts.Subject;
        made.IsOnlineMeeting = true;
        made.OnlineMeetingProvider = OnlineMeetingProviderType.TeamsForBusiness;
        made.TransactionId = TransactionId(key);
        return made;
    }

    /// <summary>
    /// Time and place, and no more: the body holds the Teams meeting, and an update that writes it anew takes the meeting away
    /// (Graph, "Update event": body property and online meetings).
    /// </summary>
    private static Event Moved(EventFacts facts) => new()
    {
        Start = At(facts.Start),
        End = At(facts.End),
        Location = new Location { DisplayName = facts.Place ?? "" },
    };

    /// <summary>UTC: which other zones are known differs from one mailbox server to another.</summary>
    private static DateTimeTimeZone At(DateTimeOffset at) => new()
    {
        DateTime = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        TimeZone = "UTC",
    };

    private static string TransactionId(string key) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)).ToString();

    private static void Once<T>(RequestConfiguration<T> request)
        where T : class, new() => request.Options.Add(GraphConnection.NoRetry);
}
