using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Acts;

/// <summary>What the people of a run go by.</summary>
internal sealed class Scene(int seed, Cast cast, Ledger ledger)
{
    private static readonly BodyClock Zone = new("Europe/Copenhagen");

    /// <summary>
    /// Of the command that is asked for: who asks again after a crash, with the same command id, asks for the same.
    /// </summary>
    public Dice Dice { get; set; } = new(seed, "");

    public Cast Cast => cast;

    public Ledger Ledger => ledger;

    public DateTimeOffset Now { get; set; }

    /// <summary>No more new items; everybody does at once what they should, so that all may come to its end.</summary>
    public bool WindsDown { get; set; }

    /// <summary>What nobody can bring to its end any more is withdrawn: even that must then work.</summary>
    public bool GivesUp { get; set; }

    public DateOnly Today => Zone.Day(Now);

    /// <summary>From 0 (never does a thing) to 1; in the end everybody does everything.</summary>
    public double Habit(string thing) => WindsDown ? 1 : Dice.Habit(seed, thing);

    public static DateTimeOffset Begins(Meeting meeting) => Zone.Utc(meeting.Date, meeting.Time);

    public bool InOffice(Body body) =>
        (body.ValidFrom is null || body.ValidFrom <= Today.AddDays(60)) && (body.ValidTo is null || body.ValidTo >= Today);
}
