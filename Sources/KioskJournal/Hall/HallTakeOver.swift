internal import GRDB
internal import Glibc
public import HallQueue
public import KioskDomain

/// Another machine becomes the hall: from a copy of the old hall, or from nothing but a plan (`docs/hall.md`).
///
/// Two things keep every number single. Numbers of today and tomorrow begin above a floor and above what the copy knows;
/// and nothing is granted until each terminal has told the highest numbers it has seen, or was left out.
public enum HallTakeOver {
    /// Numbers begin above this when nobody says better: more than a centre gives on one day and lane.
    public static let usualFloor = 1000
    /// A journal or state that is greater is none of ours.
    private static let largest = 1 << 30

    /// The hall as a copy knows it: a folder with the old `journal.sqlite` (its key is not needed), or a file that
    /// `kioskctl hall copy` wrote. The copy itself is not touched.
    ///
    /// - Parameter workspace: an existing folder of the new hall, in which a copy of the copy is opened and removed again.
    /// - Throws: `journal.conflict` when there is no hall in it, `journal.corrupt`, `journal.newer-schema`.
    public static func read(_ copy: String, workspace: String) throws(JournalError) -> HallState {
        if let bytes = try? Files.read(copy, limit: size(copy)) {
            do { return try JSON.decode(HallState.self, bytes) } catch {
                throw JournalError.corrupt("\(copy) is no copy of a hall")
            }
        }
        let path = workspace + "/take-over.sqlite"
        defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
        guard let main = try Files.read(copy + "/journal.sqlite", limit: size(copy + "/journal.sqlite")) else {
            throw JournalError.conflict("\(copy) holds no journal.sqlite")
        }
        try Files.writeNew(path, main)
        if let log = try Files.read(copy + "/journal.sqlite-wal", limit: size(copy + "/journal.sqlite-wal")) {
            try Files.writeNew(path + "-wal", log)
        }
        do {
            let queue = try DatabaseQueue(path: path)
            defer { try? queue.close() }
            let found = try queue.write { database in
                guard try Schema.version(database) <= Schema.current.version else {
                    throw JournalError(.journalNewer, "the copy is of a newer program")
                }
                return try Journal.storedHall(database).0
            }
            guard let found else { throw JournalError.conflict("\(copy) never kept a hall") }
            return found
        } catch { throw JournalError(error, in: Files.parent(of: path)) }
    }

    private static func size(_ path: String) -> Int {
        Int(min(max(Files.size(path) ?? 0, 0), Int64(largest)))
    }
}

extension Journal {
    /// Makes this machine's journal the hall's, before its first start.
    ///
    /// - Parameters:
    ///   - copy: what the old hall knew; nil begins with the plan alone.
    ///   - floor: numbers of today and tomorrow begin above it on every lane.
    /// - Throws: `journal.conflict` when a hall is kept here already.
    public func adoptHall(
        _ copy: HallState?, plan: HallPlan, day: CivilDate, above floor: Int, at now: UnixTime
    ) throws(JournalError) -> HallState {
        guard try reading({ try Self.storedHall($0) }).0 == nil else {
            throw JournalError.conflict("this machine keeps a hall already")
        }
        hall = copy ?? HallState(plan: plan, day: day)
        hallPosition = 0
        return try decideHall(at: now) { hall in
            ((), hall.takenOver(on: day, above: floor, course: Self.newCourse()))
        }.hall
    }
}
