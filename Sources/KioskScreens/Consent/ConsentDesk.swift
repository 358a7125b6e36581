public import KioskDevices
public import KioskDomain

/// Asks the person at this screen about what a portal page wants signed. The daemon implements it: one question at a
/// time, everything that a person sees and nothing that the page could have drawn itself.
public protocol ConsentDesk: Sendable {
    /// What is asked now (nil: nothing), then every change; a slow reader gets the newest.
    func consents() async -> AsyncStream<ConsentView?>
    func consent() async -> ConsentView?

    /// Claims the consent screen for a page that was just loaded.
    /// - Throws: `screen.already-open` while another page holds it, `operator.card-needed` while the desk is locked.
    func claimConsent() async throws(Failure) -> ScreenToken
    /// The page is there (its event stream is open) or gone.
    func consent(_ token: ScreenToken, isPresent: Bool) async
    /// Whether this page holds the consent screen.
    func holdsConsent(_ token: ScreenToken) async -> Bool

    /// Carries out what the person did.
    /// - Throws: a stable code when the action is refused or not possible now.
    func answer(_ action: ConsentAction, screen: ScreenToken) async throws(Failure)
}

/// What the page posts as JSON: `{"action":"key","question":"…","value":"3"}` and so on. `question` is
/// ``ConsentView/id``: an answer to a question that is no longer shown is refused.
public struct ConsentAction: Sendable, Hashable {
    /// What was done.
    public enum Step: Sendable, Hashable {
        /// The key with this ``ConsentKey/id`` is to be used. This is the consent: the request stands above it.
        case key(String)
        /// The file with this ``ConsentFile/id``.
        case file(String)
        /// Positions on the pad named `pad`, in the order they were touched.
        case secret(pad: String, positions: [Int])
        /// Yes to the last try of a PIN.
        case confirmLastTry
        /// The liability notice was read (F2).
        case confirmNotice
        /// More time for the question (R2); it is about the one that is shown.
        case moreTime
        /// Texts in another language.
        case language(Language)
        /// No; while documents are signed: no more of them, and none is given away.
        case cancel
        /// An ending was read.
        case close
    }

    /// ``ConsentView/id`` of what was shown.
    public var question: String
    /// What was done.
    public var step: Step

    /// Memberwise.
    public init(question: String, step: Step) {
        self.question = question
        self.step = step
    }
}
