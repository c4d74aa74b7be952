using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Workflow.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class InboundMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "bounce_token",
                table: "letters",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "inbound_mails",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    from_address = table.Column<string>(type: "text", nullable: true),
                    subject_id = table.Column<string>(type: "text", nullable: true),
                    party_id = table.Column<string>(type: "text", nullable: true),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbound_mails", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_letters_bounce_token",
                table: "letters",
                column: "bounce_token");

            migrationBuilder.CreateIndex(
                name: "ix_inbound_mails_from_address_filed_at",
                table: "inbound_mails",
                columns: new[] { "from_address", "filed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_mails_held",
                table: "inbound_mails",
                column: "filed_at",
                filter: "state = 'Held'");

            migrationBuilder.CreateIndex(
                name: "ix_inbound_mails_subject_id_party_id_filed_at",
                table: "inbound_mails",
                columns: new[] { "subject_id", "party_id", "filed_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inbound_mails");

            migrationBuilder.DropIndex(
                name: "ix_letters_bounce_token",
                table: "letters");

            migrationBuilder.DropColumn(
                name: "bounce_token",
                table: "letters");
        }
    }
}
