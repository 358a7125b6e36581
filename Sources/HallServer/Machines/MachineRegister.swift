import Crypto
import FoundationEssentials
public import HallContract
public import KioskDevices
public import KioskDomain
import PKIX
import PortalContract

/// The machines that may speak to the hall, and the codes with which others may join them. Kept in a file of the hall's
/// folder (mode 0600), in which codes stand hashed.
public actor MachineRegister {
    /// One machine.
    public struct Machine: Sendable, Hashable, Codable {
        /// As in its certificate and in the plan.
        public var name: String
        /// What it may do.
        public var role: HallRole
        /// Serial numbers of its certificates, newest last; empty once it was revoked.
        public var serials: [String]
    }

    private struct Code: Codable {
        var hash: String
        var name: String
        var role: HallRole
        var until: UnixTime
        /// SHA-256 of the key that used it: the same key may ask once more, for an answer that was lost.
        var usedBy: String?
    }

    private struct Contents: Codable {
        var machines: [Machine] = []
        var codes: [Code] = []
    }

    private static let codeLife = Duration.seconds(24 * 3600)
    /// Wrong codes within ``tryPause`` after which none is looked at.
    private static let tries = 10
    private static let tryPause = Duration.seconds(60)
    /// The newest certificates of a machine: an answer that was lost must not lock it out.
    private static let serialLimit = 4

    private let file: String
    private let authority: HallAuthority
    private let now: @Sendable () -> UnixTime
    private var contents: Contents
    private var wrongCodes: [UnixTime] = []

    /// Opens the register of a folder.
    public init(folder: String, authority: HallAuthority, now: @escaping @Sendable () -> UnixTime) throws {
        file = "\(folder)/hall-machines.json"
        self.authority = authority
        self.now = now
        contents = try PrivateFile.read(file).map { try ContractJSON.decode(Contents.self, from: $0) } ?? Contents()
    }

    /// All machines, by name.
    public var machines: [Machine] { contents.machines.sorted { $0.name < $1.name } }

    /// A new one-time code, valid for 24 hours; an older one for the name is void.
    ///
    /// - Returns: the code and, after a point, the authority's fingerprint, so that the machine knows the hall.
    /// - Throws: `request.invalid` for a name that cannot stand in a certificate.
    public func newCode(name: String, role: HallRole) throws(Failure) -> String {
        guard MachineName.isPossible(name) else {
            throw Failure(.requestInvalid, "a name has 1 to 64 letters, digits, '-', '.' and '_'")
        }
        var random = SystemRandomNumberGenerator()
        let code = Hexadecimal.text((0..<20).map { _ in UInt8.random(in: 0...255, using: &random) })
        try change { contents, now in
            contents.codes.removeAll { $0.name == name || $0.until <= now }
            contents.codes.append(
                Code(hash: Self.hash(Array(code.utf8)), name: name, role: role, until: now + Self.codeLife))
        }
        return "\(code).\(authority.fingerprint)"
    }

    /// Refuses the machine from now on, whatever certificates it holds.
    /// - Returns: false when there is none of this name.
    public func revoke(_ name: String) throws(Failure) -> Bool {
        guard
            contents.machines.contains(where: { $0.name == name && !$0.serials.isEmpty })
                || contents.codes.contains(where: { $0.name == name })
        else { return false }
        try change { contents, _ in
            contents.codes.removeAll { $0.name == name }
            for index in contents.machines.indices where contents.machines[index].name == name {
                contents.machines[index].serials = []
            }
        }
        return true
    }

    /// A certificate for who knows a code. The certificates that the name had before are void.
    ///
    /// - Throws: `queue.hall-refused`, with the same words whatever was wrong with the code.
    func enrol(_ wish: CertificateWish) throws(Failure) -> CertificateGrant {
        let now = now()
        wrongCodes.removeAll { $0 + Self.tryPause <= now }
        guard wrongCodes.count < Self.tries else { throw Failure(.hallRefused, "too many wrong codes") }
        let request = Array(wish.request.utf8)
        guard let key = (try? CertificationRequest.read(request))?.subjectPublicKeyInfo.der else {
            throw Failure(.hallRefused, "no certificate request")
        }
        let hash = Self.hash(Array((wish.code ?? "").utf8))
        let user = Self.hash(key)
        guard let code = contents.codes.first(where: { $0.hash == hash && $0.until > now }),
            code.usedBy == nil || code.usedBy == user
        else {
            wrongCodes.append(now)
            throw Failure(.hallRefused, "the code is wrong, used or too old")
        }
        let certificate = try authority.certify(request, name: code.name, role: code.role, now: now)
        try change { contents, _ in
            for index in contents.codes.indices where contents.codes[index].hash == hash {
                contents.codes[index].usedBy = user
            }
            contents.machines.removeAll { $0.name == code.name }
            contents.machines.append(
                Machine(name: code.name, role: code.role, serials: [certificate.serialNumber.description]))
        }
        return CertificateGrant(name: code.name, role: code.role, certificate: certificate.pem)
    }

    /// A new certificate for a machine that shows a good one.
    func renew(_ machine: Machine, _ wish: CertificateWish) throws(Failure) -> CertificateGrant {
        let certificate = try authority.certify(
            Array(wish.request.utf8), name: machine.name, role: machine.role, now: now())
        try change { contents, _ in
            for index in contents.machines.indices where contents.machines[index].name == machine.name {
                contents.machines[index].serials.append(certificate.serialNumber.description)
                contents.machines[index].serials = contents.machines[index].serials.suffix(Self.serialLimit)
            }
        }
        return CertificateGrant(name: machine.name, role: machine.role, certificate: certificate.pem)
    }

    /// The machine that a certificate of the authority names; nil for one that is revoked or out of date.
    func machine(showing certificate: Certificate) -> Machine? {
        guard certificate.isValid(at: now()) else { return nil }
        let serial = certificate.serialNumber.description
        return contents.machines.first { $0.serials.contains(serial) }
    }

    /// Durable before it holds.
    private func change(_ body: (inout Contents, UnixTime) -> Void) throws(Failure) {
        var next = contents
        body(&next, now())
        do {
            try PrivateFile.write(file, try ContractJSON.encode(next))
        } catch {
            throw Failure(.journalFault, "hall-machines.json cannot be written")
        }
        contents = next
    }

    private static func hash(_ bytes: [UInt8]) -> String { Hexadecimal.text(Array(SHA256.hash(data: bytes))) }
}
