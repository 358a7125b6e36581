public import KioskDomain

/// Everything that is said about one failure code (DESIGN 5.11).
public struct FailureText: Sendable, Hashable {
    /// The code that it is about.
    public let code: FailureCode
    /// Why it happens, for a technician.
    public let cause: String
    /// What a person reads: what happened.
    public let text: Localised
    /// What a person reads below it: what to do next.
    public let remedy: Localised
    /// What a technician does.
    public let technicianRemedy: String

    init(
        _ code: FailureCode, cause: String, _ text: Localised, _ remedy: Localised, technician technicianRemedy: String
    ) {
        self.code = code
        self.cause = cause
        self.text = text
        self.remedy = remedy
        self.technicianRemedy = technicianRemedy
    }

    /// The texts of all codes, in the order of the chapters.
    public static let all: [FailureText] =
        personal + organisations + account + messages + attempts + camera + readers + cards + pins + tokens + sticks
        + chips + certificates + signing
        + door
        + operators + hall + closing + reservations + desk + staff + printer + portal + exchange + digital + tpm + sync
        + pushed + storage
        + kiosk

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }

    /// The text of a code; a test proves that each code has its own, so that the general one never stands in.
    static func of(_ code: FailureCode) -> FailureText { byCode[code] ?? general }
}

extension FailureCode {
    /// What a person reads: what happened.
    public var text: Localised { FailureText.of(self).text }
    /// What a person reads below it: what to do next.
    public var remedy: Localised { FailureText.of(self).remedy }
    /// Why it happens, for a technician.
    public var cause: String { FailureText.of(self).cause }
    /// What a technician does.
    public var technicianRemedy: String { FailureText.of(self).technicianRemedy }
}

/// Next steps that many codes share.
enum Remedy {
    static let enterAgain = Localised(
        kk: "Қайтадан енгізіңіз.", ru: "Введите ещё раз.", en: "Please enter it again.")
    static let tryAgain = Localised(
        kk: "Қайталап көріңіз.", ru: "Попробуйте ещё раз.", en: "Please try again.")
    static let later = Localised(
        kk: "Сәл кейінірек қайталап көріңіз.", ru: "Попробуйте немного позже.", en: "Please try again a little later.")
    static let startOver = Localised(
        kk: "Басынан бастаңыз.", ru: "Начните сначала.", en: "Please start from the beginning.")
    static let operatorDesk = Localised(
        kk: "Операторға жүгініңіз.", ru: "Обратитесь к оператору.", en: "Please go to an operator.")
    /// B5: an operator takes an application after five failed attempts only.
    static let byFace = Localised(
        kk: "Жаңа ЭЦҚ-ны осы киоскіде бет-әлпетпен алыңыз.", ru: "Получите новую ЭЦП по лицу в этом киоске.",
        en: "Obtain a new EDS by face at this kiosk.")
    static let employee = Localised(
        kk: "Орталық қызметкеріне айтыңыз.", ru: "Сообщите сотруднику центра.",
        en: "Please tell an employee of the centre.")
    static let otherKiosk = Localised(
        kk: "Басқа киоскіні пайдаланыңыз немесе қызметкерге айтыңыз.",
        ru: "Воспользуйтесь другим киоском или сообщите сотруднику.",
        en: "Please use another kiosk or tell an employee.")
    static let cardAgain = Localised(
        kk: "Картаны шығарып, қайта салыңыз.", ru: "Выньте карту и вставьте её снова.",
        en: "Take the card out and insert it again.")
}
