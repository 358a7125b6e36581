import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@Suite("Key files in a folder")
struct KeyFileStoreTests {
    @Test("A file is written whole, for its owner only, and read again; nothing else is left in the folder")
    func roundTrip() throws {
        let folder = try TemporaryFolder("stick")
        let store = KeyFileStore(folder: folder.path)
        try store.write("AUTH_RSA256.p12", [1, 2, 3])
        #expect(try store.read("AUTH_RSA256.p12") == [1, 2, 3])
        var status = stat()
        #expect(stat(folder.file("AUTH_RSA256.p12"), &status) == 0 && status.st_mode & 0o777 == 0o600)
        try folder.write("notes.txt", [0])
        try folder.write("b.PFX", [0])
        #expect(try store.names() == ["AUTH_RSA256.p12", "b.PFX"])
        #expect(access(folder.file(".AUTH_RSA256.p12.part"), F_OK) != 0)
    }

    @Test("A file of that name stays as it is")
    func noReplacing() throws {
        let folder = try TemporaryFolder("stick")
        let store = KeyFileStore(folder: folder.path)
        try store.write("a.p12", [1])
        #expect(throws: Failure(.keyFileWrite, "there is a file of that name")) { try store.write("a.p12", [2]) }
        #expect(try store.read("a.p12") == [1])
    }

    @Test("Names that leave the folder, links, folders, large files and a missing stick are refused")
    func refusals() throws {
        let folder = try TemporaryFolder("stick")
        let store = KeyFileStore(folder: folder.path)
        for name in ["", ".", "..", "../a.p12", "a/b.p12", "a\u{0}.p12"] {
            #expect(throws: Failure.self) { try store.read(name) }
            #expect(throws: Failure.self) { try store.write(name, [1]) }
        }
        symlink("/etc/hostname", folder.file("link.p12"))
        mkdir(folder.file("folder.p12"), 0o700)
        mkfifo(folder.file("pipe.p12"), 0o600)
        for name in ["link.p12", "folder.p12", "pipe.p12", "none.p12"] {
            #expect(throws: Failure.self) { try store.read(name) }
        }
        try folder.write("large.p12", [UInt8](repeating: 0, count: KeyFileStore.sizeLimit + 1))
        #expect(throws: Failure.self) { try store.read("large.p12") }
        #expect(throws: Failure.self) { try KeyFileStore(folder: folder.file("none")).names() }
        #expect(throws: Failure.self) { try KeyFileStore(folder: folder.file("none")).write("a.p12", [1]) }
    }
}
