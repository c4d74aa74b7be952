using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Workflow.Runtime.Migrations.Sqlite
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    heads = table.Column<string>(type: "TEXT", nullable: false),
                    previous_hash = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false)
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
                create trigger audit_refuses_update before update on audit
                    begin select raise(abort, 'audit is append-only'); end;
                create trigger audit_refuses_delete before delete on audit
                    begin select raise(abort, 'audit is append-only'); end;
                create trigger audit_seals_refuses_update before update on audit_seals
                    begin select raise(abort, 'audit_seals is append-only'); end;
                create trigger audit_seals_refuses_delete before delete on audit_seals
                    begin select raise(abort, 'audit_seals is append-only'); end;
                create trigger audit_payloads_refuses_delete before delete on audit_payloads
                    begin select raise(abort, 'audit_payloads is append-only'); end;
                create trigger audit_payloads_is_only_erased before update on audit_payloads
                    when new.audit_id <> old.audit_id or old.payload is null or new.payload is not null
                        or length(trim(coalesce(new.erased_reason, ''))) = 0
                    begin select raise(abort, 'audit_payloads is append-only, but for an erasure with its reason'); end;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                drop trigger audit_payloads_is_only_erased;
                drop trigger audit_payloads_refuses_delete;
                drop trigger audit_seals_refuses_delete;
                drop trigger audit_seals_refuses_update;
                drop trigger audit_refuses_delete;
                drop trigger audit_refuses_update;
                """);

            migrationBuilder.DropTable(
                name: "audit_seals");
        }
    }
}
