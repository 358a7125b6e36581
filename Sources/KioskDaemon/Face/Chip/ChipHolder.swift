import KioskDomain
import TravelDocument

/// Whose document a chip belongs to: it must be the identified person's, by everything that DG1 says.
enum ChipHolder {
    /// Number, birth date as far as it is known, and the IIN where the document carries one.
    static func isHolder(_ identity: Identity, of zone: MachineReadableZone) -> Bool {
        guard zone.documentNumber == identity.documentNumber else { return false }
        let known = zip(zone.birthDate.text, identity.birthDate.zoneText).filter { $0.0 != "<" }
        guard known.allSatisfy({ $0.0 == $0.1 }) else { return false }
        return zone.iin.map { $0 == identity.iin } ?? true
    }
}
