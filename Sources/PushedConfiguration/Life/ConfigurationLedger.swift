import FoundationEssentials
public import KioskDevices
import KioskDomain
public import PortalContract

/// What a machine keeps of the sets that it was offered: all of it in one value, written as a whole.
public struct ConfigurationLedger: Codable, Sendable, Hashable {
    /// The set on which the machine runs; nil: as it was built and configured.
    public internal(set) var good: KeptSet?
    /// The set that shall follow it.
    public internal(set) var candidate: Candidate?
    /// By scope, the newest that was ever taken here: nothing below it is taken any more.
    public internal(set) var floors: [String: ConfigurationName] = [:]
    /// The last one that was not taken, or not kept.
    public internal(set) var refusal: Refusal?
    /// Oldest first, at most ``longestHistory``.
    public internal(set) var history: [Entry] = []

    /// Entries.
    public static let longestHistory = 40
    /// Scopes; those that a machine can be in are four.
    static let mostFloors = 64
    /// Starts of a set on trial: one may be a power cut's fault, a second one is the set's.
    static let mostStarts = 2

    /// Nothing was ever offered.
    public init() {}

    /// A set as it was taken.
    public struct KeptSet: Codable, Sendable, Hashable {
        /// Its scope, version and digest.
        public var name: ConfigurationName
        /// ``SignedSet/text``
        var text: String
        /// ``SignedSet/signer``
        var signer: Data

        init(_ set: SignedSet) {
            name = ConfigurationName(set)
            text = set.text
            signer = set.signer
        }

        /// - Throws: `configuration.damaged`, or what this program finds in it that a former one did not.
        public func open() throws(SetProblem) -> SignedSet { try SignedSet.kept(text, signer: signer) }

        /// Name of the key that signed it.
        public var signerName: String { ContentDigest.hex(of: signer) }
    }

    /// A set on its way.
    public struct Candidate: Codable, Sendable, Hashable {
        /// It is verified, and waits for its day and for nobody at the machine; then it is on trial.
        public var set: KeptSet
        /// Nil while it waits.
        public var trial: Trial?
    }

    /// A set that the machine runs on until it is judged.
    public struct Trial: Codable, Sendable, Hashable {
        /// Starts of kioskd with it.
        public var starts: Int
        /// How the parts were before it, by their IDs.
        public var before: [String: Health]
    }

    /// Why a set was not taken, or not kept.
    public struct Refusal: Codable, Sendable, Hashable {
        /// Which one.
        public var name: ConfigurationName
        /// `configuration.…`
        public var code: String
        /// For people.
        public var reason: String
        /// Milliseconds since 1970.
        public var atMilliseconds: Int64
    }

    /// What happened to a set.
    public struct Entry: Codable, Sendable, Hashable {
        /// Where a set can come to.
        public enum Step: String, Codable, Sendable, Hashable, CaseIterable {
            case staged, trial, good, refused
            case rolledBack = "rolled-back"
        }

        /// Milliseconds since 1970.
        public var atMilliseconds: Int64
        /// Where it came to.
        public var step: Step
        /// Which one.
        public var name: ConfigurationName
        /// Of a refusal or a way back.
        public var code: String?
    }
}

extension ConfigurationName {
    /// Of a set.
    public init(_ set: SignedSet) {
        self.init(scope: set.set.scope.text, version: set.set.version, digest: set.digest)
    }
}
