import Foundation
import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import StreamSockets
import Testing
import VirtualStick

@testable import USBSticks

/// Reading what is on a stick: folders of this machine, a real ext4 file system behind a loop device, and the wire.
@Suite("Sticks: reading key files", .serialized)
struct KeyFileTests {
    private func make(_ folder: TemporaryFolder, _ path: String, _ count: Int = 3) throws {
        let file = folder.file(path)
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        _ = try folder.write(path, [UInt8](repeating: 7, count: count))
    }

    @Test("plain files that end in .p12 or .pfx, upper folders first; no link, pipe, hidden or deeper one")
    func listing() throws {
        let (folder, outside) = (try TemporaryFolder("stick"), try TemporaryFolder("outside"))
        for path in ["b.p12", "A.PFX", "x/c.p12", "x/y/z/d.p12", "letter.txt", ".hidden.p12", ".Trash/e.p12"] {
            try make(folder, path)
        }
        _ = try outside.write("secret.p12", [1, 2, 3])
        symlink(outside.file("secret.p12"), folder.file("link.p12"))
        symlink(outside.path, folder.file("way-out"))
        mkfifo(folder.file("pipe.p12"), 0o600)
        mkdir(folder.file("folder.p12"), 0o700)
        let found = try StickFolder(path: folder.path).keyFiles()
        #expect(found.files.map(\.path) == ["A.PFX", "b.p12", "x/c.p12", "x/y/z/d.p12"])
        #expect(found.files.allSatisfy { $0.size == 3 } && found.isComplete)
        try make(folder, "x/y/z/w/too-deep.p12")
        let deeper = try StickFolder(path: folder.path).keyFiles()
        #expect(deeper.files == found.files && !deeper.isComplete, "the person is told that there is more")
    }

    @Test("bounded: so many files and entries, however many are there")
    func bounds() throws {
        let folder = try TemporaryFolder("stick")
        for number in 10..<(10 + StickListing.limit + 5) { try make(folder, "EDS-\(number).p12") }
        let files = try StickFolder(path: folder.path).keyFiles()
        #expect(files.files.count == StickListing.limit && !files.isComplete)
        #expect(files.files.first?.path == "EDS-\(10 + StickListing.limit + 4).p12", "the newest")
        let full = try TemporaryFolder("full")
        for number in 0..<StickFolder.entries + 10 {
            close(open(full.file("IMG_\(number).jpg"), O_CREAT | O_WRONLY, 0o600))
        }
        let search = try StickFolder(path: full.path).keyFiles()
        #expect(search.files.isEmpty && !search.isComplete)
    }

    @Test("one is read whole; a larger one, a link, a pipe and a folder are not")
    func reading() async throws {
        let (folder, outside) = (try TemporaryFolder("stick"), try TemporaryFolder("outside"))
        _ = try outside.write("secret.p12", [1, 2, 3])
        try make(folder, "x/EDS.p12", 5000)
        try make(folder, "whole.p12", StickFile.sizeLimit)
        try make(folder, "large.p12", StickFile.sizeLimit + 1)
        symlink(outside.file("secret.p12"), folder.file("link.p12"))
        symlink(outside.path, folder.file("way-out"))
        mkfifo(folder.file("pipe.p12"), 0o600)
        mkdir(folder.file("folder.p12"), 0o700)
        let stick = StickFolder(path: folder.path)
        #expect(try stick.keyFile("x/EDS.p12").count == 5000)
        #expect(try stick.keyFile("whole.p12").count == StickFile.sizeLimit)
        #expect(await keyFileFailure { _ = try stick.keyFile("large.p12") } == .keyFileTooLarge)
        for path in ["link.p12", "way-out/secret.p12", "pipe.p12", "folder.p12", "none.p12"] {
            let code = await keyFileFailure { _ = try stick.keyFile(path) }
            #expect(code != nil && code != .keyFileTooLarge, "\(path)")
        }
    }

    @Test("over the wire: files and bytes come through; a way out of the stick and another stick are refused; R1")
    func wire() async throws {
        let folder = try TemporaryFolder("stick")
        let drive = VirtualStickDrive(folder: folder.path)
        let place = try TemporaryFolder("helper")
        let path = place.file("stick.sock")
        let listener = try ListeningSocket(at: .unix(path))
        let server = Task { try await StickServer(drive, isVirtual: true).run(listener) }
        defer { server.cancel() }
        _ = try folder.write("EDS.p12", [1, 2, 3])
        _ = try folder.write("letter.txt", [9])
        _ = await drive.order("in")
        let client = StickClient(socketPath: path, mode: .demonstration)
        let listing = try await client.keyFiles()
        #expect(listing.files == [StickKeyFile(path: "EDS.p12", size: 3)])
        #expect(try await client.read("EDS.p12", on: listing.stick) == [1, 2, 3])
        for path in ["../EDS.p12", "/etc/passwd", "letter.txt"] {
            #expect(await keyFileFailure { _ = try await client.read(path, on: listing.stick) } == .stickNotRead)
        }
        _ = await drive.order("out")
        _ = await drive.order("in")
        #expect(await keyFileFailure { _ = try await client.read("EDS.p12", on: listing.stick) } == .stickNotRead)
        _ = await drive.order("pull-reading")
        let next = try await client.keyFiles()
        #expect(await keyFileFailure { _ = try await client.read("EDS.p12", on: next.stick) } == .stickNotRead)
        let real = StickClient(socketPath: path, mode: .production)
        #expect(await keyFileFailure { _ = try await real.keyFiles() } == .virtualPartRefused)
        #expect(await keyFileFailure { _ = try await real.read("EDS.p12", on: "2") } == .virtualPartRefused)
    }
}

