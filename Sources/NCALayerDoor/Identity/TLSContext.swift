import KioskDevices
import KioskDomain
import NIOSSL
import Synchronization

/// The TLS side of the door for new connections; changed while it is open when the next certificate's time has come.
final class TLSContext: Sendable {
    private let context: Mutex<NIOSSLContext>

    init(_ leaf: DoorIdentity.Leaf) throws(Failure) {
        context = Mutex(try Self.context(leaf))
    }

    var current: NIOSSLContext { context.withLock { $0 } }

    func use(_ leaf: DoorIdentity.Leaf) throws(Failure) {
        let new = try Self.context(leaf)
        context.withLock { $0 = new }
    }

    private static func context(_ leaf: DoorIdentity.Leaf) throws(Failure) -> NIOSSLContext {
        do {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: [.certificate(try NIOSSLCertificate(bytes: leaf.certificate, format: .der))],
                privateKey: .privateKey(try NIOSSLPrivateKey(bytes: leaf.key, format: .der)))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw Failure(.configurationInvalid, "\(DoorIdentity.fileName): the certificate cannot be used")
        }
    }
}
