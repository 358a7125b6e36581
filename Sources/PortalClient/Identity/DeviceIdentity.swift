public import Crypto
import FoundationEssentials
public import KioskDevices
import KioskDomain
public import PortalContract

/// Who this machine is at the portal: the ID it was given and the key it enrolled.
public struct DeviceIdentity: Sendable {
    /// As the portal gave it.
    public var kioskID: String
    /// Never leaves this machine.
    public var key: P256.Signing.PrivateKey

    /// Memberwise.
    public init(kioskID: String, key: P256.Signing.PrivateKey) {
        self.kioskID = kioskID
        self.key = key
    }

    /// The identity kept in `folder`, or nil when this machine is not enrolled yet.
    ///
    /// - Throws: ``Failure`` `portal.refused` when the key file cannot be read as a P-256 key.
    public static func load(from folder: String) throws(Failure) -> DeviceIdentity? {
        let stored: (id: Data?, key: Data?)
        do {
            stored = (try PrivateFile.read("\(folder)/kiosk-id"), try PrivateFile.read("\(folder)/device-key.pem"))
        } catch {
            throw Failure(.portalRefused, "a device file cannot be read: \(error)")
        }
        guard let id = stored.id, let key = stored.key else { return nil }
        let kioskID = String(decoding: id, as: UTF8.self).filter { !$0.isWhitespace }
        return DeviceIdentity(kioskID: kioskID, key: try parse(key))
    }

    /// Loads the identity, or makes a key (file mode 0600), enrols it with the one-time code and keeps the answer.
    ///
    /// A crash between the two leaves the key in place, and the same key enrols again with the same code.
    public static func loadOrEnrol(
        in folder: String, client: PortalClient, code: @Sendable () throws -> String, roles: [KioskRole]
    ) async throws -> DeviceIdentity {
        if let identity = try load(from: folder) {
            client.use(identity)
            return identity
        }
        let path = "\(folder)/device-key.pem"
        if try PrivateFile.read(path) == nil {
            try PrivateFile.write(path, Data(P256.Signing.PrivateKey().pemRepresentation.utf8))
        }
        guard let stored = try PrivateFile.read(path) else { throw Failure(.portalRefused, "the device key is gone") }
        let key = try parse(stored)
        let answer = try await client.enrol(
            EnrolmentRequest(code: try code(), publicKey: key.publicKey.derRepresentation, roles: roles))
        try PrivateFile.write("\(folder)/kiosk-id", Data(answer.kioskID.utf8))
        let identity = DeviceIdentity(kioskID: answer.kioskID, key: key)
        client.use(identity)
        return identity
    }

    private static func parse(_ pem: Data) throws(Failure) -> P256.Signing.PrivateKey {
        do {
            return try P256.Signing.PrivateKey(pemRepresentation: String(decoding: pem, as: UTF8.self))
        } catch {
            throw Failure(.portalRefused, "the device key file holds no P-256 key")
        }
    }
}
