using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Workflow.Runtime.Aggregates;

namespace Workflow.Runtime.Storage;

internal sealed class InstanceConfiguration : IEntityTypeConfiguration<InstanceRow>
{
    public void Configure(EntityTypeBuilder<InstanceRow> builder)
    {
        builder.ToTable("instances").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.ParentId);
        // What operators and gauges ask: not everything that has ever been. By columns that no burst of a waiting case changes.
        builder.HasIndex(row => row.Id).HasFilter("status = 'Faulted'");
        builder.HasIndex(row => row.StartedAt).HasFilter("status not in ('Finished', 'Cancelled')");
    }
}

internal sealed class HistoryConfiguration : IEntityTypeConfiguration<HistoryRow>
{
    public void Configure(EntityTypeBuilder<HistoryRow> builder) =>
        builder.ToTable("history").HasKey(row => new { row.InstanceId, row.Step });
}

internal sealed class SignalConfiguration : IEntityTypeConfiguration<SignalRow>
{
    public void Configure(EntityTypeBuilder<SignalRow> builder)
    {
        builder.ToTable("signals").HasKey(row => row.Id);
        // Delivered by one host while another writes down that it failed there: the failure is then of no account.
        builder.Property(row => row.DeliveredAt).IsConcurrencyToken();
        // Only what is pending: the delivered rows of ten years cost nothing.
        builder.HasIndex(row => new { row.InstanceId, row.Id }).HasFilter("delivered_at is null");
        // The next one to deliver, by id. Without it SQLite walks over everything that was ever delivered.
        builder.HasIndex(row => row.Id).HasFilter("delivered_at is null and not is_parked");
    }
}

internal sealed class DeadlineConfiguration : IEntityTypeConfiguration<DeadlineRow>
{
    public void Configure(EntityTypeBuilder<DeadlineRow> builder)
    {
        builder.ToTable("deadlines").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.SubjectId, row.Kind, row.Rung, row.SubjectVersion }).IsUnique();
        builder.HasIndex(row => row.NextTry).HasFilter("next_try is not null");
        builder.HasIndex(row => row.FiredAt).HasFilter("is_late");
        builder.HasIndex(row => row.Due).HasFilter("failure is not null and fired_at is null and cancelled_at is null");
        // Fired by one transaction while another cancels it: the later one must see that.
        builder.Property(row => row.FiredAt).IsConcurrencyToken();
        builder.Property(row => row.CancelledAt).IsConcurrencyToken();
    }
}

internal sealed class LetterConfiguration : IEntityTypeConfiguration<LetterRow>
{
    public void Configure(EntityTypeBuilder<LetterRow> builder)
    {
        builder.ToTable("letters").HasKey(row => row.Id);
        builder.HasIndex(row => row.MessageId).IsUnique();
        builder.HasIndex(row => row.AboutId);
        builder.HasIndex(row => row.BounceToken);
    }
}

internal sealed class LetterStatusConfiguration : IEntityTypeConfiguration<LetterStatusRow>
{
    public void Configure(EntityTypeBuilder<LetterStatusRow> builder)
    {
        builder.ToTable("letter_statuses").HasKey(row => row.LetterId);
        builder.Property(row => row.LetterId).ValueGeneratedNever();
        // Claimed by one transaction while another cancels it: a letter that is on its way is not called cancelled.
        builder.Property(row => row.Status).IsConcurrencyToken();
        builder.HasOne<LetterRow>().WithOne().HasForeignKey<LetterStatusRow>(row => row.LetterId);
        // What a claim walks along, and what recovery does: only the pending ones, and only those on their way.
        builder.HasIndex(row => new { row.NextTry, row.LetterId }).HasFilter("next_try is not null");
        builder.HasIndex(row => row.ClaimedAt).HasFilter("status = 'Sending'");
    }
}

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.SubjectId, row.Sequence }).IsUnique();
    }
}

internal sealed class AuditPayloadConfiguration : IEntityTypeConfiguration<AuditPayloadRow>
{
    public void Configure(EntityTypeBuilder<AuditPayloadRow> builder)
    {
        builder.ToTable("audit_payloads").HasKey(row => row.AuditId);
        builder.HasOne(row => row.Audit).WithOne().HasForeignKey<AuditPayloadRow>(row => row.AuditId);
    }
}

internal sealed class CommandConfiguration : IEntityTypeConfiguration<CommandRow>
{
    public void Configure(EntityTypeBuilder<CommandRow> builder) => builder.ToTable("commands").HasKey(row => row.Id);
}

internal sealed class DefinitionConfiguration : IEntityTypeConfiguration<DefinitionRow>
{
    public void Configure(EntityTypeBuilder<DefinitionRow> builder) =>
        builder.ToTable("definitions").HasKey(row => new { row.DefinitionId, row.Version });
}

internal sealed class MeetingConfiguration : IEntityTypeConfiguration<MeetingRow>
{
    public void Configure(EntityTypeBuilder<MeetingRow> builder)
    {
        builder.ToTable("meetings").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.BodyId, row.Date });
    }
}

internal sealed class ItemConfiguration : IEntityTypeConfiguration<ItemRow>
{
    public void Configure(EntityTypeBuilder<ItemRow> builder)
    {
        builder.ToTable("items").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.OriginBodyId);
        builder.HasIndex(row => row.TargetBodyId);
    }
}

internal sealed class TreatmentConfiguration : IEntityTypeConfiguration<TreatmentRow>
{
    public void Configure(EntityTypeBuilder<TreatmentRow> builder)
    {
        builder.ToTable("treatments").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.ItemId);
        builder.HasIndex(row => row.MeetingId);
    }
}

internal sealed class ConsultationConfiguration : IEntityTypeConfiguration<ConsultationRow>
{
    public void Configure(EntityTypeBuilder<ConsultationRow> builder)
    {
        builder.ToTable("consultations").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.AboutId);
        builder.HasIndex(row => row.Id).HasFilter("state = 'Open'");
    }
}

internal sealed class ApprovalConfiguration : IEntityTypeConfiguration<ApprovalRow>
{
    public void Configure(EntityTypeBuilder<ApprovalRow> builder)
    {
        builder.ToTable("approvals").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.AboutId);
        builder.HasIndex(row => row.Id).HasFilter("state = 'Pending'");
    }
}

internal sealed class SecretariatTaskConfiguration : IEntityTypeConfiguration<SecretariatTaskRow>
{
    public void Configure(EntityTypeBuilder<SecretariatTaskRow> builder)
    {
        builder.ToTable("secretariat_tasks").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.AboutId);
        builder.HasIndex(row => row.Id).HasFilter("not is_done");
    }
}

internal sealed class FollowUpConfiguration : IEntityTypeConfiguration<FollowUpRow>
{
    public void Configure(EntityTypeBuilder<FollowUpRow> builder)
    {
        builder.ToTable("follow_ups").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.BodyId);
    }
}

internal sealed class OnlineEventConfiguration : IEntityTypeConfiguration<OnlineEventRow>
{
    public void Configure(EntityTypeBuilder<OnlineEventRow> builder)
    {
        builder.ToTable("online_events").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.IsOpen).HasFilter("is_open");
    }
}

internal sealed class PublicationConfiguration : IEntityTypeConfiguration<PublicationRow>
{
    public void Configure(EntityTypeBuilder<PublicationRow> builder)
    {
        builder.ToTable("publications").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.AboutId);
        builder.HasIndex(row => row.IsWritten).HasFilter("not is_written");
    }
}
