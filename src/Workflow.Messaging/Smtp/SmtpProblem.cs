namespace Workflow.Messaging.Smtp;

/// <summary>Why no letter at all can be handed to the server.</summary>
internal enum SmtpProblem
{
    CannotConnect,
    NoEncryption,
    CertificateNotTrusted,
    LoginRefused,
    NotServed,
}

/// <summary>The server cannot be used; the message is a sentence for the operator, without anything secret.</summary>
internal sealed class SmtpUnreachableException(SmtpProblem problem, string text, Exception? inner = null) : Exception(text, inner)
{
    public SmtpProblem Problem => problem;
}
