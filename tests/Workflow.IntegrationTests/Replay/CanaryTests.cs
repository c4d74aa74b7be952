using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Forums;
using Workflow.Forums.Items;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.RealMinutes;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Replay;

/// <summary>
/// Something unmistakable is put in every hidden place. Each has the places where it may stand; it stands in all kinds of
/// them and nowhere else. Seen red when the derivation of papers let every block through, whomever it was for.
/// </summary>
public sealed partial class CanaryTests(RealReplays replays)
{
    private const string Fence = "Fjordkanariefugl";
    private const string ClosedTitle = "Titelkanariefugl";
    private const string ClosedText = "Tekstkanariefugl";
    private const string ClosedFile = "Filkanariefugl";
    private const string OwnFile = "Bilagskanariefugl";
    private const string Recused = "Habilitetskanariefugl";

    /// <summary>Recused from the first item.</summary>
    private const string RecusedPerson = HarbourPapers.Lower + ".member2";

    private static readonly string[] All = [Fence, ClosedTitle, ClosedText, ClosedFile, OwnFile, Recused];

    private static string Paper => HarbourPapers.Of(
        HarbourPapers.Item(
            1, "Åben", $"Sag slutter HR; Fendere fra {Recused}", "Fenderne er slidte.", "Indstillingen blev godkendt."),
        HarbourPapers.Item(
            2, "Lukket", $"Sag slutter HR; Leje af {ClosedTitle}", $"Lejeren er {ClosedText}.", "Indstillingen blev godkendt.",
            $"1. {ClosedFile} (DokID: 30450201 - ODN-2026-00102)"),
        HarbourPapers.Item(
            3, "Åben", "Sag videre til HO; Sejlads om vinteren",
            $"\n***\n\nKun til os: {Fence} skal blive her.\n\n***\n\nIsen lægger sig tidligt.",
            "Indstillingen blev godkendt, og sagen sendes videre til Hovedrådet d. 22. april 2026.",
            $"1. Iskort (DokID: 30450301 - ODN-2026-00103)\n\n***\n\n2. {OwnFile} (DokID: 30450302 - ODN-2026-00103)\n\n***"));

