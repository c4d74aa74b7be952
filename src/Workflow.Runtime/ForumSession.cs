using Microsoft.EntityFrameworkCore;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Forums.Publications;
using Workflow.Runtime.Aggregates;
using Workflow.Runtime.Audit;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>
/// The one transaction that a use case or a burst runs in. Everything is only added to it; nothing here sends or commits.
/// </summary>
public sealed partial class ForumSession : IUnitOfWork
{
    private readonly ForumDbContext _db;
    private readonly AuditChain _audit;
    private readonly List<SignalRow> _raised = [];
    private readonly AggregateTable<MeetingRow, Meeting> _meetings;
    private readonly AggregateTable<ItemRow, Item> _items;
    private readonly AggregateTable<TreatmentRow, Treatment> _treatments;
    private readonly AggregateTable<ConsultationRow, Consultation> _consultations;
    private readonly AggregateTable<ApprovalRow, Approval> _approvals;
    private readonly AggregateTable<SecretariatTaskRow, SecretariatTask> _tasks;
    private readonly AggregateTable<FollowUpRow, FollowUp> _followUps;
    private readonly AggregateTable<PublicationRow, Publication> _publications;

    internal ForumSession(ForumDbContext db, DateTimeOffset now, Actor actor)
    {
        _db = db;
        Now = now;
        Actor = actor;
        _audit = new AuditChain(db);
        Meetings = new(_meetings = new(db), meeting => meeting.Id);
        Items = new(_items = new(db), item => item.Id);
        Treatments = new(_treatments = new(db), treatment => treatment.Id);
        Consultations = new(_consultations = new(db), consultation => consultation.Id);
        Approvals = new(_approvals = new(db), approval => approval.Id);
        Tasks = new(_tasks = new(db), task => task.Id);
        FollowUps = new(_followUps = new(db), followUp => followUp.Id);
        Publications = new(_publications = new(db), publication => publication.Id);
    }

    /// <summary>UTC, the same for the whole transaction.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Who acts; on behalf of whom is known only when the domain has decided.</summary>
    public Actor Actor { get; set; }

    public AggregateSet<Meeting> Meetings { get; }

    public AggregateSet<Item> Items { get; }

    public AggregateSet<Treatment> Treatments { get; }

    public AggregateSet<Consultation> Consultations { get; }

    public AggregateSet<Approval> Approvals { get; }

    public AggregateSet<SecretariatTask> Tasks { get; }

    public AggregateSet<FollowUp> FollowUps { get; }

    public AggregateSet<Publication> Publications { get; }

    internal ForumDbContext Db => _db;

    /// <summary>Whether this is a query's session: what is added to it is refused instead of written.</summary>
    internal bool IsReadOnly { get; init; }

    /// <summary>Whether anything was written down in the audit trail through this session.</summary>
    internal bool HasAudited => _audit.HasAppended;

    internal IReadOnlyList<SignalRow> Raised => _raised;

    /// <summary>Whether a letter, a publication or a deadline was added: somebody may have to wake.</summary>
    internal SessionEffects Effects { get; private set; }

    /// <summary>Starts the subject's instance; it runs when its start is delivered like any other signal.</summary>
    public void Start(string definitionId, string subjectId, string? parentSubjectId)
    {
        _db.Add(new InstanceRow
        {
            Id = subjectId,
            DefinitionId = definitionId,
            ParentId = parentSubjectId,
            Status = InstanceStatus.Created,
            StartedAt = Now,
            Version = 1,
        });
        Raise(subjectId, new Signal(SignalNames.Start) { ActorId = Actor.Id, OnBehalfOfId = Actor.OnBehalfOfId });
    }

    /// <summary>Writes a signal for the subject's instance; it is delivered in a transaction of its own.</summary>
    public void Raise(string subjectId, Signal signal)
    {
        var row = new SignalRow
        {
            InstanceId = subjectId,
            Name = signal.Name,
            Data = ForumJson.Write(signal.Data),
            ActorId = Actor.Id,
            ActorName = Actor.Name,
            OnBehalfOfId = Actor.OnBehalfOfId,
            OnBehalfOfName = Actor.OnBehalfOfName,
            RaisedAt = Now,
            NextTry = Now,
        };
        _db.Add(row);
        _raised.Add(row);
        Effects |= SessionEffects.Signals;
    }

    /// <summary>
    /// Writes down that something was done: append-only, chained per subject. The text is a sentence for people; the
    /// facts are for programs.
    /// </summary>
    public void Audit(string subjectId, string act, string text, IReadOnlyDictionary<string, string>? facts = null) =>
        _audit.Append(subjectId, act, text, facts, Actor, Now);

    /// <summary>Writes what has been added so far into the open transaction, so that queries see it.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _audit.LinkAsync(cancellationToken).ConfigureAwait(false);
        if (IsReadOnly && _db.ChangeTracker.HasChanges())
            throw new StoredDataException("A query tried to change something; changes belong into a use case.");
        if (_db.ChangeTracker.HasChanges())
            await _db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}

[Flags]
internal enum SessionEffects
{
    None = 0,
    Signals = 1,
    Deadlines = 2,
    Letters = 4,
}

/// <summary>Signals that the runtime itself gives.</summary>
public static class SignalNames
{
    public const string Start = "$start";
    public const string ChildEnded = "ChildEnded";
}
