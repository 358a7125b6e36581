import CardReaderPCSC
import KioskDevices
import KioskDomain
import PortalContract
import SmartCard

/// Follows the citizen's reader: which one it is, what is in it, and what the session has to know (R1, R3).
actor ReaderWatch {
    private let monitor: ReaderMonitor
    private let assignment: ReaderAssignment
    private let board: StatusBoard
    private let tell: @Sendable (CardEvent) async -> Void
    private var seen: (reader: String?, insertions: UInt, occupied: Bool) = (nil, 0, false)

    init(
        monitor: ReaderMonitor, assignment: ReaderAssignment, board: StatusBoard,
        tell: @escaping @Sendable (CardEvent) async -> Void
    ) {
        self.monitor = monitor
        self.assignment = assignment
        self.board = board
        self.tell = tell
    }

    func run() async {
        for await snapshot in monitor.snapshots() { await changed(snapshot) }
    }

    private func changed(_ snapshot: ReaderSnapshot) async {
        let picked = assignment.citizenReader(snapshot)
        await board.set(status(snapshot, picked))
        let before = seen
        let occupied = picked.map { $0.content != .empty } ?? false
        seen = (picked?.name, picked?.insertions ?? 0, occupied)
        guard let picked else {
            if before.reader != nil { await tell(.readerLost) }
            return
        }
        if before.reader == nil { await tell(.readerBack) }
        // A card that was swapped between two looks is a removal and an insertion.
        if before.occupied, !occupied || before.insertions != picked.insertions { await tell(.removed) }
        if occupied, !before.occupied || before.insertions != picked.insertions { await tell(.inserted) }
    }

    private func status(_ snapshot: ReaderSnapshot, _ picked: ReaderInfo?) -> DeviceStatus {
        let condition =
            picked == nil && snapshot.service == .running
            ? ReaderCondition.noReader : snapshot.condition(of: picked?.name)
        let health: Health =
            switch condition {
            case .unknown: .unknown
            case .noService, .notAuthorised, .noReader: .fault
            case .mute, .card(.unknown, _), .card(.vendorModule, _): .warning
            case .empty, .card: .ok
            }
        return DeviceStatus(
            id: "reader.citizen", name: picked?.name ?? "", health: health, code: condition.failure,
            finding: Self.finding(condition) + (picked?.port.map { ", at USB port \($0)" } ?? "")
                + Self.losses(snapshot.losses),
            isVirtual: picked?.isVirtual ?? false)
    }

    /// Of every reader: one that is lost again and again has a bad cable or too little power.
    private static func losses(_ losses: [String: Int]) -> String {
        guard !losses.isEmpty else { return "" }
        let rows = losses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value) times" }
        return "; lost since the start: " + rows.joined(separator: ", ")
    }

    private static func finding(_ condition: ReaderCondition) -> String {
        switch condition {
        case .unknown: "not asked yet"
        case .noService: "the smart-card service does not run"
        case .notAuthorised: "the smart-card service refuses this user"
        case .noReader: "the service runs and has no reader for citizens"
        case .empty: "no card"
        case .mute: "a card that does not answer a reset"
        case .card(.piv(let virtual), _): virtual ? "virtual PIV card" : "PIV card"
        case .card(.pkcs15(let virtual), _): virtual ? "virtual PKCS#15 card" : "PKCS#15 card"
        case .card(.travelDocument(let virtual), _):
            virtual ? "virtual chip of a travel document" : "chip of a travel document"
        case .card(.vendorModule(let product), _): "known card, vendor module needed: \(product)"
        case .card(.unidentified, _): "a card that is being asked"
        case .card(.unknown, let atr): "a card nobody here can drive, ATR \(Hex.encode(atr))"
        }
    }
}
