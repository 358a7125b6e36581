public import KioskDomain
import FoundationEssentials
import KioskDevices
import PortalContract
import PushedConfiguration

/// The data of the rules by which this portal judges, where they are others than those that it was built with: a signed set
/// for all machines, adopted by an administrator and taken with the next start. Machines are only given sets that say the
/// same (docs/pushed-configuration.md).
public enum AdoptedRules {
    /// The text of the set, then the keys of those who may sign.
    private static func file(in folder: String) -> String { "\(folder)/rules.jws" }

    /// As adopted, else as built.
    ///
    /// - Parameter folder: of the portal's state.
    /// - Throws: ``Failure`` `configuration.…` for a file that is not as it was adopted; the portal does not judge by a guess.
    public static func book(in folder: String) throws -> RuleBook {
        try set(in: folder)?.set.rules ?? .standard
    }

    /// By which portals compare their rules: another signature of the same set makes no difference.
    static func mark(in folder: String) throws -> String { try set(in: folder).map(mark(of:)) ?? "as built" }

    static func mark(of set: SignedSet) -> String {
        let contents = set.text.split(separator: ".").dropFirst().first ?? ""
        return "\(set.set.scope.text) \(set.set.version) \(ContentDigest.hex(of: Data(contents.utf8)))"
    }

    private static func set(in folder: String) throws -> SignedSet? {
        guard let bytes = try PrivateFile.read(file(in: folder)) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstIndex(of: "\n") else {
            throw Failure(.configurationDamaged, "\(file(in: folder)) is cut off")
        }
        return try SignedSet.opened(String(text[..<end]), signers: String(text[end...]))
    }

    static func adopt(_ set: SignedSet, signers: String, in folder: String) throws {
        guard case .all = set.set.scope else {
            throw Failure(
                .configurationElsewhere, "the portal takes sets for all, and this is for \(set.set.scope.text)")
        }
        try PrivateFile.write(file(in: folder), Data("\(set.text)\n\(signers)".utf8))
    }
}

extension SignedSet {
    /// - Parameter signers: public keys, PEM.
    /// - Throws: ``Failure`` `configuration.…`.
    static func opened(_ text: String, signers: String) throws(Failure) -> SignedSet {
        let keys = try SignerKeys(pem: signers)
        do throws(SetProblem) { return try keys.open(text) } catch { throw Failure(error.code, error.reason) }
    }
}

extension Windowed where Value: Equatable {
    /// The same on each day from `day` on.
    fileprivate func says(_ other: Windowed, since day: CivilDate) -> Bool {
        let edges = (windows + other.windows).flatMap { [$0.from, $0.through?.adding(days: 1)].compactMap(\.self) }
        return ([day] + edges.filter { $0 > day }).allSatisfy { value(on: $0) == other.value(on: $0) }
    }
}

extension RuleBook {
    /// The tables by which the portal judges, and which say something else than its own on a day from `day` on.
    func contradictions(of portal: RuleBook, since day: CivilDate) -> [String] {
        var found: [String] = []
        func compare<Value: Equatable>(_ name: String, _ table: Dated<Value>, _ own: Dated<Value>) {
            let days = [day] + (table.changes + own.changes).map(\.from).filter { $0 > day }
            if days.contains(where: { table.value(on: $0) != own.value(on: $0) }) { found.append(name) }
        }
        compare("minimum-age", minimumAge, portal.minimumAge)
        compare("attempt-limit", attemptLimit, portal.attemptLimit)
        compare("evidence", evidence, portal.evidence)
        compare("sms", sms, portal.sms)
        compare("media", media, portal.media)
        compare("validity-years", validity, portal.validity)
        compare("application-days", applicationDays, portal.applicationDays)
        compare("document-access", documentAccess, portal.documentAccess)
        if !cardExchange.says(portal.cardExchange, since: day) { found.append("card-exchange") }
        return found
    }
}
