import Glibc
public import KioskDevices
import KioskDomain

/// The USB printers of this machine as the kernel lists them in sysfs, without opening any.
public struct USBDirectory: Sendable {
    /// One printer.
    public struct Entry: Sendable, Hashable {
        /// Its device, such as `/dev/usb/lp0`.
        public var device: String
        /// What it says of itself.
        public var marks: PrinterMarks
        /// The serial number; nil when it tells none.
        public var serial: String?
        /// The socket it is plugged into, such as `1-1.2`.
        public var port: String
    }

    private let root: String
    /// usblp has 16 minors.
    private static let minors = 16

    /// - Parameter root: where sysfs is mounted; another one in tests.
    public init(root: String = "/sys") {
        self.root = root
    }

    /// All of them, by device name.
    public func printers() -> [Entry] {
        (0..<Self.minors).compactMap { entry(at: "\(root)/class/usbmisc/lp\($0)", device: "/dev/usb/lp\($0)") }
    }

    /// The one printer that is meant.
    /// - Throws: `printer.missing` for none, `printer.unknown` for several that say the same.
    public func find(_ selector: USBSelector) throws(Failure) -> Entry {
        let found = printers().filter { entry in
            switch selector {
            case .serial(let serial): entry.serial == serial
            case .port(let port): entry.port == port
            }
        }
        guard let first = found.first else { throw Failure(.printerMissing, "no USB printer with \(selector)") }
        guard found.count == 1 else {
            let ports = found.map { "usb:port=\($0.port)" }.joined(separator: ", ")
            throw Failure(.printerUnknown, "\(found.count) printers say \(selector); name one by its socket: \(ports)")
        }
        return first
    }

    /// What the printer behind an opened device says; nothing for what is no USB printer.
    func entry(of descriptor: Int32) -> Entry? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return nil }
        // The kernel's numbers as glibc packs them (sys/sysmacros.h, whose macros Swift cannot see).
        let number = UInt64(status.st_rdev)
        let major = number >> 8 & 0xFFF | number >> 32 & 0xFFFF_F000
        let minor = number & 0xFF | number >> 12 & 0xFFFF_FF00
        return entry(at: "\(root)/dev/char/\(major):\(minor)", device: "")
    }

    /// The interface is at `device`, the device that has vendor and serial is the folder above it.
    private func entry(at place: String, device: String) -> Entry? {
        guard let resolved = realpath("\(place)/device", nil) else { return nil }
        defer { free(resolved) }
        let interface = String(cString: resolved)
        guard let slash = interface.lastIndex(of: "/") else { return nil }
        let parent = String(interface[..<slash])
        guard let vendor = number("\(parent)/idVendor") else { return nil }
        return Entry(
            device: device,
            marks: PrinterMarks(
                deviceID: text("\(interface)/ieee1284_id"), vendor: vendor, product: number("\(parent)/idProduct")),
            serial: text("\(parent)/serial").flatMap { $0.isEmpty ? nil : $0 },
            port: parent.split(separator: "/").last.map(String.init) ?? "")
    }

    private func number(_ path: String) -> UInt16? { text(path).flatMap { UInt16($0, radix: 16) } }

    /// The first line; nil when the file is not there.
    private func text(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { return nil }
        return String(decoding: buffer[..<count].prefix { $0 != 0x0A && $0 != 0 }, as: UTF8.self)
    }
}
