import KioskDomain
import KioskTexts

extension ScreenPages {
    /// A person's certificates, those of one application together: a set is revoked as a whole (E0), also where one of it was
    /// revoked before the answer was lost.
    func certificates(_ person: PersonCertificates) -> [String: Any] {
        let sets = Dictionary(grouping: person.certificates.filter { $0.standing != .expired }) {
            $0.application ?? $0.serial
        }.filter { _, set in set.contains { $0.isRevocable || person.unfinished.contains($0.serial) } }
            .sorted { $0.key > $1.key }
        var context: [String: Any] = [
            "title": RevocationTexts.title, "name": person.name, "masked": person.iin.masked, "iin": person.iin.digits,
            "useLabel": RevocationTexts.use, "untilLabel": RevocationTexts.until, "stateLabel": RevocationTexts.state,
            "rows": person.certificates.map(row), "causeLabel": RevocationTexts.cause,
            "causes": [RevocationCause.keyCompromise, .cessationOfOperation, .superseded].map {
                ["value": $0.rawValue, "text": $0.text] as [String: Any]
            },
            "papers": RevocationTexts.papers, "forGood": RevocationTexts.forGood,
            "sets": sets.map { name, certificates in
                [
                    "label": RevocationTexts.revoke.with(
                        [certificates[0].application ?? short(name), certificates[0].bin].compactMap(\.self)
                            .joined(separator: ", ")),
                    "serials": certificates.map(\.serial).joined(separator: ","),
                ] as [String: Any]
            },
        ]
        if person.certificates.isEmpty { context["none"] = RevocationTexts.none }
        context["slip"] = person.slip.map(RevocationTexts.done)
        return context
    }

    private func row(_ certificate: PersonalCertificate) -> [String: Any] {
        [
            "serial": short(certificate.serial), "use": use(certificate),
            "until": certificate.lastDay.short, "state": RevocationTexts.name(of: certificate.standing),
            "over": certificate.standing != .valid,
        ]
    }

    /// With whose it is, where it is not the person's own (E3).
    private func use(_ certificate: PersonalCertificate) -> Localised {
        let name = CardCareTexts.names(of: certificate.uses)
        guard let bin = certificate.bin else { return name }
        let whose = OrganisationTexts.whose
        return Localised(
            kk: "\(name.kk), \(whose.kk) \(bin)", ru: "\(name.ru), \(whose.ru) \(bin)",
            en: "\(name.en), \(whose.en) \(bin)")
    }

    private func short(_ serial: String) -> String { serial.count > 12 ? "…" + serial.suffix(12) : serial }
}

/// Revoking at the desk (E7).
enum RevocationTexts {
    static let find = Localised(kk: "Сертификаттары", ru: "Сертификаты", en: "Certificates")
    static let title = Localised(
        kk: "Азаматтың сертификаттары", ru: "Сертификаты гражданина", en: "The citizen's certificates")
    static let use = Localised(kk: "Мақсаты", ru: "Назначение", en: "Use")
    static let until = Localised(kk: "Соңғы күні", ru: "Действует по", en: "Valid until")
    static let state = Localised(kk: "Күйі", ru: "Состояние", en: "State")
    static let cause = Localised(kk: "Себебі", ru: "Причина", en: "Reason")
    static let papers = Localised(
        kk: "Адамның жеке басын құжат бойынша тексердім.", ru: "Личность проверена по документу.",
        en: "I have checked the person's identity by a document.")
    static let forGood = Localised(
        kk: "Кері қайтаруды болдырмау мүмкін емес.", ru: "Отзыв нельзя отменить.", en: "Revoking cannot be undone.")
    static let revoke = Localised(kk: "Кері қайтару: {}", ru: "Отозвать: {}", en: "Revoke: {}")
    static let none = Localised(
        kk: "Бұл адамға сертификат шығарылмаған.", ru: "Этому человеку сертификаты не выпускались.",
        en: "No certificate was issued to this person.")

    static func name(of standing: PersonalCertificate.Standing) -> Localised {
        switch standing {
        case .valid: Localised(kk: "жарамды", ru: "действует", en: "valid")
        case .expired: Localised(kk: "мерзімі өтті", ru: "срок истёк", en: "expired")
        case .revoked(let cause, let day):
            Localised(
                kk: "қайтарылды \(day.short): \(cause.text.kk)", ru: "отозван \(day.short): \(cause.text.ru)",
                en: "revoked \(day.short): \(cause.text.en)")
        }
    }

    static func done(_ slip: SlipResult) -> Localised {
        switch slip {
        case .printed:
            Localised(
                kk: "Кері қайтарылды. Талонды азаматқа беріңіз.", ru: "Отозвано. Передайте талон гражданину.",
                en: "Revoked. Give the slip to the citizen.")
        case .unconfirmed, .failed:
            Localised(
                kk: "Кері қайтарылды. Талон шықпаған болуы мүмкін.", ru: "Отозвано. Талон, возможно, не вышел.",
                en: "Revoked. The slip may not have come out.")
        }
    }
}
