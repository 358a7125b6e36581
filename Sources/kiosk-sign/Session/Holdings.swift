import KeyFiles
import KioskDevices
import KioskDomain
import PKIX

/// What a connection holds between its requests, by handle. Everything goes with the connection.
struct Holdings {
    /// A key file in the making.
    final class NewFile {
        let password: SecretBytes
        let keys: [(key: PrivateKey, name: String)]

        init(password: consuming SecretBytes, keys: [(key: PrivateKey, name: String)]) {
            self.password = password
            self.keys = keys
        }
    }

    /// One thing.
    enum Held {
        case prepared(PreparedDocument)
        case file([KeyFileEntry])
        case newFile(NewFile)
        case job(any Job)
    }

    private static let most = 8192
    private static let mostBytes = 512 << 20
    private static let mostFiles = 16

    private var things: [Int: Held] = [:]
    private var bytes = 0
    /// Random, so that a handle of a helper that ended means nothing to the next.
    private var next = Int.random(in: 1...(1 << 40))

    var isEmpty: Bool { things.isEmpty }

    /// Keeps a thing.
    ///
    /// - Throws: `sign.document-too-large` when there is too much already.
    mutating func keep(_ thing: Held) throws(Failure) -> Int {
        let files = things.values.count { if case .prepared = $0 { false } else { true } }
        guard things.count < Self.most, bytes + Self.size(thing) <= Self.mostBytes,
            Self.size(thing) > 0 || files < Self.mostFiles
        else { throw Failure(.documentTooLarge, "more than one client may hold") }
        next += 1
        bytes += Self.size(thing)
        things[next] = thing
        return next
    }

    /// Nil when there is no such thing.
    subscript(handle: Int) -> Held? { things[handle] }

    mutating func release(_ handle: Int) {
        guard let thing = things.removeValue(forKey: handle) else { return }
        bytes -= Self.size(thing)
    }

    mutating func releaseAll() {
        things = [:]
        bytes = 0
    }

    private static func size(_ thing: Held) -> Int {
        if case .prepared(let document) = thing { document.size + 1024 } else { 0 }
    }
}
