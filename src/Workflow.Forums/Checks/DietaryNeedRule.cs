using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Checks;

/// <summary>What one member can or cannot eat is a health fact about a person who can be found out.</summary>
internal sealed class DietaryNeedRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from text in ItemText.All(item)
        where Sentences.Split(text.Text).Any(IsAboutAMember)
        select CheckTexts.Finding(item.Number, "dietary-need", FindingSeverity.Error, text.Place);

    private static bool IsAboutAMember(string sentence) =>
        CheckPhrases.Current.Diet.IsMatch(sentence) && CheckPhrases.Current.Members.IsMatch(sentence);
}
