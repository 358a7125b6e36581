import KioskDomain

/// The words of a verification report.
extension VerificationText {
    enum Words {
        static let result = Localised(kk: "Нәтиже", ru: "Результат", en: "Result")
        static let judgedAt = Localised(kk: "Тексерілген уақыты", ru: "Проверено", en: "Checked at")
        static let signatures = Localised(kk: "Қолтаңба саны", ru: "Подписей", en: "Signatures")
        static let signature = Localised(kk: "Қолтаңба", ru: "Подпись", en: "Signature")
        static let mathematics = Localised(
            kk: "Құжат пен қолтаңбаның сәйкестігі", ru: "Соответствие документа и подписи",
            en: "Document and signature fit")
        static let noSigner = Localised(
            kk: "Қол қоюшының сертификаты табылмады", ru: "Сертификат подписавшего не найден",
            en: "The signer's certificate was not found")
        static let algorithm = Localised(kk: "Алгоритм", ru: "Алгоритм", en: "Algorithm")
        static let covers = Localised(kk: "Қамтитыны", ru: "Охватывает", en: "Covers")
        static let claimedTime = Localised(
            kk: "Қол қоюшы көрсеткен уақыт", ru: "Время по словам подписавшего", en: "Time claimed by the signer")
        static let timeStamp = Localised(kk: "Уақыт белгісі", ru: "Метка времени", en: "Time stamp")
        static let holder = Localised(kk: "Иесі", ru: "Владелец", en: "Holder")
        static let iin = Localised(kk: "ЖСН", ru: "ИИН", en: "IIN")
        static let bin = Localised(kk: "БСН", ru: "БИН", en: "BIN")
        static let organisation = Localised(kk: "Ұйым", ru: "Организация", en: "Organisation")
        static let issuer = Localised(kk: "Сертификатты берген", ru: "Издатель", en: "Issuer")
        static let serialNumber = Localised(kk: "Сериялық нөмірі", ru: "Серийный номер", en: "Serial number")
        static let validity = Localised(kk: "Қолданылу мерзімі", ru: "Срок действия", en: "Valid")
        static let key = Localised(kk: "Кілт", ru: "Ключ", en: "Key")
        static let status = Localised(kk: "Күйі", ru: "Статус", en: "Status")
        static let remark = Localised(kk: "ескерту", ru: "замечание", en: "remark")

        static func verdict(_ verdict: Verdict) -> Localised {
            switch verdict {
            case .valid: Localised(kk: "жарамды", ru: "действительна", en: "valid")
            case .invalid: Localised(kk: "жарамсыз", ru: "недействительна", en: "not valid")
            case .unknown: Localised(kk: "анықталмады", ru: "не установлено", en: "not established")
            }
        }

        static func status(_ status: RevocationVerdict.Status) -> Localised {
            switch status {
            case .good: Localised(kk: "қайтарып алынбаған", ru: "не отозван", en: "not revoked")
            case .revoked: Localised(kk: "қайтарып алынған", ru: "отозван", en: "revoked")
            case .unknown: Localised(kk: "белгісіз", ru: "неизвестен", en: "unknown")
            case .notAsked: Localised(kk: "сұралған жоқ", ru: "не запрашивался", en: "not asked for")
            }
        }
    }
}
