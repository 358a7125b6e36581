public import KioskDomain

/// What the page posts as JSON: `{"action":"language","value":"kk"}` and so on.
public enum ScreenAction: Sendable, Hashable {
    case language(Language)
    case service(Service)
    case purpose(String)
    /// "Reservation" on the queue screen (Q3).
    case reservation
    /// The IIN of the reservation as typed.
    case reservationOf(iin: String)
    /// Back to the services of the general queue.
    case withoutReservation
    /// Claims the preferential window, or takes that back (Q6).
    case claimPreference(Bool)
    case consent
    case confirmNotice
    /// Typed fields; `iin` nil takes the one of the card in the reader, `birthDate` is ISO 8601 (`1990-01-31`).
    case identity(iin: String?, documentNumber: String, birthDate: String)
    case code(String)
    case sendCodeAgain
    /// Typed: the number of an application; `iin` nil where it is proven already.
    case applicationNumber(String, iin: String?)
    case printForm
    case writeNow
    case start
    /// The challenge without turns of the head, or back to the usual one.
    case cannotTurn(Bool)
    /// The portrait of the person's own document.
    case useDocument
    /// Another way to open its chip.
    case useDocumentKey(DocumentKeyKind)
    /// Typed: the six digits of the access number, or the expiry date in ISO 8601.
    case documentKey(DocumentKeyKind, String)
    case withoutDocument
    case tryAgain
    /// Positions on the pad named `pad`, in the order they were touched.
    case pin(pad: String, positions: [Int])
    /// Positions on the keyboard named `pad`, in the order they were touched.
    case password(pad: String, positions: [Int])
    case confirmLastTry
    /// Yes to the offer of a new PIN.
    case changePIN
    /// A new PIN with the PUK (E9).
    case unblockPIN
    /// The EDS on the card is to be renewed (E6).
    case reissue
    /// The EDS is to be obtained anew, since the PIN is forgotten (E9).
    case obtainAnew
    /// The EDS is in a file on the person's stick.
    case myFile
    /// See ``PersonAction/myToken``.
    case myToken
    /// The file at this place of the list.
    case keyFile(Int)
    /// See ``PersonAction/organisationEDS``.
    case organisationEDS
    /// The BIN that was typed.
    case organisation(String)
    /// Where the new keys shall be.
    case medium(Medium)
    /// The EDS on the card is to be revoked (E7).
    case revokeEDS
    /// The reason for it.
    case revokeFor(RevocationCause)
    /// The card or the key is lost: its EDS is to be revoked without it (E7).
    case cardLost
    /// One set of those that are shown; nil: all of them.
    case lostEDS(String?)
    case confirmRevocation
    /// A new application for an exchange of the identity card (I1).
    case exchangeCard
    /// Where such an application stands (I6).
    case exchangeStanding
    case exchangeReason(CardExchangeReason)
    /// Typed: the number on the identity card.
    case cardNumber(String)
    case usePhoto
    /// Photo and specimen at the desk instead.
    case atDesk
    /// Typed: the reference of the payment of the fee.
    case payment(String)
    case signExchange
    /// With the mobile app in the place of the card (L5).
    case signByPhone
    /// Typed: the number of a registration slip, with or without its letter.
    case exchangeSlip(String)
    /// How to log in to the personal account (L1).
    case logIn(LogInWay)
    /// The SMS code did not come (L3).
    case codeMissing
    case codeMissingFor(SMSNotReceivedReason)
    case sendReport
    /// See ``PersonAction/accountPage(_:)``.
    case accountPage(AccountPage)
    /// Another number in the Mobile Citizens Database (L4).
    case changePhone
    /// Typed: a mobile number.
    case phone(String)
    case cancel
    case done
    case moreTime
}
