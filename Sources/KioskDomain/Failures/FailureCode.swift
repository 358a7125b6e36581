/// The stable code of everything that can go wrong (DESIGN 5.11). A code is never renamed or reused: slips, journals,
/// the portal and technicians keep it. Texts and remedies stand in `KioskTexts`; `docs/failure-codes.md` lists them all,
/// and a test compares the three.
public enum FailureCode: String, Sendable, Hashable, CaseIterable, Codable {
    // What a person typed.
    case iinLength = "iin.length"
    case iinCharacters = "iin.characters"
    case iinCheckDigit = "iin.check-digit"
    case iinBirthDate = "iin.birth-date"
    case documentNumber = "document.number"
    case documentMismatch = "document.mismatch"
    case birthDate = "document.birth-date"

    // Who may do what.
    case personUnderAge = "person.under-age"
    case personUnknown = "person.unknown"
    case personLegalEntity = "person.legal-entity"
    case consentMissing = "consent.missing"
    case proofMissing = "proof.missing"

    // SMS codes.
    case smsWrong = "sms.wrong"
    case smsTriesExhausted = "sms.tries-exhausted"
    case smsExpired = "sms.expired"
    case smsLimit = "sms.limit"
    case smsPhoneUnknown = "sms.phone-unknown"

    // Attempts and face.
    case attemptsExhausted = "attempts.exhausted"
    case attemptsTooFew = "attempts.too-few"
    case referenceMissing = "face.reference-missing"
    case faceNoMatch = "face.no-match"
    case matcherUnavailable = "face.matcher-unavailable"
    case visionFault = "face.helper-fault"
    case cameraMissing = "camera.missing"
    case cameraLost = "camera.lost"
    case cameraBusy = "camera.busy"
    case cameraNoPermission = "camera.no-permission"
    case cameraFrozen = "camera.frozen"

    // Readers and cards.
    case readerNoService = "card.no-service"
    case readerMissing = "card.no-reader"
    case readerUnplugged = "card.reader-unplugged"
    case readerNotAuthorised = "card.not-authorised"
    case cardAbsent = "card.absent"
    case cardMute = "card.mute"
    case cardUnknown = "card.unknown"
    case cardVendorModule = "card.vendor-module-needed"
    case cardRemoved = "card.removed"
    case cardCommunication = "card.communication"
    case cardRefused = "card.refused"
    case cardOfFormerPerson = "card.of-former-person"
    case cardOfOtherPerson = "card.of-other-person"
    case pinEmpty = "pin.empty"
    case pinLength = "pin.length"
    case pinWrong = "pin.wrong"
    case pinBlocked = "pin.blocked"
    case pinFactory = "pin.factory"
    case cardWriteInterrupted = "card.write-interrupted"
    case administrativeRefused = "card.administrative-refused"

    // Printer and slips.
    case printerMissing = "printer.missing"
    case printerBusy = "printer.busy"
    case printerPaperOut = "printer.paper-out"
    case printerPaperLow = "printer.paper-low"
    case printerCoverOpen = "printer.cover-open"
    case printerOffline = "printer.offline"
    case printerFault = "printer.fault"
    case printerLost = "printer.lost"
    case slipUnconfirmed = "slip.unconfirmed"

    // Portal.
    case portalUnreachable = "portal.unreachable"
    case portalRefused = "portal.refused"
    case portalAnswer = "portal.bad-answer"
    case portalTrust = "portal.not-trusted"
    case requestForOtherPerson = "portal.other-person"
    case requestUnproven = "portal.attempt-without-proof"
    case idempotencyConflict = "portal.idempotency-conflict"
    case demonstrationRefused = "portal.demonstration-refused"
    case certificateMismatch = "portal.certificate-mismatch"

    // The kiosk itself.
    case journalFull = "journal.disk-full"
    case journalFault = "journal.fault"
    case journalNewer = "journal.newer-schema"
    case journalKey = "journal.key-missing"
    case clockUntrusted = "clock.untrusted"
    case virtualPartRefused = "configuration.virtual-part"
    case configurationInvalid = "configuration.invalid"
    case screenElsewhere = "screen.already-open"
    case originRefused = "screen.origin-refused"
    case sessionExpired = "screen.session-expired"
    case sessionTimedOut = "session.timed-out"
    case cancelledByPerson = "session.cancelled"
    case internalError = "internal.error"
}
