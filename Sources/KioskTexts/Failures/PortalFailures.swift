import KioskDomain

extension FailureText {
    private static let refused = Localised(
        kk: "Портал сұрауды қабылдамады.", ru: "Портал отклонил запрос.", en: "The portal refused the request.")

    /// The central portal.
    static let portal: [FailureText] = [
        FailureText(
            .portalUnreachable, cause: "The portal does not answer within the deadline.",
            Localised(
                kk: "Порталмен байланыс жоқ.", ru: "Нет связи с порталом.", en: "The portal cannot be reached."),
            Remedy.later, technician: "Check line, DNS and `portal.url`; what is unsent is kept and sent later."),
        FailureText(
            .portalRefused, cause: "The portal answered with a refusal that has no code of its own.", refused,
            Remedy.operatorDesk, technician: "The answer's title stands in the log; give it to the portal's team."),
        FailureText(
            .portalAnswer, cause: "The portal's answer does not keep to the contract.",
            Localised(
                kk: "Порталдың жауабы түсініксіз.", ru: "Получен непонятный ответ портала.",
                en: "The portal's answer was not understood."), Remedy.later,
            technician: "Compare the versions of kiosk and portal; a proxy in between may alter answers."),
        FailureText(
            .portalTrust, cause: "The portal's certificate is not signed by the configured authority.",
            Localised(
                kk: "Порталға қауіпсіз қосылу мүмкін емес.", ru: "Безопасное соединение с порталом невозможно.",
                en: "There is no safe connection to the portal."), Remedy.otherKiosk,
            technician: "Check `portal.ca-file` and the clock. Never go on around it: someone may be listening."),
        FailureText(
            .requestForOtherPerson,
            cause: "Proof, attempt or certificate request name another IIN than the application.",
            Localised(
                kk: "Сұрау басқа адамға қатысты.", ru: "Запрос относится к другому человеку.",
                en: "The request is about another person."), Remedy.startOver,
            technician: "Should not be reachable from a screen: send a report."),
        FailureText(
            .requestUnproven, cause: "The portal was asked for an attempt without the proof of B0.",
            Localised(
                kk: "Алдымен SMS-кодпен немесе картаның PIN-кодымен растаңыз.",
                ru: "Сначала подтвердите себя SMS-кодом или PIN-кодом карты.",
                en: "First confirm yourself by SMS code or by the PIN of your card."), Remedy.startOver,
            technician: "Should not be reachable from a screen: send a report."),
        FailureText(
            .idempotencyConflict, cause: "A number was sent again with another content; the portal changed nothing.",
            refused,
            Remedy.operatorDesk,
            technician: "The kiosk's journal may have been restored from a copy: enrol it anew, keep the old journal."),
        FailureText(
            .demonstrationRefused, cause: "An event with the demonstration mark reached a real portal.", refused,
            Remedy.otherKiosk,
            technician: "Virtual parts are only for the demonstration: remove them, enrol the kiosk anew."),
        FailureText(
            .storeUnavailable, cause: "The portal's database cannot be reached, or takes no changes now.",
            Localised(
                kk: "Портал уақытша қолжетімсіз.", ru: "Портал временно недоступен.",
                en: "The portal is unavailable for the moment."), Remedy.later,
            technician:
                "Nothing was lost: what was not acknowledged is sent again. The portal's team looks at its database."),
        FailureText(
            .certificateMismatch, cause: "The issued certificate does not fit the key or the person.",
            Localised(
                kk: "Сертификат кілтке сәйкес келмейді.", ru: "Сертификат не соответствует ключу.",
                en: "The certificate does not fit the key."), Remedy.operatorDesk,
            technician: "Nothing was written. Report the application number to the portal's team."),
        FailureText(
            .portalRequest, cause: "The portal found the request malformed.", refused, Remedy.later,
            technician: "Compare the versions of kiosk and portal."),
        FailureText(
            .enrolmentRefused, cause: "The one-time code for enrolling is wrong, used, too old, or not for this role.",
            refused, Remedy.otherKiosk,
            technician: "Have a new code made for this machine's role (docs/trust.md); each serves one machine once."),
        FailureText(
            .kioskCertificate, cause: "The machine shows no certificate that the portal's kiosk authority gave it.",
            refused, Remedy.otherKiosk,
            technician: "Put a new one-time code into `portal.enrolment-code-file` and restart: it enrols anew."),
        FailureText(
            .kioskCertificateExpired,
            cause: "The machine's client certificate is out of date; it was off for too long.",
            refused, Remedy.otherKiosk,
            technician: "Put a new one-time code into `portal.enrolment-code-file` and restart. Nothing is lost."),
        FailureText(
            .kioskRevoked, cause: "The portal's team shut this machine out.",
            Localised(
                kk: "Бұл киоск порталдан ажыратылған.", ru: "Этот киоск отключён от портала.",
                en: "This kiosk is shut out of the portal."), Remedy.otherKiosk,
            technician: "Its data stay and are not sent. Ask the portal's team why; it can only enrol as a new machine."
        ),
        FailureText(
            .roleRefused, cause: "The machine's role does not allow the call.", refused, Remedy.operatorDesk,
            technician: "Compare its roles at the portal with `kiosk.role`; a code for the right role enrols it anew."),
        FailureText(
            .applicationUnknown, cause: "The portal knows no application with this number.",
            Localised(
                kk: "Мұндай нөмірлі өтінім табылмады.", ru: "Заявление с таким номером не найдено.",
                en: "There is no application with this number."),
            Localised(
                kk: "Нөмірді тексеріп, қайта енгізіңіз.", ru: "Проверьте номер и введите ещё раз.",
                en: "Check the number and enter it again."),
            technician: "None, unless the kiosk was moved to another portal."),
    ]
}
