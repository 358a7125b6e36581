import KioskTestSupport
import Testing

/// Issue 6.5: what the portal's statements rely on is declared alike in both engines.
@Suite("Issue 6.5: tables of both stores") struct TablesTests {
    private static let sqlite = """
        SELECT group_concat(line, ' ') FROM (
            SELECT lower(m.name || '.' || c.name) || ':' || CASE c.type WHEN 'INTEGER' THEN 'bigint'
            WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'bytea' ELSE c.type END
            || CASE WHEN c."notnull" OR c.pk > 0 THEN '!' ELSE '' END AS line
            FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
            WHERE m.type = 'table' AND m.name NOT IN ('grdb_migrations') AND m.name NOT LIKE 'sqlite_%' ORDER BY line)
        """
    /// Parts of tables are tables too, and are left out.
    private static let postgreSQL = """
        SELECT string_agg(c.table_name || '.' || c.column_name || ':' || c.data_type
        || CASE WHEN c.is_nullable = 'NO' THEN '!' ELSE '' END, ' ')
        FROM information_schema.columns AS c JOIN pg_class AS t ON t.relname = c.table_name
        WHERE c.table_schema = 'public' AND NOT t.relispartition AND t.relkind IN ('r', 'p')
        AND c.table_name NOT IN ('schemastep', 'namedlock')
        """

    @Test("The same tables, columns, types, and what must not be missing") func sameTables() async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        func columns(_ store: StoreKind, _ sql: String) async throws -> Set<Substring> {
            try await StoreKind.$current.withValue(store) {
                try await withPortal { Set(try await $0.stored(sql).split(separator: " ")) }
            }
        }
        let (one, other) = (try await columns(.sqlite, Self.sqlite), try await columns(.postgresql, Self.postgreSQL))
        #expect(one.count > 100)
        #expect(one.subtracting(other) == [], "only in SQLite")
        #expect(other.subtracting(one) == [], "only in PostgreSQL")
    }
}
