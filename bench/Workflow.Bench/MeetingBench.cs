using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Workflow.Activities;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.Host.Composition;
using Workflow.Runtime;

namespace Workflow.Bench;

/// <summary>A meeting of 200 items: every outcome confirmed in one go, and every item routed by its own lifecycle.</summary>
internal static class MeetingBench
{
    private const int Items = 200;
    private const int Repetitions = 5;

    private static readonly Actor Clerk = new("clerk", "Kim Eng");

    private static readonly Body Upper = new() { Id = "upper", Name = "Amtsråd Øst", Kind = "political" };

    private static readonly Body Lower =
        new() { Id = "lower", Name = "Distriktsråd Øst", Kind = "professional", RefersTo = "upper" };

    public static async Task RunAsync(BenchOutput output)
    {
        await output.HeadingAsync($"A meeting of {Items} items confirmed and routed in one go (a third goes on to the next body)")
            .ConfigureAwait(false);
        var rows = new List<string[]>();
        await using (var database = await BenchDatabase.PostgresAsync().ConfigureAwait(false))
            rows.Add(await MeasureAsync("PostgreSQL", database).ConfigureAwait(false));
        await using (var database = BenchDatabase.Sqlite())
            rows.Add(await MeasureAsync("SQLite (FULL)", database).ConfigureAwait(false));
        await output.TableAsync(
            ["", "confirm ms", "route ms", "together ms (median of 5)", "best ms"], rows).ConfigureAwait(false);
    }

    private static async Task<string[]> MeasureAsync(string name, BenchDatabase database)
    {
        var rules = new ForumRules(
            new BodyRegister([Lower, Upper]), new PeopleRegister([]), new LetterWriter(new LetterOptions()));
        var files = new ForumFiles(null, null, null).Definitions();
        var services = await database.OpenAsync(ForumActivitiesSetup.Catalogue(rules), [.. files.Values]).ConfigureAwait(false);
        var (runtime, deliverer) = (services.GetRequiredService<ForumRuntime>(), services.GetRequiredService<SignalDeliverer>());
        var desk = new ItemDesk(runtime, rules);
        var times = new List<(double Confirm, double Route)>();
        for (var round = 0; round <= Repetitions; round++)
        {
            var day = new DateOnly(2030, 1, 7).AddDays(round * 28);
            var meeting = await PrepareAsync(runtime, deliverer, desk, day).ConfigureAwait(false);
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            var ruling = await desk.ConfirmOutcomesAsync(
                new ConfirmOutcomes(meeting), Clerk, $"confirm {meeting}", CancellationToken.None)
                .ConfigureAwait(false);
            var confirm = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var delivered = await deliverer.DeliverPendingAsync(CancellationToken.None).ConfigureAwait(false);
            var all = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (ruling.Value.ItemIds.Count != Items || delivered < Items)
                throw new InvalidOperationException(
                    $"{ruling.Value.ItemIds.Count} were confirmed and {delivered} signals delivered.");
            if (round > 0)
                times.Add((confirm, all - confirm));
        }

        var sorted = times.Select(time => time.Confirm + time.Route).Order().ToList();
        return
        [
            name, BenchOutput.Say(times.Select(time => time.Confirm).Order().ElementAt(Repetitions / 2)),
            BenchOutput.Say(times.Select(time => time.Route).Order().ElementAt(Repetitions / 2)),
            BenchOutput.Say(sorted[Repetitions / 2]), BenchOutput.Say(sorted[0]),
        ];
    }

    /// <summary>A held meeting with a decision recorded for each item, and the upper body's next meeting.</summary>
    private static async Task<string> PrepareAsync(ForumRuntime runtime, SignalDeliverer deliverer, ItemDesk desk, DateOnly day)
    {
        var meeting = await MeetAsync(runtime, Lower, day).ConfigureAwait(false);
        await MeetAsync(runtime, Upper, day.AddDays(14)).ConfigureAwait(false);
        for (var i = 0; i < Items; i++)
        {
            var id = $"{day:yyyyMMdd}-{i}";
            Accept(await desk.DraftAsync(
                Draft(id, day, i % 3 == 0), Clerk, $"draft {id}", CancellationToken.None).ConfigureAwait(false));
            Accept(await desk.SubmitAsync(
                new SubmitItem(id), Clerk, $"submit {id}", CancellationToken.None).ConfigureAwait(false));
        }

        await deliverer.DeliverPendingAsync(CancellationToken.None).ConfigureAwait(false);
        await ActAsync(runtime, $"hold {meeting}", async session => session.Meetings.Update(
            await session.Meetings.GetAsync(
                meeting, CancellationToken.None).ConfigureAwait(false) with
            { State = MeetingState.Held }))
            .ConfigureAwait(false);
        for (var i = 0; i < Items; i++)
        {
            var id = $"{day:yyyyMMdd}-{i}";
            Accept(await desk.RecordDecisionAsync(
                new RecordDecision(id, "Taget til efterretning."), Clerk, $"decide {id}",
                CancellationToken.None).ConfigureAwait(false));
        }

        return meeting;
    }

    private static async Task<string> MeetAsync(ForumRuntime runtime, Body body, DateOnly day)
    {
        var meeting = new Meeting
        {
            Id = Ids.Meeting(body.Id, day),
            BodyId = body.Id,
            Date = day,
            Time = new TimeOnly(12, 0),
            Plan = MeetingPlan.For(body, day),
        };
        await ActAsync(runtime, $"plan {meeting.Id}", session =>
        {
            session.Meetings.Add(meeting);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        return meeting.Id;
    }

    private static DraftItem Draft(string id, DateOnly day, bool refers) => new(id, Lower.Id, $"Lamper på vej {id}")
    {
        Access = Access.Open,
        PlannedRoute = refers ? PlannedRoute.Refers : PlannedRoute.Ends,
        CaseNumber = "26-114",
        MeetingDate = day,
        Sections =
        [
            new ItemSection(
                SectionKind.Statement, null, [new TextBlock(string.Concat(Enumerable.Repeat("Vejen er mørk om aftenen. ", 40)))]),
            new ItemSection(
                SectionKind.Economy, null, [new TextBlock("Sagen har ingen udgifter, der kræver særskilt stillingtagen.")]),
        ],
        Recommendation = [new TextBlock("Det indstilles, at distriktsrådet tager planen til efterretning.")],
    };

    private static async Task ActAsync(ForumRuntime runtime, string commandId, Func<ForumSession, Task> act) =>
        Accept(await runtime.ExecuteAsync<bool>(
            new CommandEnvelope(commandId, "arrange", Clerk),
            async (session, _) =>
            {
                await act(session).ConfigureAwait(false);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false));

    private static void Accept<T>(Ruling<T> ruling)
    {
        if (!ruling.IsAccepted)
            throw new InvalidOperationException(ruling.Refusal.Text);
    }
}
