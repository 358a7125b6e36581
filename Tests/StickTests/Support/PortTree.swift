import Foundation
import Glibc
import KioskTestSupport

/// Folders that look as sysfs does with USB sticks in it, and one for device nodes.
struct PortTree {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder("ports")
        for name in ["sys/block", "dev", "mount"] { try make(folder.file(name)) }
    }

    var sysfs: String { folder.file("sys") }
    var devices: String { folder.file("dev") }
    var mountPoint: String { folder.file("mount") }

    /// Plugs a device in.
    /// - Parameters:
    ///   - interfaces: the class of each of its interfaces, two hexadecimal digits.
    ///   - partitions: the sectors of each that the disk has.
    func plug(
        _ disk: String, interfaces: [String] = ["08"], partitions: [Int] = [], readOnly: Bool = false,
        size: Int = 65_536, sequence: Int = 1
    ) throws {
        let device = "sys/devices/pci0000:00/usb1/1-\(sequence)"
        let block = "\(device)/1-\(sequence):1.0/host0/target0:0:0/0:0:0:0/block/\(disk)"
        try make(folder.file(block))
        try write("\(interfaces.count)", "\(device)/bNumInterfaces")
        for (number, kind) in interfaces.enumerated() {
            let name = "\(device)/1-\(sequence):1.\(number)"
            try make(folder.file(name))
            try write(kind, "\(name)/bInterfaceClass")
        }
        try write("\(size)", "\(block)/size")
        try write(readOnly ? "1" : "0", "\(block)/ro")
        try write("\(sequence)", "\(block)/diskseq")
        for (index, sectors) in partitions.enumerated() {
            let partition = "\(block)/\(disk)\(index + 1)"
            try make(folder.file("\(partition)/holders"))
            try write("\(index + 1)", "\(partition)/partition")
            try write("\(sectors)", "\(partition)/size")
            try write("511:\(16 + index + 1)", "\(partition)/dev")
        }
        symlink(folder.file(block), folder.file("sys/block/\(disk)"))
    }

    /// Pulls it.
    func pull(_ disk: String) { unlink(folder.file("sys/block/\(disk)")) }

    /// A node for a device that is there under another name.
    func node(_ name: String, for path: String) { symlink(path, folder.file("dev/\(name)")) }

    private func make(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    private func write(_ text: String, _ name: String) throws {
        _ = try folder.write(name, "\(text)\n".utf8)
    }
}
