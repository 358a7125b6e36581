import Glibc
import HelperProtocol
import KeyFiles
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

/// DESIGN 5.6: a password is nowhere after its use: not in the helper's memory, not in what it writes.
@Suite("Passwords and keys in kiosk-sign")
struct SecrecyTests {
    /// Whether a text stands in the writable memory of a process; needs the right to read it.
    private func holds(_ process: pid_t, _ text: [UInt8]) throws -> Bool {
        let maps = String(decoding: try FileReader.read("/proc/\(process)/maps"), as: UTF8.self)
        let memory = open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
        try RealPart.require(memory >= 0, "another process's memory cannot be read here")
        defer { close(memory) }
        for line in maps.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2, words[1].hasPrefix("rw"), !line.hasSuffix("[vvar]") else { continue }
            let bounds = words[0].split(separator: "-").compactMap { Int($0, radix: 16) }
            guard bounds.count == 2 else { continue }
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            var place = bounds[0]
            while place < bounds[1] {
                let count = pread(memory, &buffer, min(buffer.count, bounds[1] - place), place)
                guard count > 0 else { break }
                if Self.contains(buffer[..<count], text) { return true }
                // A text that lies across two pieces is seen in the second.
                place += count == bounds[1] - place ? count : max(count - text.count, 1)
            }
        }
        return false
    }

    private static func contains(_ bytes: ArraySlice<UInt8>, _ text: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { all in
            var rest = all[...]
            while rest.count >= text.count, let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
                let found = memchr(start, Int32(text[0]), rest.count - text.count + 1)
            {
                if memcmp(found, text, text.count) == 0 { return true }
                rest = rest[(rest.startIndex + (UnsafeRawPointer(found) - start) + 1)...]
            }
            return false
        }
    }

    @Test("After a file was opened, refused, made and finished, no password is in the helper's memory")
    func memory() async throws {
        let helper = try await HelperProcess()
        let client = helper.client()
        let authority = try TestAuthority()
        let password = "Qx7-" + (0..<12).map { _ in String(Int.random(in: 0...9)) }.joined()
        let wrong = "Zx9-" + (0..<12).map { _ in String(Int.random(in: 0...9)) }.joined()
        let key = try PrivateKey.generate(.ecP256)
        let entry = KeyFileEntry(name: "", key: key, certificates: [try authority.issue(key.publicKey)])
        let bytes = try KeyFileWriter.write([entry], password: secret(password), rounds: 1000)
        guard case .opened = try await client.openKeyFile(bytes, password: secret(password)) else {
            Issue.record("not opened")
            return
        }
        #expect(try await client.openKeyFile(bytes, password: secret(wrong)) == .passwordWrong)
        let made = try await client.makeKeys(
            [MakeKeysOrder.Key(algorithm: .ecP256, name: "a", subject: [])], password: secret(password))
        // While the file is in the making, the one locked copy is there: the search itself works.
        #expect(try holds(helper.process, Array(password.utf8)))
        let request = try CertificationRequest(der: made.requests[0])
        let certificate = try authority.issue(try #require(request.publicKey))
        _ = try await client.finishKeyFile(made.file, certificates: [[certificate.der]])
        #expect(try !holds(helper.process, Array(password.utf8)))
        #expect(try !holds(helper.process, Array(wrong.utf8)))
        let wide: [UInt8] = password.utf8.reduce(into: []) { $0 += [0, $1] }
        #expect(try !holds(helper.process, wide))
    }

    @Test("Keys go with the connection: after it ended their numbers are not in memory")
    func keys() async throws {
        let helper = try await HelperProcess()
        let client = helper.client()
        let key = try PrivateKey.generate(.gost2015_512)
        let number = key.withPKCS8 { Array($0.suffix(64)) }
        let entry = KeyFileEntry(
            name: "", key: key, certificates: [try TestAuthority().issue(key.publicKey)])
        let bytes = try KeyFileWriter.write([entry], password: secret(TestSigner.password), rounds: 1000)
        guard case .opened = try await client.openKeyFile(bytes, password: secret(TestSigner.password)) else {
            Issue.record("not opened")
            return
        }
        let isHeld = try holds(helper.process, number)
        #expect(isHeld)
        await client.disconnect()
        try await eventually("the key is gone") { try holds(helper.process, number) ? nil : () }
    }
}
