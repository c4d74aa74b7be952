using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Workflow.Forums.Inbound;

namespace Workflow.Runtime.Storage;

internal sealed class InboundMailRow
{
    /// <summary>SHA-256 (hex) of the mail as received, under which its bytes lie in <c>files</c>, too.</summary>
    public string Id { get; set; } = "";

    public MailState State { get; set; }

    public string? FromAddress { get; set; }

    public string? SubjectId { get; set; }

    public string? PartyId { get; set; }

    public DateTimeOffset FiledAt { get; set; }

    public string Data { get; set; } = "";

    public int Version { get; set; }
}

internal sealed class InboundMailConfiguration : IEntityTypeConfiguration<InboundMailRow>
{
    public void Configure(EntityTypeBuilder<InboundMailRow> builder)
    {
        builder.ToTable("inbound_mails").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        // What waits for a person; and what one sender, or one thread, has sent of late.
        builder.HasIndex(row => row.FiledAt).HasFilter("state = 'Held'").HasDatabaseName("ix_inbound_mails_held");
        builder.HasIndex(row => new { row.FromAddress, row.FiledAt });
        builder.HasIndex(row => new { row.SubjectId, row.PartyId, row.FiledAt });
    }
}
