using Workflow.Forums;
using Workflow.Forums.Links;

namespace Workflow.Activities.Links;

internal sealed class LinkTexts
{
    private static readonly ResourceTexts Texts = new(typeof(LinkTexts));

    private LinkTexts()
    {
    }

    /// <summary>A link for something else is told as unknown: what it would open is nobody's business.</summary>
    public static Refusal Refused(LinkState state) => state switch
    {
        LinkState.Expired => new("link-expired", Texts["Expired"]),
        LinkState.Used => new("link-used", Texts["Used"]),
        LinkState.Revoked => new("link-revoked", Texts["Revoked"]),
        LinkState.Superseded => new("link-superseded", Texts["Superseded"]),
        LinkState.MandateEnded => new("mandate-ended", Texts["MandateEnded"]),
        _ => new("link-unknown", Texts["Unknown"]),
    };

    public static Refusal NewContact(string party) => new("link-revoked", Texts.Format("NewContact", party));

    public static Refusal DraftConflict => new("draft-conflict", Texts["DraftConflict"]);

    public static Refusal AnswerConflict => new("answer-conflict", Texts["AnswerConflict"]);

    public static Refusal NothingSaid => new("nothing-said", Texts["NothingSaid"]);

    /// <param name="duty">Why the holder may not answer any more, where the link itself is good.</param>
    public static string Audited(LinkState state, Refusal? duty) =>
        Texts.Format("Audited", duty?.Text ?? Texts[state.ToString()]);

    public static string DocumentName => Texts["DocumentName"];

    public static string TooLargeToAttach(string to, int size, int most) => Texts.Format("TooLargeToAttach", to, size, most);

    public static string DraftSaved(string party) => Texts.Format("DraftSaved", party);

    public static string ReadLinkGiven(string title) => Texts.Format("ReadLinkGiven", title);

    public static Refusal TooMuchUploaded => new("too-much-uploaded", Texts["TooMuchUploaded"]);

    public static string LinksRevoked(string reason) => Texts.Format("LinksRevoked", reason);

    public static Refusal RevokeReasonMissing => new("reason-missing", Texts["RevokeReasonMissing"]);

    public static Refusal NoLinks => new("no-public-url", Texts["NoLinks"]);

    public static string PageOpened(string holder) => Texts.Format("PageOpened", holder);
}
