using Shouldly;
using Workflow.Forums.Consultations;
using Xunit;

namespace Workflow.Tests.Forums;

public sealed class AnswerPhrasesTests
{
    [Theory]
    [InlineData("Tak.", true)]
    [InlineData("Hej Kim\n\nMange tak for kvitteringen – god weekend!\n\nMed venlig hilsen\nBo Ås\nFormand for Parken", true)]
    [InlineData("Må vi få fristen forlænget?", true)]
    [InlineData("", true)]
    [InlineData("Vi har talt om det igen og vil hellere have flere bænke.", false)]
    public void ThanksOrAQuestion_SaysLittle(string text, bool little) => AnswerPhrases.SaysLittle(text).ShouldBe(little);

    [Theory]
    [InlineData("Ingen bemærkninger")]
    [InlineData("Vi har ingen bemærkninger.")]
    [InlineData("Vi har ikke bemærkninger til forslaget.")]
    [InlineData("Vi har ikke nogen kommentarer!")]
    [InlineData("Hej,\nVi har ingen bemærkninger.")]
    [InlineData("Hej, vi har ingen bemærkninger")]
    [InlineData("Kære Tove\n\nVi har ingen bemærkninger til det fremsendte materiale.\n\nMed venlig hilsen\nÅse Birkholt")]
    [InlineData("Vi har ingen bemærkninger.\n\nMed venlig hilsen\n\nÅse Birkholt\nFormand for Ældrerådet\nTlf. 12 34 56 78\naase@raad.invalid")]
    [InlineData("Ingen bemærkninger.\nMvh Åse")]
    [InlineData("Ingen bemærkninger\n\nVh\nÅse")]
    [InlineData("Ældrerådet har ingen bemærkninger til høringsmaterialet.")]
    [InlineData("Handicaprådet i Bylund har ingen yderligere bemærkninger.")]
    [InlineData("Tak for materialet. Vi har ingen bemærkninger.")]
    [InlineData("Tak for muligheden for at svare. Foreningen har ikke bemærkninger hertil.\n\nDe bedste hilsner\nBo Lund")]
    [InlineData("Udkastet giver ikke anledning til bemærkninger.")]
    [InlineData("Vi har intet at bemærke.")]
    [InlineData("Ingen kommentarer herfra", false)]
    [InlineData("We have no comments.\n\nKind regards,\nAnn Field")]
    [InlineData("Dear all,\n\nNo comments from our side.")]
    [InlineData("Kære alle\nJeg har ingen kommentarer til referatet.\n\nVenlig hilsen Åse")]
    public void Answer_ThatSaysNothingElse_IsNoComments(string text, bool expected = true) =>
        AnswerPhrases.SaysNoComments(text).ShouldBe(expected);

    [Theory]
    [InlineData("Vi har ingen bemærkninger, men bænkene mangler.")]
    [InlineData("Ingen bemærkninger bortset fra punkt 3.")]
    [InlineData("Vi har ikke bemærkninger til punkt 2, men til punkt 3.")]
    [InlineData("Vi har bemærkninger.")]
    [InlineData("Har I ingen bemærkninger?")]
    [InlineData("Ingen bemærkninger?")]
    [InlineData("Vi har ingen bemærkninger.\n\nDog mangler bænkene.")]
    [InlineData("Vi har ingen bemærkninger.\n\nMvh\nÅse\n\nPS: Bænkene mangler.")]
    [InlineData("Vi har ingen bemærkninger.\n\nMvh\nÅse\n\nBænkene mangler stadig ved den nye sti.")]
    [InlineData("Vi har ingen bemærkninger.\n\nMvh\nHvorfor mangler bænkene?")]
    [InlineData("Hej vi synes bænkene mangler\nEllers ingen bemærkninger")]
    [InlineData("Hej vi synes bænkene mangler\nIngen bemærkninger")]
    [InlineData("Til punkt 3: nej.\nIngen bemærkninger.")]
    [InlineData("Hilsen fra bestyrelsen er, at bænkene mangler.\nIngen bemærkninger.")]
    [InlineData("Bænkene mangler.\n\nMed venlig hilsen\nÅse")]
    [InlineData("Vi har ingen bemærkninger til forslaget om lamper, kun til bænkene")]
    [InlineData("Naboerne har ingen bemærkninger men vi har")]
    [InlineData("Tak for lange bænke som mangler. Ingen bemærkninger.")]
    [InlineData("Med venlig hilsen\nÅse")]
    [InlineData("")]
    public void Answer_ThatSaysSomething_IsAComment(string text) => AnswerPhrases.SaysNoComments(text).ShouldBeFalse();

    [Theory]
    [InlineData("Vi er enige, med forbehold for politisk godkendelse.", true)]
    [InlineData("Svaret afgives under forbehold for endelig politisk behandling.", true)]
    [InlineData("Vi tager ikke stilling, men tager forbehold for politisk godkendelse.", true)]
    [InlineData("Our answer is subject to political approval.", true)]
    [InlineData("Svaret afgives uden forbehold for politisk godkendelse.", false)]
    [InlineData("Der tages ikke forbehold for senere politisk godkendelse.", false)]
    [InlineData("Our answer is not subject to political approval.", false)]
    [InlineData("Vi er enige.", false)]
    public void Reservation_IsOneOnlyWhereItIsMade(string text, bool expected) =>
        AnswerPhrases.IsSubjectToPoliticalApproval(text).ShouldBe(expected);
}
