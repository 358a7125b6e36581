import KioskDevices
import KioskDomain

/// RULES R1 at the start: a packaged configuration that names a virtual part is refused. At run time each device says
/// on the wire what it is, and the watches refuse it there.
enum VirtualParts {
    static func refuse(in configuration: DaemonConfiguration) throws(Failure) {
        for (key, isVirtual) in named(in: configuration) {
            guard case .refused(let code) = VirtualPartPolicy.decide(isVirtual: isVirtual, mode: configuration.mode)
            else { continue }
            throw Failure(code, "\(key) names a virtual part; only the demonstration may")
        }
    }

    private static func named(in configuration: DaemonConfiguration) -> [(key: String, isVirtual: Bool)] {
        [
            ("camera.source", !configuration.cameraSource.hasPrefix("device:")),
            ("camera.document-source", configuration.documentSource?.hasPrefix("device:") == false),
            ("reader.citizen", configuration.citizenReader.hasPrefix("Virtual PCD")),
            ("reader.operator", configuration.operatorReader?.hasPrefix("Virtual PCD") == true),
            (
                "printer.device",
                configuration.printerDevice.hasSuffix(":9100") && isLoopback(configuration.printerDevice)
            ),
        ]
    }

    private static func isLoopback(_ address: String) -> Bool {
        address.hasPrefix("tcp:127.") || address.hasPrefix("tcp:localhost:") || address.hasPrefix("tcp:[::1]:")
    }
}
