public import KioskDevices
public import KioskDomain

/// What came of reading a chip.
public enum ChipReadingResult: Sendable {
    /// Read, and nothing speaks against it.
    case read(ChipReading)
    /// The password is wrong (`chip.access-denied`); tries left where the chip tells.
    case accessDenied(remainingTries: Int?)
    /// Passive authentication found the chip's data changed or signed by nobody (`chip.not-trusted`). None of it is
    /// handed out; the text is for a technician.
    case notTrusted(reason: String)

    /// The stable code of an outcome that is no reading.
    public var code: FailureCode? {
        switch self {
        case .read: nil
        case .accessDenied: .chipAccess
        case .notTrusted: .chipUntrusted
        }
    }
}

/// Who vouches for the data of a chip.
public enum ChipTrust: Sendable, Hashable {
    /// Every data group read has its hash in the document security object, which a document signer signed whose
    /// certificate leads to one of the country's authorities that the caller named.
    case trusted
    /// The hashes hold, but nobody known vouches for the signer; never to be taken for trusted (DESIGN 5.5). The text
    /// is for a technician.
    case unknown(reason: String)
}

/// How the chip was opened.
public enum ChipAccess: Sendable, Hashable {
    /// Basic access control.
    case bac
    /// PACE with generic mapping.
    case pace(SessionCipher, Curve)
}

/// The data of a chip. Personal throughout: it prints as nothing.
public struct ChipReading: Sendable, CustomStringConvertible, CustomReflectable {
    /// DG1.
    public let zone: MachineReadableZone
    /// DG2; nil when it was not asked for, is not there or cannot be read (``portraitProblem``).
    public let portrait: ChipPortrait?
    /// Why there is no portrait although it was asked for: `chip.picture-unreadable`.
    public let portraitProblem: Failure?
    /// Who vouches for it.
    public let trust: ChipTrust
    /// How the chip was opened.
    public let access: ChipAccess

    /// The individual identification number where the document carries one (P1).
    public var iin: IIN? { zone.iin }

    /// Nothing of the holder.
    public var description: String { "reading of a \(zone)" }
    /// Nothing of the holder, so that `dump` shows no more.
    public var customMirror: Mirror { Mirror(self, children: ["access": access, "trust": trust]) }
}
