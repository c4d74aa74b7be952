namespace Workflow.IntegrationTests.Messaging;

/// <summary>
/// What a scripted mail server says. A reply of null: it hangs up instead; <see cref="Silence"/>: it says nothing more.
/// </summary>
internal sealed record SmtpScript
{
    public const string Silence = "…";

    public string? Greeting { get; init; } = "220 sink.invalid ESMTP";

    public bool OffersStartTls { get; init; }

    public bool IsTlsFromTheStart { get; init; }

    /// <summary>Null where nobody need log in.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>Told of each command before it is answered.</summary>
    public Action<string> OnCommand { get; init; } = _ => { };

    public Func<string, string?> OnMail { get; init; } = _ => "250 2.1.0 Ok";

    public Func<string, string?> OnRecipient { get; init; } = _ => "250 2.1.5 Ok";

    public string? OnData { get; init; } = "354 End data with <CR><LF>.<CR><LF>";

    /// <summary>Octets of the text after which the server hangs up in the middle of it.</summary>
    public int? HangsUpAfter { get; init; }

    /// <summary>Given the recipient, after the final dot. What begins with 2 is kept as accepted.</summary>
    public Func<string, string?> OnText { get; init; } = _ => "250 2.0.0 Ok: queued as 4B7D";

    /// <summary>After the reply to the text.</summary>
    public bool HangsUpAfterText { get; init; }
}

internal sealed record AcceptedMail(string Sender, string Recipient, string Text, bool WasEncrypted, string? User);
