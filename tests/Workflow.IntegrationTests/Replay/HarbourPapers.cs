using System.Text.Json.Nodes;

namespace Workflow.IntegrationTests.Replay;

/// <summary>
/// The minutes of an invented harbour council that sends items up to an invented main council, and their bodies.
/// </summary>
internal static class HarbourPapers
{
    public const string Lower = "oddenaes-havneraad";
    public const string Upper = "oddenaes-hovedraad";
    public const string Meeting = "meeting.oddenaes-havneraad.2026-03-11";
    public const string UpperMeeting = "meeting.oddenaes-hovedraad.2026-04-22";

    private const string Head = """
        REFERAT ODN Oddenæs Havneråd d. 11-03-2026

        Mødedato Onsdag d. 11. marts 2026 kl. 10:00

        Mødested Toldboden, Kajgade 2

        Mødedeltagere Rosa Klint

        """;

    /// <summary>One item ends here, one goes on and has words for the harbour council alone.</summary>
    public static string Small => Head
        + Item(1, "Åben", "Sag slutter HR; Nye fendere på østmolen", "Fenderne er slidte.", "Indstillingen blev godkendt.")
        + Item(
            2, "Åben", "Sag videre til HO; Sejlads om vinteren",
            "\n***\n\nHavnefogeden vil helst lukke for sejlads i januar.\n\n***\n\nIsen lægger sig tidligt.",
            "Indstillingen blev godkendt, og sagen sendes videre til Hovedrådet d. 22. april 2026.");

    public static string Of(params string[] items) => Head + string.Concat(items);

    public static string Item(
        int number, string access, string title, string statement, string decision, string attachments = ".") => $"""

        Punkt {number}: {title}

        {number} ({access}) {title}

        ODN Oddenæs Havneråd

        Sags ID: ODN-2026-0010{number}

        Dok ID: 3045011{number}

        Resumé

        Et kort resumé.

        Sagsfremstilling

        {statement}

        Økonomi

        Sagen medfører ingen udgifter, der kræver særskilt stillingtagen.

        Indstilling

        Sekretariatet indstiller, at rådet godkender forslaget.

        Tidligere beslutninger

        .

        Beslutning

        {decision}

        Bilag

        {attachments}

        """;

    /// <param name="minutes">How the lower body approves its minutes.</param>
    /// <param name="ladder">Rungs of both bodies; null for the usual ones.</param>
    public static JsonObject[] Bodies(
        string minutes = "sameMeeting", params (string Rung, int Days, string To, string Effect)[] ladder)
    {
        var lower = Body(Lower, "ODN Oddenæs Havneråd", ["Havneråd", "Havnerådet", "HR"], minutes, ladder);
        lower["refersTo"] = Upper;
        lower["labels"] = new JsonObject { ["shortName"] = "HR", ["ends"] = "Sag slutter HR", ["refers"] = "Sag videre til HO" };
        return [lower, Body(Upper, "ODN Oddenæs Hovedråd", ["Hovedråd", "Hovedrådet", "HO"], minutes, ladder)];
    }

    private static JsonObject Body(
        string id, string name, string[] aliases, string minutes, (string Rung, int Days, string To, string Effect)[] ladder)
    {
        var body = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["kind"] = "council",
            ["cluster"] = "oddenaes",
            ["aliases"] = new JsonArray([.. aliases.Select(alias => JsonValue.Create(alias))]),
            ["minutesApprovedAt"] = minutes,
        };
        if (ladder.Length > 0)
        {
            body["ladder"] = new JsonArray([.. ladder.Select(rung => new JsonObject
            {
                ["rung"] = rung.Rung, ["workingDays"] = rung.Days, ["to"] = rung.To, ["effect"] = rung.Effect,
            })]);
        }

        return body;
    }
}
