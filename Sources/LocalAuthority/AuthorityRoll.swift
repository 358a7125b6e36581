import KioskDevices
import KioskDomain
import PKIX

/// An authority that can be followed by another one without anybody being shut out: first the next one is made and
/// published beside the present one, then it signs, then the former one goes.
///
/// Files: `NAME.pem` and `NAME.key.pem` of the first, `NAME-2.pem` and so on of those after it, and `NAME.signing` with
/// the number of the one that signs. One that is there is trusted.
public struct AuthorityRoll: Sendable {
    /// All that are trusted, the one that signs first.
    public let trusted: [KeptIdentity]

    /// The one that signs.
    public var signing: KeptIdentity { trusted[0] }

    private static let mostGenerations = 64

    /// Loads them, or makes the first (P-256).
    /// - Throws: ``Failure`` `configuration.invalid` when the one that should sign is not there.
    public init(_ name: String, commonName: String, in folder: IdentityFolder) throws {
        let (numbers, signing) = try Self.numbers(name, in: folder)
        trusted = try ([signing] + numbers.filter { $0 != signing }).map {
            try Self.generation($0, of: name, commonName, in: folder)
        }
    }

    /// Makes the next one; it is trusted from the next start on, and does not sign yet.
    public static func prepare(_ name: String, commonName: String, in folder: IdentityFolder) throws {
        let (numbers, signing) = try numbers(name, in: folder)
        guard let last = numbers.max(), last == signing else {
            throw Failure(.configurationInvalid, "the next authority is there already")
        }
        guard last < mostGenerations else { throw Failure(.configurationInvalid, "too many authorities") }
        // The first one has to be on record before a second can be.
        _ = try generation(last, of: name, commonName, in: folder)
        _ = try generation(last + 1, of: name, commonName, in: folder)
    }

    /// Lets the newest one sign from the next start on.
    public static func change(_ name: String, in folder: IdentityFolder) throws {
        let (numbers, signing) = try numbers(name, in: folder)
        guard let last = numbers.max(), last > signing else {
            throw Failure(.configurationInvalid, "there is no next authority yet: prepare it first")
        }
        try PrivateFile.write(folder.file("\(name).signing"), Array("\(last)\n".utf8))
    }

    /// Drops those before the one that signs: from the next start on they are not trusted.
    public static func retire(_ name: String, in folder: IdentityFolder) throws {
        let (numbers, signing) = try numbers(name, in: folder)
        let former = numbers.filter { $0 < signing }
        guard !former.isEmpty else { throw Failure(.configurationInvalid, "there is no former authority") }
        for number in former {
            try folder.remove(file(number, of: name))
        }
    }

    private static func numbers(_ name: String, in folder: IdentityFolder) throws -> (all: [Int], signing: Int) {
        let text = try PrivateFile.read(folder.file("\(name).signing")).map { String(decoding: $0, as: UTF8.self) }
        let signing = text.flatMap { Int($0.filter(\.isNumber)) } ?? 1
        let all = (1...mostGenerations).filter { folder.has(file($0, of: name)) }
        guard all.contains(signing) || (all.isEmpty && signing == 1) else {
            throw Failure(.configurationInvalid, "\(name): the authority that should sign is not there")
        }
        return (all.isEmpty ? [1] : all, signing)
    }

    private static func generation(
        _ number: Int, of name: String, _ commonName: String, in folder: IdentityFolder
    ) throws -> KeptIdentity {
        try folder.root(
            file(number, of: name), .ecP256, commonName: number == 1 ? commonName : "\(commonName) \(number)",
            constraints: BasicConstraints(isAuthority: true, pathLength: 0))
    }

    private static func file(_ number: Int, of name: String) -> String { number == 1 ? name : "\(name)-\(number)" }
}
