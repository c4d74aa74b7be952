using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workflow.Activities.Kernel;
using Workflow.Documents.Pages;
using Workflow.Forums.Papers;
using Workflow.Forums.Publications;

namespace Workflow.Activities.Meetings;

/// <summary>Puts agenda and minutes where the public reads them; a new version supersedes, it never overwrites.</summary>
internal static class MeetingPublication
{
    public const string Agenda = "agenda";
    public const string Minutes = "minutes";

    public static async Task<Publication> PublishAsync(
        MeetingScene scene, PaperKind kind, PageState state, CancellationToken cancellationToken)
    {
        var name = kind == PaperKind.Agenda ? Agenda : Minutes;
        var earlier = await scene.Session.PublicationsAboutAsync(scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        var version = earlier.Count(other => other.Kind == name) + 1;
        var items = await MeetingPapers.ItemsAsync(scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        var paper = MeetingPapers.Derive(scene, kind, items, Viewer.Public(scene.Body.Id));
        // Search engines are kept off an agenda: it is a draft until the body has approved it.
        var stamp = new PageStamp(state, version, scene.Today)
        {
            Released = kind == PaperKind.Minutes,
            CorrectionReason = state == PageState.Corrected
                ? BodyLanguage.Of(scene.Body, () => Corrections(scene.Meeting))
                : null,
        };
        var publication = Make(scene, name, version, MeetingPage.Write(paper, scene.Body, stamp));
        scene.Session.Publications.Add(publication);
        scene.Audit(
            "published",
            MeetingTexts.Say(kind == PaperKind.Agenda ? "AgendaPublished" : "MinutesPagePublished", version),
            ("kind", name),
            ("version", version.ToString(CultureInfo.InvariantCulture)),
            ("path", publication.Path),
            ("hash", publication.ContentHash));
        return publication;
    }

    /// <summary>All of them, each with its day: a reader of the third version has not read the second.</summary>
    private static string Corrections(Forums.Meetings.Meeting meeting) =>
        string.Join(" · ", meeting.Corrections.Select(correction =>
            correction.Numbers.Count == 0
                ? MeetingTexts.Say("Correction", correction.Day, correction.Reason)
                : MeetingTexts.Say(
                    "CorrectionOfItems", correction.Day, correction.Reason, string.Join(", ", correction.Numbers))));

    private static Publication Make(MeetingScene scene, string name, int version, string content) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{name}.{scene.Meeting.Id}.{version}"),
        Kind = name,
        AboutId = scene.Meeting.Id,
        Version = version,
        Path = string.Create(CultureInfo.InvariantCulture, $"published/{scene.Meeting.Id}/{name}-v{version}.html"),
        Content = content,
        ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
        PublishedAt = scene.Session.Now,
    };
}
