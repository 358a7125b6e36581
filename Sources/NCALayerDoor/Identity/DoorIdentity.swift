import FoundationEssentials
public import KioskDevices
public import KioskDomain
import SwiftASN1
import X509

/// The door's authority and server certificates, kept in one file that only the daemon's user may read. The authority's
/// key is not in it: it was never written.
public struct DoorIdentity: Sendable, Hashable {
    /// A server certificate for localhost, 127.0.0.1 and ::1 with its key.
    struct Leaf: Sendable, Hashable {
        /// DER.
        var certificate: [UInt8]
        /// DER (SEC 1 or PKCS#8).
        var key: [UInt8]
        var notBefore: UnixTime
        var notAfter: UnixTime
    }

    /// DER of the authority's certificate: what a browser has to trust.
    public internal(set) var authority: [UInt8]
    var leaves: [Leaf]

    /// The file in the state folder.
    static let fileName = "door-identity.pem"
    /// A new authority is made this long before the last server certificate ends.
    static let renewal: Duration = .days(30)

    /// PEM of the authority's certificate.
    public var authorityPEM: String { PEMDocument(type: "CERTIFICATE", derBytes: authority).pemString + "\n" }

    /// Until when the trust of the browsers holds.
    public var trustEnds: UnixTime { leaves.last?.notAfter ?? UnixTime(milliseconds: 0) }

    /// The server certificate to be used: of those that are valid the one that ends last. With a clock far in the past
    /// that is the first one.
    func leaf(at now: UnixTime) -> Leaf? {
        leaves.last { $0.notBefore <= now && now < $0.notAfter } ?? leaves.first
    }

    /// The identity of a state folder; made anew when there is none, or when it is about to end.
    ///
    /// - Throws: `configuration.invalid` when the file cannot be read or written.
    public static func inFolder(_ folder: String, now: UnixTime) throws(Failure) -> DoorIdentity {
        if let kept = try kept(in: folder), now < kept.trustEnds - renewal { return kept }
        let made: DoorIdentity
        do {
            made = try LocalAuthority.make(now: now)
        } catch {
            throw Failure(.internalError, "door certificate")
        }
        do throws(PrivateFileError) {
            try PrivateFile.write("\(folder)/\(fileName)", Data(made.text.utf8))
        } catch {
            throw Failure(.configurationInvalid, "\(folder)/\(fileName): \(error.step)")
        }
        return made
    }

    /// The identity that a state folder holds; nil when there is none. For checks, which make nothing.
    public static func kept(in folder: String) throws(Failure) -> DoorIdentity? {
        let path = "\(folder)/\(fileName)"
        let content: Data?
        do throws(PrivateFileError) {
            content = try PrivateFile.read(path)
        } catch {
            throw Failure(.configurationInvalid, "\(path): \(error.step)")
        }
        guard let content else { return nil }
        guard let identity = DoorIdentity(text: String(decoding: content, as: UTF8.self)) else {
            throw Failure(.configurationInvalid, "\(path) is damaged: remove it, then trust the new certificate")
        }
        return identity
    }

    /// The authority, then each server certificate followed by its key.
    private var text: String {
        var documents = [PEMDocument(type: "CERTIFICATE", derBytes: authority)]
        for leaf in leaves {
            documents.append(PEMDocument(type: "CERTIFICATE", derBytes: leaf.certificate))
            documents.append(PEMDocument(type: "PRIVATE KEY", derBytes: leaf.key))
        }
        return documents.map { $0.pemString + "\n" }.joined()
    }

    init(authority: [UInt8], leaves: [Leaf]) {
        self.authority = authority
        self.leaves = leaves
    }

    private init?(text: String) {
        guard let documents = try? PEMDocument.parseMultiple(pemString: text), documents.count >= 3,
            documents.count % 2 == 1, documents.count < 200
        else { return nil }
        authority = documents[0].derBytes
        leaves = []
        for index in stride(from: 1, to: documents.count, by: 2) {
            guard let certificate = try? Certificate(derEncoded: documents[index].derBytes) else { return nil }
            leaves.append(
                Leaf(
                    certificate: documents[index].derBytes, key: documents[index + 1].derBytes,
                    notBefore: UnixTime(certificate.notValidBefore), notAfter: UnixTime(certificate.notValidAfter)))
        }
    }
}
