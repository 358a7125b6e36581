import CTSS
import Glibc
import KioskDevices
import KioskDomain
import Synchronization

/// A TPM 2.0, asked on a thread of its own: it takes one command at a time, some of them long. A call that it does not answer
/// in time ends as `tpm.busy`; the thread is free again when the TPM answers after all.
public final class TPM: Sendable {
    /// The kernel's resource manager: several programs share the TPM through it.
    public static let standardPlace = "device:/dev/tpmrm0"
    /// For a signature: below the time in which a handshake gives up.
    static let signing = Duration.seconds(4)
    /// For a new key, and for the first look.
    static let making = Duration.seconds(20)
    /// Calls that may wait for one that hangs.
    private static let crowd = 8

    /// Which one, as tpm2-tss names it: `device:PATH`, or `swtpm:path=SOCKET` for the software TPM of tests.
    public let place: String
    private let thread = Mutex<TPMThread?>(nil)
    private let waiting = Mutex(0)

    /// The TPM is not asked yet.
    public init(_ place: String) { self.place = place }

    /// Whether this is a piece of hardware (RULES R1).
    public var isVirtual: Bool { !place.hasPrefix("device:") }

    /// Whether there is a device that this user may use; a software TPM is there when it is named.
    var isThere: Bool {
        guard !isVirtual else { return true }
        return access(String(place.dropFirst("device:".count)), R_OK | W_OK) == 0
    }

    func probe() async throws(Failure) {
        try await ask(within: Self.making, "the TPM cannot be used") { [place] in (ctss_probe(place), ()) }
    }

    func makeKey() async throws(Failure) -> TPMKey {
        let parts = try await ask(within: Self.making, "the TPM makes no key") { [place] in
            var (kept, length) = ([UInt8](repeating: 0, count: Int(CTSS_KEY_MAX)), 0)
            var point = [UInt8](repeating: 0, count: 65)
            let code = ctss_create(place, &kept, &length, &point)
            return (code, Array(kept.prefix(length)))
        }
        return try TPMKey(WrappedKey(parts: parts), in: self)
    }

    /// R and S of ECDSA over a SHA-256 digest, 32 bytes each.
    func sign(_ digest: [UInt8], with key: WrappedKey) async throws(Failure) -> [UInt8] {
        guard digest.count == 32 else { throw Failure(.internalError, "no digest of SHA-256") }
        return try await ask(within: Self.signing, "the TPM does not sign") { [place] in
            var (r, s) = ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 32))
            let code = ctss_sign(place, key.parts, key.parts.count, digest, &r, &s)
            return (code, r + s)
        }
    }

    private func ask<Value: Sendable>(
        within limit: Duration, _ what: String, _ call: @escaping @Sendable () -> (code: UInt32, value: Value)
    ) async throws(Failure) -> Value {
        let number = waiting.withLock { number in
            number += 1
            return number
        }
        guard number <= Self.crowd else {
            waiting.withLock { $0 -= 1 }
            throw Failure(.tpmBusy, "\(what): \(Self.crowd) calls wait for it")
        }
        let thread = thread.withLock { thread in
            let running = thread ?? TPMThread()
            thread = running
            return running
        }
        let answer = OneAnswer<Result<Value, Failure>>()
        let work = Task {
            let done = await thread.run(call)
            waiting.withLock { $0 -= 1 }
            guard let (code, value) = done else { return }
            answer.give(
                TPMAnswer.code(code).map { .failure(Failure($0, TPMAnswer.detail(what, code))) } ?? .success(value))
        }
        let timer = Task {
            try await Task.sleep(for: limit)
            answer.give(.failure(Failure(.tpmBusy, "\(what): no answer within \(limit)")))
            work.cancel()
        }
        defer { timer.cancel() }
        return try await answer.value().get()
    }
}

/// Where calls to the TPM block.
private actor TPMThread {
    private nonisolated let executor = BlockingExecutor(name: "tpm")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Returns: nil when nobody waits for it any more: a TPM that answers again has no old calls to work off.
    func run<Value: Sendable>(_ call: @Sendable () -> Value) -> Value? { Task.isCancelled ? nil : call() }
}