    [Fact]
    public async Task Markers_InEveryHiddenPlace_StandWhereTheyMayAndNowhereElse()
    {
        using var inputs = new ReplayInputs(Paper, HarbourPapers.Bodies("nextMeeting"));
        var folder = inputs.NewOutput();
        await PlayWithRecusalAsync(inputs, folder);

        var made = MadeFor.Everybody(folder);

        made.Keys.ShouldContain($"next/{HarbourPapers.UpperMeeting}.html");
        foreach (var (name, text) in made)
            All.Where(marker => text.Contains(marker, StringComparison.OrdinalIgnoreCase) && !May(folder, name, marker))
                .ShouldBeEmpty(name);
        var own = await ReadAsync(folder, "select * from items where origin_body_id = $body", HarbourPapers.Lower);
        foreach (var marker in All)
            own.ShouldContain(text => text.Contains(marker, StringComparison.OrdinalIgnoreCase), marker);
        Holds(made, "published/" + HarbourPapers.Meeting + "/agenda", Fence, OwnFile, Recused);
        Holds(made, "published/" + HarbourPapers.Meeting + "/minutes", Fence, OwnFile, Recused);
        Holds(made, "mail/invitation", ClosedTitle, Recused);
        (await RowsAsync(folder, HarbourPapers.Upper)).ShouldAllBe(
            text => !All.Any(marker => text.Contains(marker, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The main job's own rule, on the real minutes.</summary>
    [Fact]
    public async Task RealFence_NoRunOfFourWords_StandsInAnythingMadeForTheOtherBody()
    {
        var (inside, outside) = RealFence.Of(RealPaper.Text(RealPaper.Lower), item: 7);
        var runs = FourWords.InSentences(inside).Except(FourWords.Anywhere(outside)).ToHashSet(StringComparer.Ordinal);
        runs.Count.ShouldBeGreaterThan(20);
        var replayed = await replays.PlayAsync(RealPaper.Lower);

        var made = MadeFor.Everybody(replayed.Folder);
        var forOthers = made.Where(file => IsForOthers(replayed.Folder, file.Key, "meeting.hol-pf.", "@hol-pf.")).ToList();

        forOthers.ShouldContain(file => file.Key.StartsWith("next/", StringComparison.Ordinal));
        forOthers.ShouldContain(file => file.Key.StartsWith("mail/", StringComparison.Ordinal));
        foreach (var (name, text) in forOthers)
            FourWords.Anywhere(text).Intersect(runs).ShouldBeEmpty(name);
        foreach (var text in await RowsAsync(replayed.Folder, "hol-pf"))
            FourWords.Anywhere(text).Intersect(runs).ShouldBeEmpty();
        foreach (var page in new[] { "agenda-v1", "minutes-v1" })
            runs.Except(FourWords.Anywhere(made[$"published/meeting.hol-fsf.2023-08-25/{page}.html"])).ShouldBeEmpty(page);
    }

    /// <summary>No replay has recusals: it dies once the items are on the agenda, one is recorded, and it goes on.</summary>
    private static async Task PlayWithRecusalAsync(ReplayInputs inputs, string folder)
    {
        var connection = $"Data Source={Path.Combine(folder, "workflow.db")}";
        await Should.ThrowAsync<ProcessDeathException>(
            () => inputs.PlayAsync(folder, probe: new DeathAtPlacement(connection, count: 3)));
        await using (var database = new TestDatabase(DatabaseKind.Sqlite, connection, () => Task.CompletedTask))
        await using (var process = RuntimeUnderTest.Over(
            database, [], time: new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))))
        {
            var ruling = await process.Runtime.ExecuteAsync(
                new CommandEnvelope("recuse", "recuse", Actor.System),
                async (session, token) =>
                {
                    var treatment = (await session.TreatmentsOfMeetingAsync(HarbourPapers.Meeting, token)).Single(
                        one => one.ItemId.EndsWith(".1", StringComparison.Ordinal));
                    session.Treatments.Update(treatment with { Recusals = [new Recusal(RecusedPerson, "family", "chair")] });
                    return (Ruling<string>)treatment.Id;
                },
                CancellationToken.None);
            ruling.IsAccepted.ShouldBeTrue();
        }

        await inputs.PlayAsync(folder);
    }

    private static bool May(string folder, string name, string marker)
    {
        if (IsForOthers(folder, name, "meeting." + HarbourPapers.Upper, "@" + HarbourPapers.Upper))
            return false;
        var closed = marker is ClosedTitle or ClosedText or ClosedFile;
        var isLetter = name.StartsWith("mail/", StringComparison.Ordinal);
        return (!closed || isLetter)
            && (marker != Recused || !isLetter
                || !MadeFor.Recipients(Path.Combine(folder, name)).Any(to => to.StartsWith("medlem2", StringComparison.Ordinal)));
    }

    private static bool IsForOthers(string folder, string name, string meeting, string address) =>
        name.Contains(meeting, StringComparison.Ordinal)
        || (name.StartsWith("mail/", StringComparison.Ordinal)
            && MadeFor.Recipients(Path.Combine(folder, name)).Any(to => to.Contains(address, StringComparison.Ordinal)));

    private static void Holds(IReadOnlyDictionary<string, string> made, string place, params string[] markers)
    {
        foreach (var marker in markers)
        {
            made.ShouldContain(
                file => file.Key.StartsWith(place, StringComparison.Ordinal)
                    && file.Value.Contains(marker, StringComparison.OrdinalIgnoreCase),
                $"{marker} in {place}");
        }
    }

    /// <summary>Every column of the body's treatments and meetings, and of letters to its people.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(string folder, string bodyId)
    {
        var treatments = await ReadAsync(folder, "select * from treatments where body_id = $body", bodyId);
        treatments.ShouldNotBeEmpty();
        var letters = await ReadAsync(folder, "select * from letters where recipient_id like $body || '.%'", bodyId);
        letters.ShouldNotBeEmpty();
        return [.. treatments, .. letters, .. await ReadAsync(folder, "select * from meetings where body_id = $body", bodyId)];
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string folder, string statement, string bodyId)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "workflow.db")};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of these tests themselves.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$body", bodyId);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await reader.ReadAsync())
            columns.AddRange(
                Enumerable.Range(0, reader.FieldCount).Select(column => Unescaped(reader.GetValue(column).ToString()!)));
        return columns;
    }

    /// <summary>Letters outside ASCII may stand escaped in stored JSON.</summary>
    private static string Unescaped(string text) => JsonEscape().Replace(
        text.Replace("\\n", " ", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal),
        escape => ((char)int.Parse(escape.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex JsonEscape();

    private sealed class DeathAtPlacement(string connection, int count) : ITransactionProbe
    {
        public void BeforeCommit(string what)
        {
        }

        public void AfterCommit(string what)
        {
            using var opened = new SqliteConnection(connection);
            opened.Open();
            using var command = opened.CreateCommand();
            command.CommandText = "select count(*) from treatments";
            if ((long)command.ExecuteScalar()! == count)
                throw new InvalidOperationException("All items are placed.");
        }
    }
}
