import Glibc
import KioskTestSupport
import SmartCard
import Testing

/// OpenPACE as the other side: our small C program around it, compiled by the test and loaded once, for its names of
/// algorithms can be told to OpenSSL only once.
final class ForeignLibrary: @unchecked Sendable {
    // Unchecked: the handle is only looked up in.
    private let handle: UnsafeMutableRawPointer

    private static let loading = Task { try await ForeignLibrary() }

    /// The library; fails or skips by ``RealPart``'s policy when there is no compiler or no libeac.
    static func load() async throws -> ForeignLibrary {
        try RealPart.require(programs: "cc")
        try RealPart.require(access("/usr/include/eac/pace.h", R_OK) == 0, "libeac-dev is not installed")
        return try await loading.value
    }

    private init() async throws {
        let folder = try TemporaryFolder("foreign")
        let source = String(#filePath.dropLast("ForeignSide.swift".count)) + "foreign_pace.c"
        let library = folder.file("libforeign.so")
        let built = try await Tool.run(
            "cc", ["-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source, "-leac", "-lcrypto"])
        try #require(built.succeeded, "foreign_pace.c: \(built.standardError)")
        handle = try #require(dlopen(library, RTLD_NOW | RTLD_LOCAL))
        try function("foreign_begin_library", (@convention(c) () -> Void).self)()
    }

    /// A function of the library by its name and type.
    func function<Function>(_ name: String, _ type: Function.Type) throws -> Function {
        unsafeBitCast(try #require(dlsym(handle, name), "no function \(name)"), to: type)
    }
}

/// One side of PACE, OpenPACE's.
final class ForeignSide {
    private typealias Give = @convention(c) (UnsafeMutableRawPointer, UnsafeMutablePointer<UInt8>, Int) -> Int32
    private typealias Take = @convention(c) (UnsafeMutableRawPointer, UnsafePointer<UInt8>, Int) -> Int32
    private typealias Convert =
        @convention(c) (
            UnsafeMutableRawPointer, UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>, Int
        ) -> Int32

    /// A call that OpenPACE refused.
    struct Refused: Error { var call: String }

    private let library: ForeignLibrary
    private let side: UnsafeMutableRawPointer

    /// - Parameter password: for the zone all its lines, else the digits.
    init(_ library: ForeignLibrary, cardAccess: [UInt8], reference: UInt8, password: String) throws {
        typealias Open =
            @convention(c) (
                UnsafePointer<UInt8>, Int, Int32, UnsafePointer<CChar>, Int
            ) -> UnsafeMutableRawPointer?
        self.library = library
        let open = try library.function("foreign_open", Open.self)
        guard let side = open(cardAccess, cardAccess.count, Int32(reference), password, password.utf8.count) else {
            throw Refused(call: "foreign_open")
        }
        self.side = side
    }

    deinit {
        typealias Close = @convention(c) (UnsafeMutableRawPointer) -> Void
        if let close = try? library.function("foreign_close", Close.self) { close(side) }
    }

    /// Nonce, mapping data or public key that this side makes.
    func make(_ call: String) throws -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 1024)
        let count = try library.function(call, Give.self)(side, &output, output.count)
        guard count >= 0 else { throw Refused(call: call) }
        return Array(output.prefix(Int(count)))
    }

    /// Nonce, mapping data or public key of the other side.
    func take(_ call: String, _ input: [UInt8]) throws {
        guard try library.function(call, Take.self)(side, input, input.count) == 0 else { throw Refused(call: call) }
    }

    /// Whether the other side's token holds.
    func accepts(token: [UInt8]) throws -> Bool {
        let result = try library.function("foreign_check", Take.self)(side, token, token.count)
        guard result >= 0 else { throw Refused(call: "foreign_check") }
        return result == 0
    }

    /// This side's token over the other's key.
    func token(over key: [UInt8]) throws -> [UInt8] { try convert("foreign_token", key) }

    /// Starts secure messaging; ``count()`` comes before each message.
    func begin() throws { try plain("foreign_begin") }
    func count() throws { try plain("foreign_count") }
    /// The code over whole blocks.
    func code(over data: [UInt8]) throws -> [UInt8] { try convert("foreign_code", data) }

    /// Encrypts or decrypts whole blocks.
    func crypt(encrypting: Bool, _ data: [UInt8]) throws -> [UInt8] {
        typealias Crypt =
            @convention(c) (
                UnsafeMutableRawPointer, Int32, UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>, Int
            ) -> Int32
        var output = [UInt8](repeating: 0, count: 1024)
        let crypt = try library.function("foreign_crypt", Crypt.self)
        let count = crypt(side, encrypting ? 1 : 0, data, data.count, &output, output.count)
        guard count >= 0 else { throw Refused(call: "foreign_crypt") }
        return Array(output.prefix(Int(count)))
    }

    private func plain(_ call: String) throws {
        typealias Plain = @convention(c) (UnsafeMutableRawPointer) -> Int32
        guard try library.function(call, Plain.self)(side) == 0 else { throw Refused(call: call) }
    }

    private func convert(_ call: String, _ input: [UInt8]) throws -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 1024)
        let count = try library.function(call, Convert.self)(side, input, input.count, &output, output.count)
        guard count >= 0 else { throw Refused(call: call) }
        return Array(output.prefix(Int(count)))
    }
}
