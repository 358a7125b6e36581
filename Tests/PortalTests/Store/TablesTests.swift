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

    private static let uniqueInSQLite = """
        SELECT group_concat(line, ' ') FROM (
            SELECT lower(m.name) || '(' || (SELECT group_concat(lower(name), ',') FROM (
                SELECT name FROM pragma_index_info(i.name) ORDER BY lower(name))) || ')' AS line
            FROM sqlite_schema AS m JOIN pragma_index_list(m.name) AS i
            WHERE m.type = 'table' AND i."unique" AND m.name <> 'grdb_migrations'
            UNION SELECT lower(m.name) || '(' || lower(c.name) || ')'
            FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
            WHERE m.type = 'table' AND c.pk > 0 AND c.type = 'INTEGER'
            AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) AS o WHERE o.pk > 1))
        """
    private static let uniqueInPostgreSQL = """
        SELECT string_agg(DISTINCT t.relname || '(' || (
            SELECT string_agg(a.attname, ',' ORDER BY a.attname) FROM pg_attribute AS a
            WHERE a.attrelid = t.oid AND a.attnum = ANY (i.indkey)) || ')', ' ')
        FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
        WHERE n.nspname = 'public' AND i.indisunique AND NOT t.relispartition
        AND t.relname NOT IN ('schemastep', 'namedlock')
        """

    private func words(_ store: StoreKind, _ sql: String) async throws -> Set<Substring> {
        try await StoreKind.$current.withValue(store) {
            try await withPortal { Set(try await $0.stored(sql).split(separator: " ")) }
        }
    }

    @Test("The same tables, columns, types, and what must not be missing") func sameTables() async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let (one, other) = (try await words(.sqlite, Self.sqlite), try await words(.postgresql, Self.postgreSQL))
        #expect(one.count > 100)
        #expect(one.subtracting(other) == [], "only in SQLite")
        #expect(other.subtracting(one) == [], "only in PostgreSQL")
    }

    @Test("The same keys and unique columns, on which whoever comes second runs") func sameKeys() async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let one = try await words(.sqlite, Self.uniqueInSQLite)
        let other = try await words(.postgresql, Self.uniqueInPostgreSQL)
        #expect(one.count > 30)
        // Counters that nobody else writes; and bodies lie in parts by time, which a key must name: who comes second runs into the
        // key of `event`, which is written before.
        #expect(one.subtracting(other) == ["attempt(position)", "audit(id)", "eventbody(sequence,source)"])
        #expect(other.subtracting(one) == ["eventbody(receivedat,sequence,source)"])
    }
}
