public import KioskDomain

/// Contents with nobody's data: what `kioskctl printer preview` draws and what the lint fits on paper.
public enum SlipSamples {
    /// As it usually is.
    public static func usual(_ form: SlipForm) -> SlipContent {
        switch form {
        case .ticket:
            .ticket(QueueTicket(number: "A-128", service: service, lane: lane, ahead: 4, minutes: 20, statusLink: link))
        case .application: .application(application(handInAt: centre))
        case .issued: .issued(IssuedEDS(number: number, iin: iin, certificates: certificates))
        case .revoked: .revoked(revoked(["4f1c2a77d0b3395e8a61c0ffee120451", "5a02bb19c4d27f08916e5d3340aa7712"]))
        case .applicationLeft: .applicationLeft(advice(number))
        case .sentOn: .sentOn(advice(nil))
        case .referral: .referral(referral([.noMatch, .poorLighting, .blurred, .severalFaces, .tookTooLong]))
        case .interruptedWrite: .interruptedWrite(interrupted(application: number))
        case .registration: .registration(registration(collectAt: centre))
        case .test: .test(TestPage(printer: "KIOSK-SIM 80"))
        }
    }

    /// With everything that it can have, each value as long as it comes: what fits then, always fits.
    public static func longest(_ form: SlipForm) -> SlipContent {
        switch form {
        case .ticket:
            .ticket(
                QueueTicket(
                    number: "AB-0888", service: long, lane: lane, appointment: "10:30", callBy: "11:00", ahead: 188,
                    minutes: 480,
                    statusLink: link, isCopy: true, isProvisional: true))
        case .application: .application(application(handInAt: long))
        case .applicationLeft: .applicationLeft(Advice(application: number, message: long, remedy: long, code: code))
        case .sentOn: .sentOn(Advice(application: number, message: long, remedy: long, code: code))
        case .referral:
            .referral(referral(Array(repeating: .livenessFailed, count: 10)))
        case .registration: .registration(registration(collectAt: long))
        case .test: .test(TestPage(printer: long.en))
        case .issued:
            .issued(
                IssuedEDS(
                    number: number, iin: iin, certificates: certificates, isFile: true,
                    bin: try? BIN(text: "230440000010")))
        case .interruptedWrite, .revoked: usual(form)
        }
    }

    /// With nothing that can be left out.
    public static func shortest(_ form: SlipForm) -> SlipContent {
        switch form {
        case .ticket: .ticket(QueueTicket(number: "A-001", service: service, lane: lane))
        case .issued: .issued(IssuedEDS(number: number, iin: iin, certificates: [], isToken: true))
        case .applicationLeft, .sentOn: form == .sentOn ? .sentOn(advice(nil)) : .applicationLeft(advice(nil))
        case .referral:
            .referral(Referral(attempts: [.init(time: time, outcome: .noMatch)], iin: nil, signedOutcomes: [0x50]))
        case .interruptedWrite: .interruptedWrite(interrupted(application: nil))
        case .revoked: .revoked(revoked(["0b"]))
        case .application, .registration, .test: usual(form)
        }
    }

    /// Where, when and for whom; the centre has a usual name.
    public static func context(_ language: Language, isDemonstration: Bool = false) -> SlipContext {
        SlipContext(
            language: language, centre: centre, kiosk: "K-01", slip: "128", issued: time,
            isDemonstration: isDemonstration)
    }

    /// The same with a centre's name of 300 letters.
    public static func longestContext(_ language: Language) -> SlipContext {
        var context = context(language, isDemonstration: true)
        let name = { (text: String) in String(String(repeating: text + " ", count: 12).prefix(300)) }
        context.centre = Localised(kk: name(centre.kk), ru: name(centre.ru), en: name(centre.en))
        context.slip = "1234567"
        return context
    }

    /// The names that the tags of one form's templates may use.
    static func names(_ form: SlipForm) -> TemplateNames {
        let own = longest(form).values.merging(shortest(form).values) { longest, _ in longest }
        return TemplateNames(own.merging(context(.kazakh).values) { own, _ in own })
    }

    /// The names in the file that all forms share: only where, when and for whom.
    static let commonNames = TemplateNames(context(.kazakh).values)

    // MARK: Values

    private static let lost = Localised(
        kk: "Карта немесе кілт жоғалған", ru: "Карта или ключ утеряны", en: "The card or the key is lost")

    private static func revoked(_ serials: [String]) -> RevokedEDS {
        RevokedEDS(iin: iin, serials: serials, cause: lost, revoked: time)
    }

    private static let time = "27.05.2025 10:32"
    private static let number = "EDS-2025-000123"
    private static let link = "https://portal.example/t/3fQ8n2VdXk5hJp7RsWcYtA"
    private static let code = FailureCode.cardWriteInterrupted
    /// Of nobody: the check digit is right, the day is the first of a year.
    private static let iin = try? IIN(text: "900101300017")
    private static let centre = Localised(
        kk: "Халыққа қызмет көрсету орталығы № 1", ru: "Центр обслуживания населения № 1",
        en: "Public Service Centre No. 1")
    private static let service = Localised(
        kk: "Жеке куәлікті ауыстыру", ru: "Замена удостоверения личности", en: "Identity card exchange")
    private static let lane = Localised(kk: "Жалпы кезек", ru: "Общая очередь", en: "General queue")
    private static let long = Localised(
        kk: "Қазақстан Республикасы азаматының жеке куәлігін қорғаныштық белгілері бұзылған жағдайда ауыстыру",
        ru: "Замена удостоверения личности гражданина Республики Казахстан при повреждении защитных признаков",
        en: "Exchange of the identity card of a citizen of the Republic of Kazakhstan whose marks are damaged")
    private static let certificates: [IssuedEDS.Validity] = [
        .init(.authentication, from: "27.05.2025", to: "26.05.2028"),
        .init(.signature, from: "27.05.2025", to: "26.05.2028"),
    ]

    private static func advice(_ application: String?) -> Advice {
        Advice(
            application: application,
            message: Localised(
                kk: "Картаға жазу мүмкін болмады", ru: "Не удалось записать на карту", en: "The card was not written"),
            remedy: Localised(
                kk: "Осы талонмен операторға барыңыз", ru: "Подойдите с этим талоном к оператору",
                en: "Go to an operator with this slip"), code: code)
    }

    private static func application(handInAt: Localised) -> EDSApplication {
        EDSApplication(
            number: number, iin: iin, handInAt: handInAt,
            medium: Localised(kk: "Жеке куәлік", ru: "Удостоверение личности", en: "Identity card"),
            submitted: CivilDate(dayNumber: 20_235))
    }

    private static func registration(collectAt: Localised) -> Registration {
        Registration(number: "ID-2025-000123", iin: iin, service: service, collectAt: collectAt, submitted: time)
    }

    private static func interrupted(application: String?) -> InterruptedWrite {
        InterruptedWrite(
            changes: [
                .init(.authenticationKey, .written), .init(.authenticationCertificate, .written),
                .init(.signatureKey, .unknown), .init(.signatureCertificate, .untouched),
            ], application: application, code: code)
    }

    private static func referral(_ outcomes: [AttemptOutcome]) -> Referral {
        Referral(
            attempts: outcomes.map { .init(time: time, outcome: $0) }, iin: iin,
            signedOutcomes: Array(("PSC1." + String(repeating: "c2lnbmVkLW91dGNvbWVzLg", count: 18)).utf8))
    }
}
