namespace Workflow.Messaging.Smtp;

/// <summary>How the connection to the mail server is encrypted. What is required and not offered stops the sending.</summary>
public enum MailSecurity
{
    /// <summary>Encryption after a greeting in the clear (usually port 587); required.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte (usually port 465).</summary>
    Tls,

    /// <summary>In the clear: for a relay on the same machine only.</summary>
    None,
}
