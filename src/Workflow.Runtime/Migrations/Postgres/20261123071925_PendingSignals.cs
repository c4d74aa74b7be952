using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Workflow.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PendingSignals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_signals_id",
                table: "signals",
                column: "id",
                filter: "delivered_at is null and not is_parked");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_signals_id",
                table: "signals");
        }
    }
}
