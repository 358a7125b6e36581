import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import Logging
import SlipDesign
import SlipPrinter
import StaffAccess

/// What the staff's page of this terminal asks for.
struct StaffWork: StaffDesk {
    private static let printerID = "printer.slip"

    let board: StatusBoard
    let printer: SlipPrinter
    let book: SlipBook
    let clock: TrustedClock
    let zone: CentreZone
    let centre: Localised
    let kiosk: String
    let isDemonstration: Bool
    let slips: SlipWork

    func devices() async -> [DeviceStatus] { await board.statuses }

    func paperChanged() async -> DeviceStatus {
        let status = await printer.paperChanged(id: Self.printerID)
        await board.set(status)
        return status
    }

    func printTest(_ language: Language) async -> SlipResult {
        let now = zone.civil(clock.now())
        let context = SlipContext(
            language: language, centre: centre, kiosk: kiosk,
            issued: "\(now.date.onSlip) \(now.time.hoursAndMinutes)", isDemonstration: isDemonstration)
        let page = book.document(
            .test(TestPage(printer: await printer.name())), context, paper: printer.configuration.paper)
        let result = await printer.print(SlipJob(page))
        await board.set(await printer.deviceStatus(id: Self.printerID))
        switch result {
        case .printed: return .printed
        case .unconfirmed: return .unconfirmed
        case .failed(let code): return .failed(code)
        }
    }

    func openSlips() async -> [OpenSlip] { (try? await slips.open()) ?? [] }

    func decide(_ decision: SlipDecision, slip: String) async throws(Failure) -> SlipResult? {
        let printed = try await slips.decide(decision, slip: slip, by: "staff PIN")
        if printed != nil { await board.set(await printer.deviceStatus(id: Self.printerID)) }
        return printed?.result
    }
}

extension StaffGate {
    /// The door with the configured PIN, its audit trail in the journal; nil without a PIN.
    static func open(
        _ hash: StaffPINHash?, journal: Journal, clock: TrustedClock, logger: Logger
    ) -> StaffGate? {
        hash.map { hash in
            StaffGate(StaffLock(hash)) { kind, details in
                do throws(JournalError) {
                    try await journal.record(kind, details: details, at: clock.now())
                } catch {
                    logger.error("no audit line", metadata: ["kind": "\(kind)", "code": "\(error.code.rawValue)"])
                }
            }
        }
    }
}
