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
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>
/// The one transaction that a use case or a burst runs in. Everything is only added to it; nothing here sends or commits.
/// </summary>
public sealed partial class ForumSession : IUnitOfWork, IAsyncDisposable
{
    private readonly RawTransaction _transaction;
    private readonly DatabaseFactory _factory;
    private readonly WriteList _writes;
    private readonly AuditChain _audit;
    private readonly List<SignalRow> _raised = [];
    private readonly Dictionary<string, InstanceRow> _started = new(StringComparer.Ordinal);
    private readonly HashSet<string> _foreseen = new(StringComparer.Ordinal);

    /// <summary>Lists that a group's session has asked for, by name.</summary>
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private bool _isGroup;
    private readonly AggregateTable<MeetingRow, Meeting> _meetings;
    private readonly AggregateTable<ItemRow, Item> _items;
    private readonly AggregateTable<TreatmentRow, Treatment> _treatments;
    private readonly AggregateTable<ConsultationRow, Consultation> _consultations;
    private readonly AggregateTable<ApprovalRow, Approval> _approvals;
    private readonly AggregateTable<SecretariatTaskRow, SecretariatTask> _tasks;
    private readonly AggregateTable<FollowUpRow, FollowUp> _followUps;
    private readonly AggregateTable<PublicationRow, Publication> _publications;
    private readonly AggregateTable<OnlineEventRow, OnlineEvent> _onlineEvents;

    internal ForumSession(RawTransaction transaction, DatabaseFactory factory, DateTimeOffset now, Actor actor)
    {
        (_transaction, _factory, Now, Actor) = (transaction, factory, now, actor);
        _writes = new WriteList(transaction.Maps);
        _audit = new AuditChain(transaction, _writes);
        Meetings = new(_meetings = new(transaction, _writes), meeting => meeting.Id);
        Items = new(_items = new(transaction, _writes), item => item.Id);
        Treatments = new(_treatments = new(transaction, _writes), treatment => treatment.Id);
        Consultations = new(_consultations = new(transaction, _writes), consultation => consultation.Id);
        Approvals = new(_approvals = new(transaction, _writes), approval => approval.Id);
        Tasks = new(_tasks = new(transaction, _writes), task => task.Id);
        FollowUps = new(_followUps = new(transaction, _writes), followUp => followUp.Id);
        Publications = new(_publications = new(transaction, _writes), publication => publication.Id);
        OnlineEvents = new(_onlineEvents = new(transaction, _writes), known => known.Id);
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

    /// <summary>By the id of their meeting.</summary>
    public AggregateSet<OnlineEvent> OnlineEvents { get; }

    internal RawTransaction Transaction => _transaction;

    internal WriteList Writes => _writes;

    internal bool UsesDatabaseClock => _factory.UsesDatabaseClock;

    internal AuditChain Trail => _audit;

    /// <summary>Whether this is a query's session: what is added to it is refused instead of written.</summary>
    internal bool IsReadOnly { get; init; }

    /// <summary>Whether anything was written down in the audit trail through this session.</summary>
    internal bool HasAudited => _audit.HasAppended;

    /// <summary>An act that nothing has been written down of yet; the entry of the burst it sets off may carry it.</summary>
    internal string? UnauditedAct { get; set; }

    /// <summary>Signals that the commit will write; no query sees them before.</summary>
    internal IReadOnlyList<SignalRow> Raised => _raised;

    /// <summary>The instance, if this session has started it.</summary>
    internal InstanceRow? Started(string instanceId) => _started.GetValueOrDefault(instanceId);

    /// <summary>The signal is delivered in this very transaction, so it needs no row.</summary>
    internal void Take(SignalRow signal) => _raised.Remove(signal);

    /// <summary>Whether a letter, a publication or a deadline was added: somebody may have to wake.</summary>
    internal SessionEffects Effects { get; private set; }

    /// <summary>Starts the subject's instance; it runs when its start is delivered like any other signal.</summary>
    public void Start(string definitionId, string subjectId, string? parentSubjectId)
    {
        var row = new InstanceRow
        {
            Id = subjectId,
            DefinitionId = definitionId,
            ParentId = parentSubjectId,
            Status = InstanceStatus.Created,
            StartedAt = Now,
            Version = 1,
        };
        _writes.Insert(row);
        _started[subjectId] = row;
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
        _raised.Add(row);
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
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        if (!_writes.IsEmpty)
            await _transaction.WriteAsync(_writes, commit: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the last of the writes ready; the commit goes to the database with them.</summary>
    internal async Task<WriteList> CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in _raised)
            _writes.Insert(signal);
        if (_raised.Count > 0)
            Effects |= SessionEffects.Signals;
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return _writes;
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _audit.LinkAsync(cancellationToken).ConfigureAwait(false);
        var changed = _db?.ChangeTracker.HasChanges() == true;
        if (IsReadOnly && (changed || !_writes.IsEmpty))
            throw new StoredDataException("A query tried to change something; changes belong into a use case.");
        if (changed)
            await _db!.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _db?.DisposeAsync() ?? ValueTask.CompletedTask;
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
