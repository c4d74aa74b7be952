using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>An office file with macros as a public attachment.</summary>
internal sealed class MacroFileRule : ICheckRule
{
    private static readonly string[] Endings = [".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".pptm", ".potm",
        ".ppsm", ".ppam"];

    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from file in item.Attachments
        where file.Access == Access.Open
            && Endings.Any(ending => file.Name.TrimEnd().EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        select CheckTexts.Finding(item.Number, "macro-file", FindingSeverity.Error, file.Name, file.Name);
}