/// One after the other with those that save: loop devices are the machine's.
extension MountTests {
    private func onRealStick(
        readOnly: Bool = false, _ body: (PortTree, LoopStick, USBStickDrive) async throws -> Void
    ) async throws {
        let tree = try PortTree()
        let stick = try await LoopStick.make(tree)
        do {
            try tree.plug("sdb", readOnly: readOnly)
            tree.node("sdb", for: stick.device)
            let drive = USBStickDrive(mountPoint: tree.mountPoint, sysfs: tree.sysfs, devices: tree.devices)
            try await body(tree, stick, drive)
        } catch {
            await stick.detach()
            throw error
        }
        await stick.detach()
    }

    @Test("on a real file system: listed and read through a read-only mount, nothing changed, nothing left mounted")
    func readsReal() async throws {
        try await onRealStick { tree, stick, drive in
            let saved = try await drive.save([4, 5, 6], as: "EDS")
            let before = try Data(contentsOf: URL(filePath: stick.image))
            let listing = try await drive.keyFiles()
            #expect(listing.files == [StickKeyFile(path: saved.name, size: 3)])
            #expect(try await drive.read(saved.name, on: listing.stick) == [4, 5, 6])
            #expect(try !String(contentsOfFile: "/proc/self/mounts", encoding: .utf8).contains(tree.mountPoint))
            #expect(try Data(contentsOf: URL(filePath: stick.image)) == before, "not a byte of it is written")
            // The same disk under another sequence number is another stick.
            tree.pull("sdb")
            #expect(await keyFileFailure { _ = try await drive.read(saved.name, on: listing.stick) } == .stickNotRead)
            try tree.plug("sdb", sequence: 2)
            #expect(await keyFileFailure { _ = try await drive.read(saved.name, on: listing.stick) } == .stickNotRead)
            let again = try await drive.keyFiles()
            #expect(try await drive.read(saved.name, on: again.stick) == [4, 5, 6])
        }
    }

    @Test("each call of listing and reading fails once, with the stick there or pulled: told, and nothing left mounted")
    func failingReads() async throws {
        try await onRealStick { tree, _, drive in
            let saved = try await drive.save([4, 5, 6], as: "EDS")
            for (number, isPulled) in [(1, false), (2, false), (1, true), (2, true)] {
                let fault = CallFault(at: number) { if isPulled { tree.pull("sdb") } }
                let failing = USBStickDrive(
                    mountPoint: tree.mountPoint, sysfs: tree.sysfs, devices: tree.devices, log: { _ in },
                    check: { call throws(Failure) in try fault.check(call, forGood: isPulled) })
                let code = await keyFileFailure {
                    let listing = try await failing.keyFiles()
                    _ = try await failing.read(saved.name, on: listing.stick)
                }
                #expect(code == .stickNotRead && !fault.failedAt.isEmpty)
                #expect(try !String(contentsOfFile: "/proc/self/mounts", encoding: .utf8).contains(tree.mountPoint))
                if isPulled { try tree.plug("sdb", sequence: number + 10) }
            }
        }
    }

    @Test("a keyboard in disguise is not mounted, two sticks are not read; a write-protected one is")
    func readsOthers() async throws {
        try await onRealStick(readOnly: true) { tree, _, drive in
            #expect(await drive.look() == .refused(.stickReadOnly), "nothing could be saved on it")
            let listing = try await drive.keyFiles()
            #expect(listing.files.isEmpty && listing.isComplete)
            try tree.plug("sdc", sequence: 2)
            #expect(await keyFileFailure { _ = try await drive.keyFiles() } == .stickSeveral)
        }
        let tree = try PortTree()
        try tree.plug("sdb", interfaces: ["08", "03"])
        let drive = USBStickDrive(mountPoint: tree.mountPoint, sysfs: tree.sysfs, devices: tree.devices)
        #expect(await keyFileFailure { _ = try await drive.keyFiles() } == .stickNotStorage)
        #expect(await keyFileFailure { _ = try await drive.read("EDS.p12", on: "1") } == .stickNotStorage)
    }
}

private func keyFileFailure(_ body: () async throws -> Void) async -> FailureCode? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? Failure)?.code
    }
}
