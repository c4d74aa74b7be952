namespace Workflow.IntegrationTests.Receiving;

/// <summary>Mails to us, as text; lines end as the test's source does.</summary>
internal static class InboundMails
{
    public static string Plain(string from, string to, string text, string id = "svar-1") =>
        $"""
        Message-ID: <{id}@forum.invalid>
        Date: Mon, 2 Mar 2026 09:00:00 +0100
        From: Svarer <{from}>
        To: {to}
        Subject: SV: Høring
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        {text}

        """;

    public static string WithFile(string from, string to, string text, string name, string content) =>
        $"""
        Message-ID: <med-fil@forum.invalid>
        From: Svarer <{from}>
        To: {to}
        Subject: SV: Høring
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=skel

        --skel
        Content-Type: text/plain; charset=utf-8

        {text}
        --skel
        Content-Type: text/plain; charset=utf-8
        Content-Disposition: attachment; filename="{name}"

        {content}
        --skel--

        """;
}
