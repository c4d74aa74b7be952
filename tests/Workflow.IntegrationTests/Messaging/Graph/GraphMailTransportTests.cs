using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Forums.Letters;
using Workflow.Messaging.Graph;
using Xunit;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>
/// Against a stand-in for the service that checks each request: what each answer, and each silence, means for the letter.
/// </summary>
public sealed class GraphMailTransportTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Letter_TravelsAsTheSameMessageThatAMailServerGets()
    {
        await using var server = await GraphServer.StartAsync();
        using var transport = Transport(server);
        var letter = Letter(1) with { Calendar = new CalendarPart("REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") };

        var result = await transport.SendAsync(letter, CancellationToken.None);

        server.Complaints.ShouldBeEmpty();
        var sent = result.ShouldBeOfType<DeliveryResult.Sent>();
        sent.Reference.ShouldBe(letter.MessageId);
        transport.IsIdempotent.ShouldBeFalse();
        using var mail = server.Requests.ShouldHaveSingleItem().Mail();
        $"<{mail.MessageId}>".ShouldBe(letter.MessageId);
        mail.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        mail.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(letter.ToAddress);
        mail.BodyParts.OfType<TextPart>()
            .Single(part => part.ContentType.IsMimeType("text", "calendar")).ContentType.Parameters["method"].ShouldBe("REQUEST");
    }

    [Fact]
    public async Task SameLetter_IsKnownToTheServiceByTheSameRequestId()
    {
        await using var server = await GraphServer.StartAsync();
        using var transport = Transport(server);

        await SendAsync(transport, 1);
        await SendAsync(transport, 1);
        await SendAsync(transport, 2);

        var ids = server.Requests.Select(request => request.Header("client-request-id")).ToList();
        ids[1].ShouldBe(ids[0]);
        ids[2].ShouldNotBe(ids[0]);
    }

    [Fact]
    public async Task BusyService_IsLeftAloneForAsLongAsItAsks_AndNoLetterLosesATry()
    {
        await using var server = await GraphServer.StartAsync();
        server.Answer = _ => GraphAnswer.Error(429, "ApplicationThrottled", "120");
        using var transport = Transport(server);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unreachable>().Reason.ShouldContain(
            "429 ApplicationThrottled");
        server.Answer = _ => new GraphAnswer(202);
        _time.Advance(TimeSpan.FromSeconds(119));
        (await SendAsync(transport, 2)).ShouldBeOfType<DeliveryResult.Unreachable>();
        server.Requests.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(2));

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Sent>();
        server.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task ServerError_AfterTheLetterWasHandedOver_IsUnknownAndNeverTriedAgainByItself(int status)
    {
        await using var server = await GraphServer.StartAsync();
        server.Answer = _ => new GraphAnswer(status);
        using var transport = Transport(server);

        var unknown = (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unknown>();

        unknown.Reason.ShouldContain(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ConnectionCutAfterTheLetter_IsUnknown()
    {
        await using var server = await GraphServer.StartAsync();
        server.Answer = _ => null;
        using var transport = Transport(server);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unknown>();
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Silence_IsUnknownOnceTheTimeIsOver()
    {
        await using var server = await GraphServer.StartAsync();
        using var never = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        server.Answer = _ =>
        {
            stop.Cancel();
            never.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
            return new GraphAnswer(202);
        };
        using var transport = Transport(server);

        (await transport.SendAsync(Letter(1), stop.Token)).ShouldBeOfType<DeliveryResult.Unknown>();
        never.Set();
    }

    [Theory]
    [InlineData(400, "ErrorInvalidRecipients", true)]
    [InlineData(413, "ErrorMessageSizeExceeded", true)]
    [InlineData(400, "ErrorInternalServerTransientError", false)]
    public async Task Refusal_OfOneLetter_StopsNobodyElse(int status, string code, bool permanent)
    {
        await using var server = await GraphServer.StartAsync();
        server.Answer = request => request.Mail().To.Mailboxes.Single().Address.StartsWith("p2@", StringComparison.Ordinal)
            ? GraphAnswer.Error(status, code)
            : new GraphAnswer(202);
        using var transport = Transport(server);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Sent>();
        (await SendAsync(transport, 2)).ShouldBeOfType<DeliveryResult.Refused>().ShouldSatisfyAllConditions(
            refused => refused.Permanent.ShouldBe(permanent),
            refused => refused.Reason.ShouldContain(code),
            refused => refused.Reason.ShouldNotContain("p1@"));
        (await SendAsync(transport, 3)).ShouldBeOfType<DeliveryResult.Sent>();
    }

    [Theory]
    [InlineData(401, "InvalidAuthenticationToken")]
    [InlineData(403, "ErrorAccessDenied")]
    [InlineData(404, "ErrorInvalidUser")]
    public async Task MailboxThatMayNotBeUsed_SaysNothingOfTheLetter(int status, string code)
    {
        await using var server = await GraphServer.StartAsync();
        server.Answer = _ => GraphAnswer.Error(status, code);
        using var transport = Transport(server);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unreachable>().Reason.ShouldContain(code);
    }

    [Fact]
    public async Task DirectoryThatDoesNotLetUsIn_MeansThatNothingWasAsked()
    {
        await using var server = await GraphServer.StartAsync();
        using var connection = server.Connect(credential: new NotLetIn());
        using var transport = new GraphMailTransport(Options(), connection, _time);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unreachable>().Reason.ShouldContain("Graph:ClientId");
        (await transport.WhyUnreachableAsync(CancellationToken.None)).ShouldNotBeNull().ShouldContain("Graph:ClientId");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task ServiceThatIsNotThere_MeansThatNothingWasAsked()
    {
        var server = await GraphServer.StartAsync();
        using var connection = server.Connect();
        await server.DisposeAsync();
        using var transport = new GraphMailTransport(Options(), connection, _time);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unreachable>();
    }

    [Fact]
    public async Task LetterLargerThanTheServiceTakes_IsRefusedBeforeItTravels()
    {
        await using var server = await GraphServer.StartAsync();
        using var transport = Transport(server);
        var letter = Letter(1) with { Html = new string('x', 4_000_000) };

        var refused = (await transport.SendAsync(letter, CancellationToken.None)).ShouldBeOfType<DeliveryResult.Refused>();

        refused.Permanent.ShouldBeTrue();
        refused.Reason.ShouldContain("4096 KB");
        server.Requests.ShouldBeEmpty();
    }

    private GraphMailTransport Transport(GraphServer server) => new(Options(), server.Connect(), _time);

    private static Workflow.Messaging.MessagingOptions Options() =>
        SmtpMailTransportTests.Options with { SenderAddress = GraphServer.Mailbox };

    private static Letter Letter(int number) => SmtpMailTransportTests.Letter(number);

    private static Task<DeliveryResult> SendAsync(GraphMailTransport transport, int number) =>
        transport.SendAsync(Letter(number), CancellationToken.None);

    private sealed class NotLetIn : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new AuthenticationFailedException("AADSTS7000215: said by the fake.");

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new AuthenticationFailedException("AADSTS7000215: said by the fake.");
    }
}
