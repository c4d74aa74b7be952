using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging;
using Workflow.Messaging.Smtp;
using Xunit;
using static Workflow.IntegrationTests.Messaging.SmtpMailTransportTests;

namespace Workflow.IntegrationTests.Messaging;

/// <summary>No letter and no password leaves in the clear, or to a stranger, unless somebody said so.</summary>
public sealed class SmtpSecurityTests
{
    [Fact]
    public async Task Server_WithoutStartTls_GetsNothing()
    {
        await using var server = new SmtpServer(new SmtpScript { Login = ("clerk", "s3cret") });
        using var transport = Transport(
            server, smtp => (smtp.Security, smtp.User, smtp.Password) = (MailSecurity.StartTls, "clerk", "s3cret"));

        var result = await SendAsync(transport, 1);

        result.ShouldBeOfType<DeliveryResult.Unreachable>();
        server.Heard.ShouldAllBe(line => line.StartsWith("EHLO") || line == "QUIT");
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task Server_WhoseCertificateNobodySigned_GetsNothing(MailSecurity security)
    {
        await using var server = Encrypted(security);
        using var transport = Transport(server, smtp => smtp.Security = security);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unreachable>();

        server.Heard.ShouldNotContain(line => line.StartsWith("MAIL"));
        (await transport.WhyUnreachableAsync(CancellationToken.None))!.ShouldContain("CertificateSha256");
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task Server_WhoseCertificateIsNamed_GetsTheLetterEncryptedAfterALogin(MailSecurity security)
    {
        await using var server = Encrypted(security, ("clerk", "s3cret æ"));
        using var transport = Transport(server, smtp =>
        {
            (smtp.Security, smtp.User, smtp.Password) = (security, "clerk", "s3cret æ");
            smtp.CertificateSha256 = server.CertificateSha256.ToLowerInvariant();
        });

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Sent>();

        server.Accepted.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            mail => mail.WasEncrypted.ShouldBeTrue(), mail => mail.User.ShouldBe("clerk"));
        (await transport.WhyUnreachableAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Server_WithAnotherCertificateThanTheOneNamed_GetsNothing()
    {
        await using var server = Encrypted(MailSecurity.Tls);
        using var transport = Transport(
            server, smtp => (smtp.Security, smtp.CertificateSha256) = (MailSecurity.Tls, new string('0', 64)));

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unreachable>();
    }

    [Fact]
    public async Task Login_ThatIsRefused_IsSaidWithoutThePassword()
    {
        await using var server = new SmtpServer(new SmtpScript { Login = ("clerk", "right") });
        using var transport = Transport(server, smtp => (smtp.User, smtp.Password) = ("clerk", "s3cret"));

        var reason = (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unreachable>().Reason;

        reason.ShouldContain("Mail:Password");
        reason.ShouldNotContain("s3cret");
        reason.ShouldNotContain("clerk");
        server.Accepted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Server_ThatWantsALoginNobodyGave_GetsNothingAndTheLetterWaits()
    {
        await using var server = new SmtpServer(new SmtpScript { Login = ("clerk", "right") });
        using var transport = Transport(server);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unreachable>();
    }

    [Theory]
    [InlineData("554 5.7.1 No service for you")]
    [InlineData(null)]
    public async Task Server_ThatTurnsUsAway_IsUnreachable(string? greeting)
    {
        await using var server = new SmtpServer(new SmtpScript { Greeting = greeting });
        using var transport = Transport(server);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unreachable>();
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsNamedWithPortAndReason()
    {
        var server = new SmtpServer(new SmtpScript());
        await server.DisposeAsync();
        using var transport = Transport(server);

        var why = await transport.WhyUnreachableAsync(CancellationToken.None);

        why.ShouldNotBeNull().ShouldContain($"127.0.0.1:{server.Port}");
        why.ShouldContain("ConnectionRefused");
    }

    [Fact]
    public void WrongSettings_AreNamedAllAtOnce()
    {
        var options = Options with
        {
            Smtp = new SmtpOptions
            {
                Port = 0,
                Connections = 0,
                User = "x",
                Security = MailSecurity.None,
                Timeout = TimeSpan.Zero,
                CertificateSha256 = "abc"
            },
        };

        var refused = Should.Throw<MessagingOptionsException>(() => new ServiceCollection().AddMessaging(options));

        refused.Mistakes.Count.ShouldBe(7);
    }

    [Fact]
    public void Options_DoNotPrintThePassword() =>
        (Options with { Smtp = new SmtpOptions { Host = "mail.invalid", User = "clerk", Password = "s3cret" } }).ToString()
            .ShouldNotContain("s3cret");

    private static SmtpServer Encrypted(MailSecurity security, (string, string)? login = null) => new(new SmtpScript
    {
        OffersStartTls = security == MailSecurity.StartTls,
        IsTlsFromTheStart = security == MailSecurity.Tls,
        Login = login,
    });
}
