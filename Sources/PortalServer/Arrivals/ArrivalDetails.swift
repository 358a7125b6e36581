import KioskDomain
import PortalContract

/// What a row is about, in a few words.
enum ArrivalDetails {
    static let forgottenPIN = Localised(kk: "PIN-код ұмытылған", ru: "забыт PIN-код", en: "the PIN is forgotten")
    static let bin = Localised(kk: "БСН", ru: "БИН", en: "BIN")
    static let askedAt = Localised(kk: "код сұралған уақыт", ru: "код запрошен", en: "code asked for")

    static func attempt(_ number: String) -> Localised {
        Localised(kk: "\(number)-әрекет", ru: "попытка \(number)", en: "attempt \(number)")
    }

    static func reason(_ reason: ObtainingReason) -> Localised {
        switch reason {
        case .forgottenPIN: forgottenPIN
        }
    }

    static func channel(_ channel: AttemptChannel) -> Localised {
        switch channel {
        case .home: Localised(kk: "Үйден", ru: "Из дома", en: "At home")
        case .kiosk: Localised(kk: "Киоскіде", ru: "У киоска", en: "At a kiosk")
        case .mobile: Localised(kk: "Мобильді қосымшада", ru: "В мобильном приложении", en: "In the mobile app")
        }
    }

    static func use(_ use: CertificateUse) -> Localised {
        switch use {
        case .authentication: Localised(kk: "кіру үшін", ru: "для входа", en: "for log-in")
        case .signature: Localised(kk: "қол қою үшін", ru: "для подписи", en: "for signature")
        case .both: Localised(kk: "кіру және қол қою үшін", ru: "для входа и подписи", en: "for log-in and signature")
        }
    }

    static func annulment(_ reason: CardExchangeCase.AnnulmentReason) -> Localised {
        switch reason {
        case .photo: Localised(kk: "сурет талапқа сай емес", ru: "фото не подходит", en: "the photo does not conform")
        case .signature:
            Localised(
                kk: "қол үлгісі талапқа сай емес", ru: "подпись не подходит", en: "the signature does not conform")
        case .furtherChecks:
            Localised(kk: "қосымша тексеру қажет", ru: "нужна дополнительная проверка", en: "more checks are needed")
        }
    }

    static func document(_ kind: DigitalDocumentKind) -> Localised {
        switch kind {
        case .identityCard: Localised(kk: "Жеке куәлік", ru: "Удостоверение личности", en: "Identity card")
        case .drivingLicence:
            Localised(kk: "Жүргізуші куәлігі", ru: "Водительское удостоверение", en: "Driving licence")
        case .diploma: Localised(kk: "Диплом", ru: "Диплом", en: "Diploma")
        }
    }

    static func role(_ role: KioskRole) -> Localised {
        switch role {
        case .kiosk: Localised(kk: "киоск", ru: "киоск", en: "kiosk")
        case .desk: Localised(kk: "оператор орны", ru: "место оператора", en: "operator's desk")
        case .hall: Localised(kk: "зал құрылғысы", ru: "устройство зала", en: "machine of the hall")
        case .officer:
            Localised(kk: "көші-қон қызметкері", ru: "сотрудник миграционной службы", en: "migration officer")
        case .technician: Localised(kk: "техник", ru: "техник", en: "technician")
        case .admin: Localised(kk: "әкімші", ru: "администратор", en: "admin")
        }
    }

    static func means(_ facts: LogInGate.Facts) -> [Localised] {
        var means: [Localised] = []
        if facts.signedWithEDS { means.append(Localised(kk: "ЭЦҚ", ru: "ЭЦП", en: "EDS")) }
        if facts.smsCodeAccepted { means.append(Localised(kk: "SMS-код", ru: "SMS-код", en: "SMS code")) }
        if facts.mobileAppScanned {
            means.append(Localised(kk: "қосымшадағы QR", ru: "QR в приложении", en: "QR in the app"))
        }
        return means
    }
}
