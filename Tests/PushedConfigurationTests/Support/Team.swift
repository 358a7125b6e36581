import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import PortalContract
import Testing

@testable import PushedConfiguration

/// Who signs in tests.
struct Team: Sendable {
    let key = P256.Signing.PrivateKey()

    var pem: String { key.publicKey.pemRepresentation + "\n" }

    var signers: SignerKeys {
        get throws { try SignerKeys(pem: pem) }
    }

    func sign(_ json: String) throws -> SignedSet { try SignerKeys.sign(Data(json.utf8), with: key) }

    func set(_ version: Int, scope: String = "all", more: String = "") throws -> SignedSet {
        try sign(Sets.json(version: "\(version)", scope: scope, more: more))
    }

    static let place = ConfigurationPlace(kiosk: "kiosk-1", centre: "PSC-1", region: "ALA")
    static let now = UnixTime(milliseconds: 1_795_229_967_075)
}

/// Texts of sets.
enum Sets {
    static func json(
        version: String = "1", scope: String = "all", from: String = "2026-01-01", more: String = ""
    ) -> String {
        """
        {"format": "psc-kiosk-configuration-1", "scope": "\(scope)", "version": \(version), "valid-from": "\(from)",
        "note": "test"\(more.isEmpty ? "" : ", " + more)}
        """
    }

    /// Every table and every key once.
    static let whole = """
        "rules": {
            "minimum-age": [{"value": 16}],
            "attempt-limit": [{"value": 5}, {"from": "2027-01-01", "value": 4}],
            "evidence": [{"value": {"maximum-distance": 0.45, "minimum-frames": 6, "needs-liveness": true}}],
            "sms": [{"value": {"length": 6, "life-seconds": 300, "tries": 3,
                "per-iin": [{"count": 3, "window-seconds": 900}],
                "per-kiosk": [{"count": 60, "window-seconds": 3600}]}}],
            "queue": [{"value": {"call-within-minutes": 25, "slip-before-minutes": 20, "late-tolerance-minutes": 1}}],
            "media": [{"value": {"kiosk": ["file", "id-card"], "desk": ["file", "kaztoken"]}}],
            "validity-years": [{"value":
                {"file": 1, "id-card": 3, "kaztoken": 3, "etoken": 3, "jacarta": 3, "akey": 3}}],
            "application-days": [{"value": 30}],
            "confirmation-days": [{"value": 2}],
            "document-access": [{"value": {"life-seconds": 300, "longest-seconds": 1800}}],
            "card-exchange": [{"from": "2025-05-28", "through": "2026-12-31",
                "value": {"days-before-expiry": 30, "days-after-expiry": 10}}],
            "mci": [{"from": "2025-01-01", "through": "2025-12-31", "value": 3932},
                {"from": "2026-01-01", "value": 4325}],
            "transfer-fines": [{"value": {"individual": 10, "official-small-ngo": 15, "medium": 30, "large": 150}}],
            "use-fines": [{"from": "2025-03-13",
                "value": {"individual": 50, "official-small-ngo": 100, "medium": 150, "large": 200}}],
            "time-outs": [{"value": {"idle-seconds": 90, "warning-seconds": 30, "extended-seconds": 120,
                "attempt-seconds": 20, "first-frame-seconds": 20, "device-return-seconds": 10}}],
            "retention": [{"value": {"personal-days": 20, "outcome-days": 400}}],
            "clock-tolerance-seconds": [{"value": 20}]
        },
        "configuration": {
            "limits.idle-seconds": 90, "limits.attempt-seconds": 20, "limits.unsent-days": 30,
            "face.challenge": "gentle", "face.calibration-people": 60,
            "door.sites": ["https://egov.kz"], "printer.untaken": "retract",
            "queue.purposes": [{"id": "eds", "kk": "ЭЦҚ алу", "ru": "Получение ЭЦП", "en": "Electronic signature"}]
        }
        """
}

/// What a set is refused with.
func problem(_ body: () throws -> Void) -> SetProblem? {
    do {
        try body()
        return nil
    } catch {
        return error as? SetProblem
    }
}

/// `#expect` of what a step answers that changes a value.
func expect(_ holds: Bool, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(holds, comment, sourceLocation: sourceLocation)
}
