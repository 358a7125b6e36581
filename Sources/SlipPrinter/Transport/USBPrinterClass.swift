import CKiosk

/// What the USB printer class tells beside the data stream (kernel usblp).
enum USBPrinterClass {
    /// The port status byte; nil where the device has none.
    static func portStatus(_ connection: PrinterConnection) -> UInt8? {
        let status = kiosk_usblp_port_status(connection.descriptor)
        return status < 0 ? nil : UInt8(status & 0xFF)
    }

    /// The IEEE 1284 device ID, such as `MFG:…;MDL:…;CMD:…;`; nil where the device has none.
    static func deviceID(_ connection: PrinterConnection) -> String? {
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = Int(kiosk_usblp_device_id(connection.descriptor, &buffer, buffer.count))
        guard count > 2 else { return nil }
        return String(decoding: buffer[2..<count], as: UTF8.self)
    }

    /// The value of one key of a device ID; `long` is the spelled-out form that some makers use.
    static func value(_ key: String, _ long: String, in deviceID: String) -> String? {
        for field in deviceID.split(separator: ";") {
            guard let colon = field.firstIndex(of: ":") else { continue }
            let name = field[..<colon].drop { $0.isWhitespace }
            guard name == key || name == long else { continue }
            return String(field[field.index(after: colon)...])
        }
        return nil
    }
}
