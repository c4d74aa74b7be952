using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflow.Runtime.Storage;

/// <summary>A file as it came, kept once however often it comes.</summary>
internal sealed class FileRow
{
    /// <summary>SHA-256 (hex) of the content.</summary>
    public string Hash { get; set; } = "";

    public string MediaType { get; set; } = "";

    public long Size { get; set; }

    public byte[] Content { get; set; } = [];

    public DateTimeOffset StoredAt { get; set; }
}

internal sealed class FileConfiguration : IEntityTypeConfiguration<FileRow>
{
    public void Configure(EntityTypeBuilder<FileRow> builder) => builder.ToTable("files").HasKey(row => row.Hash);
}
