using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Workflow.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AuditIsAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_seals",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    heads = table.Column<string>(type: "text", nullable: false),
                    previous_hash = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_seals", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_seals_previous_hash",
                table: "audit_seals",
                column: "previous_hash",
                unique: true);

            migrationBuilder.Sql(
                """
                create function audit_is_append_only() returns trigger language plpgsql as $$
                begin
                    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
                end $$;

                create function audit_payload_is_only_erased() returns trigger language plpgsql as $$
                begin
                    if new.audit_id = old.audit_id and old.payload is not null and new.payload is null and length(trim(new.erased_reason)) > 0 then
                        return new;
                    end if;
                    raise exception 'audit_payloads is append-only, but for an erasure with its reason' using errcode = 'restrict_violation';
                end $$;

                create trigger audit_is_append_only before update or delete or truncate on audit
                    for each statement execute function audit_is_append_only();
                create trigger audit_seals_is_append_only before update or delete or truncate on audit_seals
                    for each statement execute function audit_is_append_only();
                create trigger audit_payloads_is_append_only before delete or truncate on audit_payloads
                    for each statement execute function audit_is_append_only();
                create trigger audit_payloads_is_only_erased before update on audit_payloads
                    for each row execute function audit_payload_is_only_erased();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                drop trigger audit_payloads_is_only_erased on audit_payloads;
                drop trigger audit_payloads_is_append_only on audit_payloads;
                drop trigger audit_seals_is_append_only on audit_seals;
                drop trigger audit_is_append_only on audit;
                drop function audit_payload_is_only_erased();
                drop function audit_is_append_only();
                """);

            migrationBuilder.DropTable(
                name: "audit_seals");
        }
    }
}
