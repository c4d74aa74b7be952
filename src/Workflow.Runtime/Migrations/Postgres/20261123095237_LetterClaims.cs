using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Workflow.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LetterClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_letter_statuses_next_try",
                table: "letter_statuses");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "claimed_at",
                table: "letter_statuses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "claimed_by",
                table: "letter_statuses",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_letter_statuses_claimed_at",
                table: "letter_statuses",
                column: "claimed_at",
                filter: "status = 'Sending'");

            migrationBuilder.CreateIndex(
                name: "ix_letter_statuses_next_try_letter_id",
                table: "letter_statuses",
                columns: new[] { "next_try", "letter_id" },
                filter: "next_try is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_letter_statuses_claimed_at",
                table: "letter_statuses");

            migrationBuilder.DropIndex(
                name: "ix_letter_statuses_next_try_letter_id",
                table: "letter_statuses");

            migrationBuilder.DropColumn(
                name: "claimed_at",
                table: "letter_statuses");

            migrationBuilder.DropColumn(
                name: "claimed_by",
                table: "letter_statuses");

            migrationBuilder.CreateIndex(
                name: "ix_letter_statuses_next_try",
                table: "letter_statuses",
                column: "next_try",
                filter: "next_try is not null");
        }
    }
}
