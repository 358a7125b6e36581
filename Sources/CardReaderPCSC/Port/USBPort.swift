import CPCSC
import Glibc
import KioskDevices
import SmartCard

/// Asks one reader for its port. Its thread may wait for as long as another program holds the card.
actor PortQuery {
    private let executor = BlockingExecutor(name: "card-port")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func port(of reader: String) -> String? {
        guard let context = try? PCSCContext() else { return nil }
        return USBPort.of(reader, context)
    }
}

/// The USB port a reader hangs on, such as `1-2.3` (bus, then port by port): it stays when the reader is exchanged, and
/// two readers of one make can be told apart by it (RULES R3).
enum USBPort {
    /// Where the kernel shows its USB devices.
    static let devices = "/sys/bus/usb/devices"

    /// The port of a reader; nil for one that is not on USB or does not say.
    ///
    /// Blocks while the driver answers and while anybody holds a transaction with the card in it.
    static func of(_ reader: String, _ context: borrowing PCSCContext) -> String? {
        guard let channel = channelID(of: reader, context) else { return nil }
        // PC/SC part 3, annex A: 0020 for USB, then bus and address.
        guard channel >> 16 == 0x0020 else { return nil }
        return find(bus: Int(channel >> 8 & 0xFF), address: Int(channel & 0xFF), in: devices)
    }

    /// The device folder whose `busnum` and `devnum` are these.
    static func find(bus: Int, address: Int, in folder: String) -> String? {
        guard let listing = opendir(folder) else { return nil }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            // 1-2:1.0 is an interface of 1-2, usb1 a root hub.
            guard name.contains("-"), !name.contains(":") else { continue }
            if number("\(folder)/\(name)/busnum") == bus, number("\(folder)/\(name)/devnum") == address { return name }
        }
        return nil
    }

    private static func number(_ path: String) -> Int? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return Int(String(decoding: buffer.prefix(count).prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
    }

    private static func channelID(of reader: String, _ context: borrowing PCSCContext) -> UInt32? {
        var handle = SCARDHANDLE()
        var active = DWORD()
        // Directly: the reader is asked, not the card, and nobody's session is disturbed.
        guard
            SCardConnect(context.handle, reader, DWORD(SCARD_SHARE_DIRECT), 0, &handle, &active) == SCARD_S_SUCCESS
        else { return nil }
        defer { SCardDisconnect(handle, DWORD(SCARD_LEAVE_CARD)) }
        var answer = [UInt8](repeating: 0, count: 16)
        var length = DWORD(answer.count)
        // SCARD_ATTR_CHANNEL_ID, which the header defines by a macro that is not imported.
        guard SCardGetAttrib(handle, 0x0002_0110, &answer, &length) == SCARD_S_SUCCESS, length == 4 else { return nil }
        return answer.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
