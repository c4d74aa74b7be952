using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Workflow.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OperatorIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_secretariat_tasks_id",
                table: "secretariat_tasks",
                column: "id",
                filter: "not is_done");

            migrationBuilder.CreateIndex(
                name: "ix_instances_id",
                table: "instances",
                column: "id",
                filter: "status = 'Faulted'");

            migrationBuilder.CreateIndex(
                name: "ix_instances_started_at",
                table: "instances",
                column: "started_at",
                filter: "status not in ('Finished', 'Cancelled')");

            migrationBuilder.CreateIndex(
                name: "ix_deadlines_due",
                table: "deadlines",
                column: "due",
                filter: "failure is not null and fired_at is null and cancelled_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_deadlines_fired_at",
                table: "deadlines",
                column: "fired_at",
                filter: "is_late");

            migrationBuilder.CreateIndex(
                name: "ix_consultations_id",
                table: "consultations",
                column: "id",
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_id",
                table: "approvals",
                column: "id",
                filter: "state = 'Pending'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_secretariat_tasks_id",
                table: "secretariat_tasks");

            migrationBuilder.DropIndex(
                name: "ix_instances_id",
                table: "instances");

            migrationBuilder.DropIndex(
                name: "ix_instances_started_at",
                table: "instances");

            migrationBuilder.DropIndex(
                name: "ix_deadlines_due",
                table: "deadlines");

            migrationBuilder.DropIndex(
                name: "ix_deadlines_fired_at",
                table: "deadlines");

            migrationBuilder.DropIndex(
                name: "ix_consultations_id",
                table: "consultations");

            migrationBuilder.DropIndex(
                name: "ix_approvals_id",
                table: "approvals");
        }
    }
}
