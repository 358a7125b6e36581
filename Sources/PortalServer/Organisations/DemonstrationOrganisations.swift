import SQLAccess

/// Organisations of demonstration mode, so that each row of E3 has one: its own head's, another head's, a closed one, one whose
/// head is a child by the register, one from abroad. Those that are there stay as they are.
enum DemonstrationOrganisations {
    private struct Seed {
        var bin: String
        var name: String
        var head: String
        var standing = OrganisationRow.Standing.active
        var note: String
    }

    private static let seeds = [
        Seed(bin: "230440000010", name: "Demo Organisation 1", head: "850315300019", note: "headed by person 1"),
        Seed(bin: "230440000020", name: "Demo Organisation 2", head: "901112400026", note: "headed by person 2"),
        Seed(
            bin: "230440000030", name: "Demo Organisation 3", head: "850315300019", standing: .closed, note: "closed"),
        Seed(bin: "230440000040", name: "Demo Organisation 4", head: "200520600038", note: "its head is under 16"),
        Seed(
            bin: "230550000019", name: "Demo Organisation 5", head: "850315300019",
            note: "of non-residents, headed by person 1"),
    ]

    static func add(_ database: any SQLTransaction) throws {
        for seed in seeds {
            try database.execute(
                """
                INSERT INTO organisation (bin, name, head, standing, note) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, [seed.bin, seed.name, seed.head, seed.standing.rawValue, seed.note])
        }
    }
}
