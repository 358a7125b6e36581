import Glibc
import KioskDevices
import SmartCard
import Synchronization

/// Where a virtual card lives and what it is.
public struct VirtualCardConfiguration: Sendable {
    /// The card's memory; made from `person` when it is not there yet.
    public var stateFile: StateFile
    /// Whose card a new one is.
    public var person: Personalisation
    /// What kind of card it is.
    public var kind: VirtualCardKind
    /// vpcd's port on this machine: 35963 for its first slot, 35964 for its second.
    public var port: UInt16
    /// Path of a unix socket that takes orders (``VirtualCardService``); none when nil.
    public var controlSocket: String?
    /// Whether the card is in the reader at the start.
    public var isInserted: Bool
    /// Told of connections and faults; never of personal data.
    public var log: @Sendable (String) -> Void

    /// Makes a configuration.
    public init(
        stateFile: StateFile, person: Personalisation, kind: VirtualCardKind = .piv, port: UInt16 = 35963,
        controlSocket: String? = nil, isInserted: Bool = true, log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.stateFile = stateFile
        self.person = person
        self.kind = kind
        self.port = port
        self.controlSocket = controlSocket
        self.isInserted = isInserted
        self.log = log
    }
}

/// A virtual card in vpcd's reader, so that pcscd and every program of the machine sees it.
///
/// The control socket takes lines and answers each with a line, `ok` or `error …`:
///
///     insert                      put the card in
///     remove                      take it out
///     fault pull ins=47           a fault to come (``FaultPlan``); also pull-after, 6f00, slow=MS, reset, garbage
///     fault none                  no fault
///     status                      inserted=true connected=true commands=12 pin=5 puk=5 fault=false
public actor VirtualCardService {
    private let executor = BlockingExecutor(name: "virtual-card")
    private let configuration: VirtualCardConfiguration

    /// A service that does nothing until ``run()``.
    public init(_ configuration: VirtualCardConfiguration) { self.configuration = configuration }

    /// The service's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Runs until the task is cancelled; finds vpcd again when pcscd was restarted.
    ///
    /// - Parameter ready: told once orders are taken.
    /// - Throws: ``StateFile/Problem`` when the card's memory or the control socket cannot be had.
    public func run(ready: @Sendable () -> Void = {}) async throws {
        try await run(configuration.kind.card(configuration.stateFile, configuration.person), ready)
    }

    private func run(_ card: some VirtualCard, _ ready: @Sendable () -> Void) async throws {
        let alarm = try Alarm()
        let loop = try VirtualCardLoop(configuration, card: card, alarm: alarm)
        ready()
        await withTaskCancellationHandler {
            loop.run()
        } onCancel: {
            alarm.ring()
        }
    }
}

/// Wakes a loop that waits in `poll`.
final class Alarm: Sendable {
    /// Readable once the alarm rang.
    let descriptor: Int32
    private let bell: Int32
    private let isRung = Atomic(false)

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw StateFile.Problem(description: "no pipe") }
        descriptor = ends[0]
        bell = ends[1]
    }

    deinit {
        close(descriptor)
        close(bell)
    }

    var hasRung: Bool { isRung.load(ordering: .acquiring) }

    func ring() {
        isRung.store(true, ordering: .releasing)
        write(bell, "!", 1)
    }
}
