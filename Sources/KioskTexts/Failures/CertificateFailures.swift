import KioskDomain

extension FailureText {
    /// Certificates and what is known of them.
    static let certificates: [FailureText] = [
        FailureText(
            .certificateMalformed, cause: "The bytes are no X.509 certificate.",
            Localised(kk: "Сертификат бүлінген.", ru: "Сертификат повреждён.", en: "The certificate is damaged."),
            Remedy.operatorDesk, technician: "`openssl x509 -text` or `asn1parse` on a copy says where it breaks."),
        FailureText(
            .certificateSignature, cause: "The certificate's signature does not verify under its issuer's key.",
            Localised(
                kk: "Сертификат түпнұсқа емес.", ru: "Сертификат не подлинный.", en: "The certificate is not genuine."),
            Remedy.operatorDesk, technician: "Compare with the certificate that the authority publishes."),
        FailureText(
            .certificateExpired, cause: "The date lies behind the end of the certificate.",
            Localised(
                kk: "Сертификаттың мерзімі өтті.", ru: "Срок действия сертификата истёк.",
                en: "The certificate has expired."),
            Localised(kk: "Жаңа ЭЦҚ алыңыз.", ru: "Получите новую ЭЦП.", en: "Please obtain a new EDS."),
            technician: "If the certificate is new, compare the clocks: `kioskctl diagnose`."),
        FailureText(
            .certificateNotYetValid, cause: "The date lies before the start of the certificate.",
            Localised(
                kk: "Сертификат әлі күшіне енген жоқ.", ru: "Сертификат ещё не действует.",
                en: "The certificate is not valid yet."), Remedy.later,
            technician: "Compare the clocks: `kioskctl diagnose`."),
        FailureText(
            .certificateRevoked, cause: "The authority has revoked the certificate.",
            Localised(
                kk: "Сертификат кері қайтарылған.", ru: "Сертификат отозван.", en: "The certificate has been revoked."),
            Localised(kk: "Жаңа ЭЦҚ алыңыз.", ru: "Получите новую ЭЦП.", en: "Please obtain a new EDS."),
            technician: "None: date and reason stand in the report."),
        FailureText(
            .edsNoneValid, cause: "The register of the authority has no valid certificate of the person.",
            Localised(
                kk: "Сізде жарамды ЭЦҚ жоқ.", ru: "У вас нет действующей ЭЦП.", en: "You have no valid EDS."),
            Localised(
                kk: "Қайтарып алатын ештеңе жоқ. Жаңа ЭЦҚ-ны осы киоскіде бет-әлпетпен алуға болады.",
                ru: "Отзывать нечего. Новую ЭЦП можно получить по лицу в этом киоске.",
                en: "There is nothing to revoke. You can obtain a new EDS by face at this kiosk."),
            technician: "None: revoked and expired certificates are not shown to the person."),
        FailureText(
            .certificateStatusUnknown, cause: "Neither OCSP nor CRL could say whether the certificate is revoked.",
            Localised(
                kk: "Сертификаттың күйі белгісіз.", ru: "Статус сертификата неизвестен.",
                en: "It is not known whether the certificate is valid."), Remedy.later,
            technician: "Not good and not revoked: check the addresses of OCSP and CRL in the configuration."),
        FailureText(
            .certificateIssuerMissing, cause: "The issuer's certificate is not known and could not be had.",
            Localised(
                kk: "Сертификатты берген орталық белгісіз.", ru: "Издатель сертификата неизвестен.",
                en: "The issuer of the certificate is not known."), Remedy.operatorDesk,
            technician: "Add the authority's certificate to `signing.trust-file`; the report names the issuer."),
        FailureText(
            .certificatePurpose, cause: "The certificate is not meant for this purpose.",
            Localised(
                kk: "Бұл сертификат осы әрекетке арналмаған.", ru: "Сертификат не для этого действия.",
                en: "This certificate is not meant for this action."),
            Localised(kk: "Басқа кілтті таңдаңыз.", ru: "Выберите другой ключ.", en: "Please choose another key."),
            technician: "Signing needs emailProtection, log-in clientAuth in the extended key usage."),
        FailureText(
            .certificateIIN, cause: "The check digit of the IIN in the certificate is wrong: a warning.",
            Localised(
                kk: "Сертификаттағы ЖСН тексеру саны сәйкес емес.",
                ru: "Контрольная цифра ИИН в сертификате не сходится.",
                en: "The check digit of the IIN in the certificate does not fit."), Remedy.employee,
            technician: "Seen in test certificates; in a real one, report it to the authority."),
        FailureText(
            .revocationUnavailable, cause: "OCSP or CRL could not be reached.",
            Localised(
                kk: "Сертификатты тексеру қызметі қолжетімсіз.", ru: "Служба проверки сертификатов недоступна.",
                en: "The certificate service cannot be reached."), Remedy.later,
            technician: "Check network and the addresses in `signing.ocsp` and `signing.crl`."),
        FailureText(
            .revocationAnswer,
            cause: "The answer of OCSP or the CRL is malformed, old or not signed by the right authority.",
            Localised(
                kk: "Сертификатты тексеру қызметінің жауабы жарамсыз.",
                ru: "Ответ службы проверки сертификатов неверен.",
                en: "The answer of the certificate service is not valid."), Remedy.later,
            technician: "The log says what failed: signature, nonce, times or form."),
        FailureText(
            .timeStampUnavailable, cause: "The time-stamp service could not be reached.",
            Localised(
                kk: "Уақыт белгісі қызметі қолжетімсіз.", ru: "Служба меток времени недоступна.",
                en: "The time-stamp service cannot be reached."), Remedy.later,
            technician: "Check network and `signing.tsp`; three tries were made."),
        FailureText(
            .timeStampInvalid,
            cause: "The time stamp does not fit the signature or its signer is not a time-stamp authority.",
            Localised(
                kk: "Уақыт белгісі жарамсыз.", ru: "Метка времени недействительна.", en: "The time stamp is not valid."),
            Remedy.later, technician: "The log says what failed: imprint, nonce, signature or purpose."),
    ]
}
