using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Activities.Replay;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.People;
using Workflow.Host.Composition;
using Workflow.Host.Import;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>Invented bodies, people and items, so that a newcomer's first start shows something.</summary>
internal static class Samples
{
    private const int WeeksAhead = 8;

    public static BodyRegister Bodies(ForumFiles files) => new(files.Bodies().All.Concat(files.Samples().Bodies().All));

    public static PeopleRegister People(ForumFiles files) => files.Samples().People(files.Samples().Bodies());

    /// <summary>
    /// A coming meeting with the items of the sample paper. Once: command ids make the second start do nothing.
    /// </summary>
    public static async Task LoadAsync(IServiceProvider services, ForumFiles files, CancellationToken cancellationToken)
    {
        var existing = await services.GetRequiredService<ForumRuntime>()
            .ReadAsync((session, token) => session.AllMeetingsAsync(token), cancellationToken).ConfigureAwait(false);
        if (existing.Count > 0)
            return;
        var register = services.GetRequiredService<BodyRegister>();
        var file = await PaperFile.ReadAsync(files.SamplePaper, register, cancellationToken).ConfigureAwait(false);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var day = new BodyClock(file.Body.TimeZone).Day(now).AddDays(7 * WeeksAhead);
        while (!new WorkingCalendar(file.Body.WorkingDays).IsWorkingDay(day))
            day = day.AddDays(1);
        if (day > file.Body.ValidTo)
            return;
        var plan = new ReplayPlan(file.Paper with { Date = day }, file.Body, file.Bodies);
        var desk = services.GetRequiredService<ItemDesk>();
        foreach (var item in plan.Items)
            Require(await desk.DraftAsync(
                item.Draft, Actor.System, "sample/" + item.Draft.ItemId, cancellationToken).ConfigureAwait(false));
        Require(await services.GetRequiredService<MeetingDesk>().PlanAsync(
            new PlanMeeting(plan.MeetingId, plan.Body.Id, day, plan.Time)
            {
                Place = plan.Paper.Place,
                Participants = plan.Paper.Participants
            },
            Actor.System, "sample/" + plan.MeetingId, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A newcomer who gets items without a meeting, or nothing, must be told why.</summary>
    private static void Require<T>(Forums.Ruling<T> ruling)
    {
        if (!ruling.IsAccepted)
            throw new CommandRefusedException(ruling.Refusal);
    }
}
