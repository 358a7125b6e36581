import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import MachineKeys
import PKIX
import PortalContract
import SwiftASN1

/// The files of a machine that is enrolled, mode 0600. Each is replaced as a whole, so that a crash leaves the former or
/// the next one.
struct DeviceFolder: Sendable {
    let path: String
    let keys: KeyMaker

    /// Key and certificate in one file, so that they always fit; else what a version without certificates left.
    func identity() throws(Failure) -> DeviceIdentity? {
        if let pem = try read("device-identity.pem") {
            guard let certificate = try? Certificate.read(Array(pem)).first,
                let name = certificate.subject.first(.NameAttributes.commonName)
            else { throw Failure(.kioskCertificate, "device-identity.pem holds no certificate with a name") }
            return DeviceIdentity(kioskID: name, key: try keys.key(in: Array(pem)), certificate: certificate)
        }
        guard let id = try read("kiosk-id"), let key = try read("device-key.pem") else { return nil }
        let kioskID = String(decoding: id, as: UTF8.self).filter { !$0.isWhitespace }
        return DeviceIdentity(kioskID: kioskID, key: try keys.key(in: Array(key)))
    }

    /// Keeps what the portal gave for `key`, and what it says to trust. What is not needed any more goes afterwards.
    func keep(_ key: any MachineKey, _ grant: KioskGrant) throws(Failure) -> DeviceIdentity {
        guard let certificate = try? Certificate(der: Array(grant.certificate)),
            certificate.subject.first(.NameAttributes.commonName) == grant.kioskID,
            certificate.subjectPublicKeyInfo.der == Array(key.publicKey.derRepresentation)
        else { throw Failure(.portalAnswer, "the certificate given names another key or machine") }
        try write("device-identity.pem", Data((key.kept + certificate.pem).utf8))
        for name in ["device-key.pem", "device-key-next.pem", "kiosk-id"] { try remove(name) }
        return DeviceIdentity(kioskID: grant.kioskID, key: key, certificate: certificate)
    }

    /// The key that asks, and what it asks with.
    func asking(_ name: Key) async throws -> (key: any MachineKey, request: Data) {
        do {
            let asking = try await AskingKey(path: "\(path)/\(name.rawValue)", keys: keys).request()
            return (asking.key, Data(asking.request.der))
        } catch let error as PrivateFileError {
            throw Self.failure(error)
        }
    }

    enum Key: String {
        case first = "device-key.pem"
        case next = "device-key-next.pem"
    }

    // MARK: - What is trusted

    private struct KeptTrust: Codable {
        var trust: PortalTrust
        /// Of the file that was configured when this was learned: another one is a technician's wish to begin anew.
        var configured: String
    }

    /// What the portal last said to trust; nil while only the configured authorities are known.
    func trust(configured: String) throws(Failure) -> PortalTrust? {
        guard let text = try read("portal-trust.json"),
            let kept = try? ContractJSON.decode(KeptTrust.self, from: text),
            kept.configured == ContentDigest.hex(of: Data(configured.utf8))
        else { return nil }
        return kept.trust
    }

    func keep(_ trust: PortalTrust, configured: String) throws(Failure) {
        let kept = KeptTrust(trust: trust, configured: ContentDigest.hex(of: Data(configured.utf8)))
        guard let text = try? ContractJSON.encode(kept) else { throw Failure(.portalAnswer, "no trust to keep") }
        try write("portal-trust.json", text)
    }

    // MARK: - Codes

    /// Whether this machine enrolled with the code: one that it has not is a technician's wish to enrol anew.
    func hasUsed(_ code: String) throws(Failure) -> Bool {
        try read("enrolment-code-used") == Data(ContentDigest.hex(of: Data(code.utf8)).utf8)
    }

    func keepUsed(_ code: String) throws(Failure) {
        try write("enrolment-code-used", Data(ContentDigest.hex(of: Data(code.utf8)).utf8))
    }

    // MARK: - Files

    private func read(_ name: String) throws(Failure) -> Data? {
        do { return try PrivateFile.read("\(path)/\(name)") } catch { throw Self.failure(error) }
    }

    private func write(_ name: String, _ contents: Data) throws(Failure) {
        do { try PrivateFile.write("\(path)/\(name)", contents) } catch { throw Self.failure(error) }
    }

    private func remove(_ name: String) throws(Failure) {
        guard try read(name) != nil else { return }
        do { try FileManager.default.removeItem(atPath: "\(path)/\(name)") } catch {
            throw Failure(.journalFault, "\(name) cannot be removed")
        }
    }

    private static func failure(_ error: PrivateFileError) -> Failure {
        Failure(.kioskCertificate, "a file of this machine's identity cannot be read or written: \(error)")
    }
}
