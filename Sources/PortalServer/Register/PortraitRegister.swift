import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import Logging
import PortalContract
import SQLAccess
import Synchronization

/// Tells whether a picture can be matched against. The portal itself holds no matcher; its program brings one.
public protocol PortraitJudge: Actor {
    /// Names matcher and rules; under another name pictures are judged anew.
    nonisolated var name: String { get }
    /// Whether this JPEG or JPEG 2000 can be matched against; nil when that cannot be told now.
    func isUsable(_ picture: [UInt8]) -> Bool?
    /// Nothing more is to be judged for a while: whatever takes memory may go.
    func rest()
}

/// The register's pictures, and whether they can be matched against: each is judged once, beside the work for kiosks, and
/// what came of it is kept.
final class PortraitRegister: Sendable {
    /// Pictures that wait to be judged; a person who comes again asks again.
    private static let waitingLimit = 256

    private let store: PortalStore
    private let clock: PortalClock
    private let folder: String?
    private let judge: (any PortraitJudge)?
    private let waiting: AsyncStream<String>
    private let wanted: AsyncStream<String>.Continuation

    /// - Parameter folder: where the files are; nil when there are none.
    init(store: PortalStore, clock: PortalClock, folder: String?, judge: (any PortraitJudge)?) {
        self.store = store
        self.clock = clock
        self.folder = folder
        self.judge = judge
        (waiting, wanted) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.waitingLimit))
    }

    /// The file of that name; nil when it is not there.
    func picture(_ name: String) -> Data? {
        folder.flatMap { try? Data(contentsOf: URL(filePath: "\($0)/\(name)")) }
    }

    /// What is known of a portrait; nil when its file is not there. One that nobody has judged is judged soon.
    func standing(of name: String) async throws -> PortraitUsability? {
        guard let picture = picture(name) else { return nil }
        guard let judge else { return .unknown }
        if let verdict = try await verdict(on: Self.digest(picture), by: judge.name) { return verdict ? .yes : .no }
        wanted.yield(name)
        return .unknown
    }

    /// Judges the register's pictures, then each that is asked for, until cancelled. Where the database does not answer, it is
    /// asked again until it does.
    func judge(_ logger: Logger) async {
        guard let judge else { return }
        let names: [String]? = await persist(judge, logger) { [store] in
            try await store.read { database in
                try database.values("SELECT DISTINCT portrait FROM person WHERE portrait IS NOT NULL")
            }
        }
        for name in names ?? [] { await persist(judge, logger) { try await self.take(name, judge) } }
        await judge.rest()
        for await name in waiting {
            await persist(judge, logger) { try await self.take(name, judge) }
            await judge.rest()
        }
    }

    /// Again and again, ever more slowly; each try has the deadlines of the store.
    ///
    /// - Returns: nil for a task that was cancelled.
    @discardableResult
    private func persist<Value: Sendable>(
        _ judge: any PortraitJudge, _ logger: Logger, _ work: @Sendable () async throws -> Value
    ) async -> Value? {
        var backOff = BackOff(first: .milliseconds(500), limit: .seconds(30))
        while !Task.isCancelled {
            do { return try await work() } catch {
                let code = (error as? StoreFault).map { PortalProblem($0).code } ?? .internalError
                logger.warning("portraits wait to be judged", metadata: ["code": "\(code.rawValue)"])
            }
            await judge.rest()
            try? await Task.sleep(for: backOff.next())
        }
        return nil
    }

    private func take(_ name: String, _ judge: any PortraitJudge) async throws {
        guard let picture = picture(name) else { return }
        let (digest, now) = (Self.digest(picture), clock.now())
        guard try await verdict(on: digest, by: judge.name) == nil, let isUsable = await judge.isUsable(Array(picture))
        else { return }
        _ = try await store.write { database in
            try database.execute(
                """
                INSERT INTO portraitVerdict (digest, judge, usable, judgedAt) VALUES (?, ?, ?, ?)
                ON CONFLICT (digest, judge) DO UPDATE SET usable = excluded.usable, judgedAt = excluded.judgedAt
                """, [digest, judge.name, isUsable, now.milliseconds])
        }
    }

    private func verdict(on digest: String, by judge: String) async throws -> Bool? {
        try await store.read { database in
            try database.value("SELECT usable FROM portraitVerdict WHERE digest = ? AND judge = ?", [digest, judge])
        }
    }

    private static func digest(_ picture: Data) -> String { Hex.encode(SHA256.hash(data: picture)) }
}
