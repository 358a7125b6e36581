import KioskDomain

/// Digital documents at the desk (D1–D4).
enum DeskDocumentTexts {
    static let title = Localised(kk: "Цифрлық құжат", ru: "Цифровой документ", en: "Digital document")
    static let consent = Localised(
        kk: "Құжат иесі қосымшада «Қолжетімділікті ашу» түймесін басады. Әр қарау екі жақтың тарихына жазылады.",
        ru: "Владелец нажимает в приложении «Открыть доступ». Каждый просмотр записывается в истории обеих сторон.",
        en: "The owner taps \u{201C}Open access\u{201D} in the app. Each look is recorded in both histories.")
    static let scan = Localised(
        kk: "QR кодын камерамен оқу", ru: "Считать QR-код камерой", en: "Read the QR code by camera")
    static let code = Localised(kk: "Сегіз цифрлық код", ru: "Код из восьми цифр", en: "Code of eight digits")
    static let show = Localised(kk: "Көрсету", ru: "Показать", en: "Show")
    static let scanning = Localised(
        kk: "Телефонды құжат камерасының алдында ұстасын.", ru: "Телефон нужно держать перед камерой для документов.",
        en: "The telephone is to be held before the document camera.")
    static let stop = Localised(kk: "Тоқтату", ru: "Остановить", en: "Stop")
    static let asking = Localised(
        kk: "Портал сұралып, қолтаңба тексерілуде…", ru: "Портал отвечает, подпись проверяется…",
        en: "The portal is asked, the signature verified…")
    static let verified = Localised(
        kk: "Берген органның қолтаңбасы тексерілді.", ru: "Подпись выдавшего органа проверена.",
        en: "The issuing body's signature is verified.")
    static let left = Localised(kk: "Қалған уақыт", ru: "Осталось", en: "Time left")
    static let document = Localised(kk: "Құжат", ru: "Документ", en: "Document")
    static let number = Localised(kk: "Нөмірі", ru: "Номер", en: "Number")
    static let owner = Localised(kk: "Иесі", ru: "Владелец", en: "Owner")
    static let born = Localised(kk: "Туған күні", ru: "Дата рождения", en: "Date of birth")
    static let until = Localised(kk: "Жарамдылық мерзімі", ru: "Действителен до", en: "Valid until")
    static let issuer = Localised(kk: "Берген орган", ru: "Кем выдан", en: "Issued by")
    static let caseNumber = Localised(
        kk: "Өтініш немесе талон нөмірі", ru: "Номер заявления или талона", en: "Number of application or slip")
    static let use = Localised(kk: "Қызмет үшін пайдалану", ru: "Использовать для услуги", en: "Use for a service")
    static let reference = Localised(
        kk: "Іске тек сілтеме қосылады. Құжаттың өзі сақталмайды.",
        ru: "К делу прикладывается только ссылка. Сам документ не сохраняется.",
        en: "The case gets a reference only. The document itself is not kept.")
    static let attached = Localised(kk: "Іске қосылды: {}", ru: "Приложен к делу: {}", en: "Attached to the case: {}")
    static let close = Localised(kk: "Құжатты жабу", ru: "Закрыть документ", en: "Close the document")
    static let stillHere = Localised(
        kk: "Ешкім түймелерді баспаса, құжат жабылады.", ru: "Если никто не отзовётся, документ закроется.",
        en: "The document closes unless somebody is here.")

    static func name(of kind: DigitalDocumentKind) -> Localised {
        switch kind {
        case .identityCard: Localised(kk: "Жеке куәлік", ru: "Удостоверение личности", en: "Identity card")
        case .drivingLicence:
            Localised(kk: "Жүргізуші куәлігі", ru: "Водительское удостоверение", en: "Driving licence")
        case .diploma: Localised(kk: "Диплом", ru: "Диплом", en: "Diploma")
        }
    }

    /// Minutes and seconds, in the same way in all languages.
    static func clock(_ seconds: Int) -> String {
        let rest = seconds % 60
        return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
    }
}
