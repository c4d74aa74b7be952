using Workflow.Documents.Minutes;
using Workflow.Forums.Papers;

namespace Workflow.Tests.Documents.Minutes;

/// <summary>Invented papers for the reader's tests: own places, own people, own sentences.</summary>
internal static class InventedMinutes
{
    public static readonly BodyPhrases Lower = new(
        "hede-fagligt", "HED Hede Fagligt Råd", ["Fagligt Råd", "FR"], "Sag slutter FR", "Sag videre til HU")
    { Cluster = "hede" };

    public static readonly BodyPhrases Upper = new("hede-udvalg", "HED Hede Udvalg", ["Hede Udvalg", "HU"]) { Cluster = "hede" };

    public static readonly IReadOnlyList<BodyPhrases> Bodies = [Lower, Upper];

    public const string Head = """
        # REFERAT HED Hede Fagligt Råd d. 04-06-2025

        **Mødedato** Onsdag d. 4. juni 2025 kl. 10:15

        **Mødested** Lyngkroen, sal 2

        ## Indholdsfortegnelse

        Fælles hjertestartere.....	3
        Sag videre til HU; Busser til heden.....	7


        """;

    public const string First = """
        # **Punkt 1: Fælles hjertestartere**

        HED-2025-0007

        ## 1 (Åben) Fælles hjertestartere

        ---

        HED Hede Fagligt Råd

        **Sags ID:** HED-2025-0007

        **Dok ID:** 30010001

        ---

        ### Resumé

        *Ti skabe mangler batterier.*

        ### Sagsfremstilling

        Skabene hænger ved hallerne. Filen hedder batteri\_plan.

        ### Økonomi

        Batterierne koster 14.500 kr.

        ### Indstilling

        Sekretariatet indstiller, at rådet godkender købet.

        .

        ### Tidligere beslutninger

        .

        ### Beslutning

        Indstillingen blev godkendt.

        ### Fraværende

        Nanna Grønhede	Driftschef, Ulvemose Kommune	Medlem

        ### Bilag

        1. Batteri\_plan (DokID: 30010101 - HED-2025-0007)


        """;

    public const string Second = """
        ## **Punkt 2: Sag videre til HU; Busser til heden**

        HED-2025-0031

        ### **Bilag**

        Bilag 1. Køreplan

        ## **2 (Åben) Sag videre til HU; Busser til heden**

        ---

        HED Hede Fagligt Råd

        **Sags ID:** HED-2025-0031

        **Dok ID:** 30010002

        ---

        ### **Resumé**

        Bussen skal køre forbi klinikken.

        ### **Sagsfremstilling**

        \*\*\*

        Dette (mellem \*\*\*) er rådets eget: chaufføren er sagt op.

        \*\*\*

        Bussen kører fra september.

        ### **Økonomi**

        Sagen medfører ingen udgifter, der kræver særskilt stillingtagen.

        ### **Indstilling**

        Sekretariatet indstiller, at planen forelægges Hede Udvalg d. 2. juli 2025.

        ### **Tidligere beslutninger**

        Udvalg: HED Hede Fagligt Råd **Dato:** 05-03-2025

        Udsat.

        Fraværende

        ### **Beslutning**

        Punktet blev godkendt til forelæggelse for Hede Udvalg.

        Fraværende**Bilag**

        1. Bilag 1. Køreplan (DokID: 30010102 - HED-2025-0031)
        """;

    public const string Whole = Head + First + Second;

    public static MinutesReading Read(string text) => new MinutesReader().Read(text, "invented.txt", Bodies);

    public static MeetingPaper Paper(string text) =>
        Read(text).Paper ?? throw new InvalidOperationException(Read(text).Refusal?.Text);

    public static PaperItem Item(string text, string number) => Paper(text).Items.Single(item => item.Number == number);

    public static string TextOf(PaperItem item, SectionKind kind) =>
        string.Join("\n\n", item.Sections.Where(section => section.Kind == kind).Select(section => section.AllText));
}
