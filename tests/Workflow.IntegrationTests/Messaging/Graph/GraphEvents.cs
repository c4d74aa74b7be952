using System.Globalization;
using System.Text.Json;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>
/// The calendar behind the stand-in. The same transaction id with the same content finds the event that is there, as the
/// service was seen to do; its documentation says no more than that the id keeps a repeated request from making a second.
/// </summary>
internal sealed class GraphEvents
{
    private const string Events = $"/users/{GraphServer.Mailbox}/events";

    /// <summary>What an update of an online meeting may hold without harm to its link.</summary>
    private static readonly string[] OfAMove = ["start", "end", "location"];

    private static readonly string[] OfACreation = [
        .. OfAMove, "subject", "isOnlineMeeting", "onlineMeetingProvider", "transactionId"];

    private readonly Lock _one = new();

    /// <summary>What each transaction id was first asked for, and the event it made: kept also when the event is gone.</summary>
    private readonly Dictionary<string, (string Id, JsonElement Body)> _made = [];

    /// <summary>Body as it was written last, by event id.</summary>
    public Dictionary<string, JsonElement> Standing { get; } = [];

    /// <summary>How many events were ever made.</summary>
    public int Made => _made.Count;

    public string? Link { get; set; } =
        "https://teams.example.invalid/l/meetup-join/19%3ameeting_1%40thread.v2/0?context=%7b%22Tid%22%3a%221%22%7d";

    public static bool IsWellFormed(GraphRequest request) => request.Method switch
    {
        "POST" => request.Resource == Events && Holds(request, OfACreation) && IsOnline(request.Json()),
        "PATCH" => IdOf(request) is { Length: > 0 } && Holds(request, OfAMove),
        "DELETE" => IdOf(request) is { Length: > 0 } && request.Body.Length == 0,
        _ => false,
    };

    public GraphAnswer Answer(GraphRequest request)
    {
        lock (_one)
        {
            return request.Method switch
            {
                "POST" => Make(request.Json()),
                _ when !Standing.ContainsKey(IdOf(request)!) => GraphAnswer.Error(404, "ErrorItemNotFound"),
                "DELETE" => Take(IdOf(request)!),
                _ => Change(IdOf(request)!, request.Json()),
            };
        }
    }

    private static string? IdOf(GraphRequest request) =>
        request.Resource.StartsWith(Events + "/", StringComparison.Ordinal) && request.Resource[(Events.Length + 1)..] is var id
            && !id.Contains('/')
            ? id
            : null;

    private static bool Holds(GraphRequest request, string[] properties) =>
        request.Header("Content-Type") == "application/json"
        && request.Json().EnumerateObject().Select(property => property.Name).Where(name => name != "@odata.type").Order()
            .SequenceEqual(properties.Order())
        && At(request.Json(), "start") < At(request.Json(), "end");

    private static bool IsOnline(JsonElement body) =>
        body.GetProperty("isOnlineMeeting").GetBoolean()
        && body.GetProperty("onlineMeetingProvider").GetString() == "teamsForBusiness"
        && Guid.TryParse(body.GetProperty("transactionId").GetString(), out _);

    /// <exception cref="InvalidOperationException">No local time with the zone beside it.</exception>
    private static DateTime At(JsonElement body, string name)
    {
        var at = body.GetProperty(name);
        return at.GetProperty("timeZone").GetString() == "UTC" && DateTime.TryParseExact(
            at.GetProperty("dateTime").GetString(), "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var parsed)
            ? parsed
            : throw new InvalidOperationException($"'{name}' is no dateTimeTimeZone in UTC.");
    }

    /// <exception cref="InvalidOperationException">A question was asked again, and not in the same words.</exception>
    private GraphAnswer Make(JsonElement body)
    {
        var transaction = body.GetProperty("transactionId").GetString()!;
        if (!_made.TryGetValue(transaction, out var made))
        {
            _made[transaction] = made = ($"event-{_made.Count + 1}", body);
            Standing[made.Id] = body;
        }

        return JsonElement.DeepEquals(made.Body, body)
            ? Say(201, made.Id)
            : throw new InvalidOperationException($"The transaction id '{transaction}' came again with another content.");
    }

    private GraphAnswer Change(string id, JsonElement body)
    {
        Standing[id] = body;
        return Say(200, id);
    }

    private GraphAnswer Take(string id)
    {
        Standing.Remove(id);
        return new GraphAnswer(204);
    }

    private GraphAnswer Say(int status, string id) =>
        new(status, JsonSerializer.Serialize(new { id, isOnlineMeeting = true, onlineMeeting = new { joinUrl = Link } }));
}
