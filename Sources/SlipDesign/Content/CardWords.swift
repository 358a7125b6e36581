import KioskDomain

extension IssuedEDS.Validity.Use {
    /// What the certificate is for.
    var text: Localised {
        switch self {
        case .authentication: Localised(kk: "Кіру сертификаты", ru: "Сертификат для входа", en: "Log-in certificate")
        case .signature:
            Localised(kk: "Қол қою сертификаты", ru: "Сертификат подписи", en: "Signature certificate")
        case .both:
            Localised(
                kk: "Кіру және қол қою сертификаты", ru: "Сертификат входа и подписи",
                en: "Log-in and signature certificate")
        }
    }
}

extension InterruptedWrite.Change.Item {
    /// What it is called to the holder.
    var text: Localised {
        switch self {
        case .pin: Localised(kk: "PIN-код", ru: "PIN-код", en: "PIN")
        case .authenticationKey: Localised(kk: "Кіру кілті", ru: "Ключ для входа", en: "Log-in key")
        case .authenticationCertificate: IssuedEDS.Validity.Use.authentication.text
        case .signatureKey: Localised(kk: "Қол қою кілті", ru: "Ключ подписи", en: "Signature key")
        case .signatureCertificate: IssuedEDS.Validity.Use.signature.text
        }
    }
}

extension InterruptedWrite.Change.State {
    /// What became of it.
    var text: Localised {
        switch self {
        case .written: Localised(kk: "жаңа, жазылды", ru: "новый, записан", en: "new, written")
        case .untouched: Localised(kk: "өзгерген жоқ", ru: "без изменений", en: "unchanged")
        case .unknown: Localised(kk: "белгісіз", ru: "неизвестно", en: "unknown")
        }
    }
}
