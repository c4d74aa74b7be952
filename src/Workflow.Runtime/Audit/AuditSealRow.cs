using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflow.Runtime.Storage;

/// <summary>The newest entry of every chain that grew since the seal before: a chain cannot be cut short unseen.</summary>
internal sealed class AuditSealRow
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>JSON list of subject, sequence and hash.</summary>
    public string Heads { get; set; } = "[]";

    public string PreviousHash { get; set; } = "";

    public string Hash { get; set; } = "";
}

internal sealed class AuditSealConfiguration : IEntityTypeConfiguration<AuditSealRow>
{
    public void Configure(EntityTypeBuilder<AuditSealRow> builder)
    {
        builder.ToTable("audit_seals").HasKey(row => row.Id);
        // Two hosts that seal at once would fork the seals: the later one tries again after the first.
        builder.HasIndex(row => row.PreviousHash).IsUnique();
    }
}
