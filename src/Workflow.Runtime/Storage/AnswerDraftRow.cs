using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflow.Runtime.Storage;

/// <summary>What a party has written and not yet sent: one per party, shared by whoever has its link.</summary>
internal sealed class AnswerDraftRow
{
    public string ConsultationId { get; set; } = "";

    public string PartyId { get; set; } = "";

    public string Data { get; set; } = "";

    public string SavedBy { get; set; } = "";

    public DateTimeOffset SavedAt { get; set; }

    public int Version { get; set; }
}

internal sealed class AnswerDraftConfiguration : IEntityTypeConfiguration<AnswerDraftRow>
{
    public void Configure(EntityTypeBuilder<AnswerDraftRow> builder)
    {
        builder.ToTable("answer_drafts").HasKey(row => new { row.ConsultationId, row.PartyId });
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}
