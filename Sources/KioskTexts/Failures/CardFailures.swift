import KioskDomain

extension FailureText {
    /// Card readers.
    static let readers: [FailureText] = [
        FailureText(
            .readerNoService, cause: "pcscd does not answer.",
            Localised(
                kk: "Карта оқу қызметі жұмыс істемейді.", ru: "Служба чтения карт не работает.",
                en: "The card service is not running."), Remedy.otherKiosk,
            technician: "`systemctl status pcscd.socket pcscd`; start the socket."),
        FailureText(
            .readerMissing, cause: "pcscd runs and sees no reader.",
            Localised(
                kk: "Карта оқу құрылғысы қосылмаған.", ru: "Считыватель карт не подключён.",
                en: "No card reader is connected."), Remedy.otherKiosk,
            technician: "Check the plug; `pcsc_scan`; install the driver of the reader."),
        FailureText(
            .readerUnplugged, cause: "The reader left the bus while in use.",
            Localised(
                kk: "Карта оқу құрылғысымен байланыс үзілді.", ru: "Связь со считывателем потеряна.",
                en: "The card reader was lost."), Remedy.otherKiosk,
            technician: "Check cable and power; `dmesg` shows whether the hub dropped it."),
        FailureText(
            .readerNotAuthorised, cause: "polkit forbids the service to use pcscd.",
            Localised(
                kk: "Карта оқу құрылғысы қолжетімсіз.", ru: "Считыватель недоступен.",
                en: "The card reader is not available."), Remedy.otherKiosk,
            technician: "Allow org.debian.pcsc-lite.access_pcsc and access_card for the service's user in polkit."),
    ]

    /// What is in the reader.
    static let cards: [FailureText] = [
        FailureText(
            .cardAbsent, cause: "No card is in the reader.",
            Localised(
                kk: "Оқу құрылғысында карта жоқ.", ru: "В считывателе нет карты.", en: "There is no card in the reader."
            ),
            Localised(kk: "Картаны салыңыз.", ru: "Вставьте карту.", en: "Please insert your card."),
            technician: "If a card is in: clean the contacts; try another card."),
        FailureText(
            .cardMute, cause: "A card is in and does not answer the reset.",
            Localised(kk: "Карта жауап бермейді.", ru: "Карта не отвечает.", en: "The card does not answer."),
            Localised(
                kk: "Картаны чипі ішке қарай етіп қайта салыңыз.", ru: "Вставьте карту ещё раз чипом внутрь.",
                en: "Insert the card again with the chip inside."),
            technician: "With every card: clean or replace the reader. With one card: its chip is broken."),
        FailureText(
            .cardUnknown, cause: "The card's ATR is unknown and it has no PIV application.",
            Localised(kk: "Бұл карта жарамайды.", ru: "Эта карта не подходит.", en: "This card cannot be used."),
            Localised(
                kk: "Жеке куәлігіңізді салыңыз.", ru: "Вставьте удостоверение личности.",
                en: "Insert your identity card."),
            technician: "`kioskctl diagnose` shows the ATR; send it if the card should be known."),
        FailureText(
            .cardVendorModule,
            cause: "The card is known; its keys are reached only through the vendor's PKCS#11 module.",
            Localised(
                kk: "Карта танылды, бірақ бұл киоск онымен жұмыс істей алмайды.",
                ru: "Карта распознана, но этот киоск с ней не работает.",
                en: "The card is known, but this kiosk cannot work with it."), Remedy.operatorDesk,
            technician: "Install the vendor's module and name it in the configuration."),
        FailureText(
            .cardRemoved, cause: "The card was taken out during an operation.",
            Localised(
                kk: "Карта ерте шығарылды.", ru: "Карту вынули слишком рано.", en: "The card was taken out too early."),
            Localised(
                kk: "Картаны салыңыз және аяқталғанша шығармаңыз.", ru: "Вставьте карту и не вынимайте до конца.",
                en: "Insert the card and leave it in until the end."),
            technician: "None, unless the contacts are loose."),
        FailureText(
            .cardCommunication, cause: "The exchange with the card broke, or its answer made no sense.",
            Localised(
                kk: "Картамен байланыс үзілді.", ru: "Связь с картой прервалась.", en: "The card could not be read."),
            Remedy.cardAgain, technician: "Switch the APDU trace on; clean the contacts; try another reader."),
        FailureText(
            .cardRefused, cause: "The card answered a command with an error.",
            Localised(
                kk: "Карта әрекетті орындамады.", ru: "Карта отклонила действие.", en: "The card refused the operation."
            ),
            Remedy.operatorDesk, technician: "The status word stands in the log; the APDU trace shows more."),
        FailureText(
            .cardOfFormerPerson, cause: "The card of the former session is still in the reader.",
            Localised(
                kk: "Алдыңғы адамның картасы қалып қойған.", ru: "В считывателе осталась чужая карта.",
                en: "The card of the person before you is still in the reader."),
            Localised(
                kk: "Картаны шығарып, қызметкерге беріңіз.", ru: "Выньте карту и отдайте сотруднику.",
                en: "Take it out and hand it to an employee."), technician: "None: return the card to its holder."),
        FailureText(
            .cardOfOtherPerson, cause: "The card's holder is not the person of this session.",
            Localised(
                kk: "Бұл басқа адамның картасы.", ru: "Это карта другого человека.",
                en: "This card belongs to another person."),
            Localised(kk: "Өз картаңызды салыңыз.", ru: "Вставьте свою карту.", en: "Insert your own card."),
            technician: "None."),
        FailureText(
            .cardWriteInterrupted, cause: "Writing to the card stopped before its end was confirmed.",
            Localised(
                kk: "Картаға жазу үзілді.", ru: "Запись на карту прервалась.",
                en: "Writing to the card was interrupted."),
            Localised(
                kk: "Талонды алып, операторға жүгініңіз: онда не өзгергені жазылған.",
                ru: "Возьмите талон и обратитесь к оператору: там указано, что изменилось.",
                en: "Take the slip, which tells what has changed, and go to an operator."),
            technician: "The application can be finished at a desk; the log names the last certain step."),
        FailureText(
            .administrativeRefused, cause: "The card did not accept the portal's answer to its challenge.",
            Localised(
                kk: "Картаға жазуға рұқсат берілмеді.", ru: "Карта не разрешила запись.",
                en: "The card did not allow writing."), Remedy.operatorDesk,
            technician:
                "The portal holds no key of this card, or another one: report the card's type only."),
    ]

    /// PINs.
    static let pins: [FailureText] = [
        FailureText(
            .pinEmpty, cause: "Nothing was typed; the card was not asked.",
            Localised(kk: "PIN-код енгізілмеді.", ru: "PIN-код не введён.", en: "No PIN was entered."),
            Localised(kk: "PIN-кодты енгізіңіз.", ru: "Введите PIN-код.", en: "Enter your PIN."), technician: "None."),
        FailureText(
            .pinLength, cause: "The typed PIN is shorter or longer than the card allows; the card was not asked.",
            Localised(
                kk: "PIN-кодтың ұзындығы дұрыс емес.", ru: "Неверная длина PIN-кода.",
                en: "The PIN has the wrong length."), Remedy.enterAgain, technician: "None: no try was used."),
        FailureText(
            .pinWrong, cause: "The card refused the PIN.",
            Localised(kk: "PIN-код қате.", ru: "PIN-код неверный.", en: "The PIN is wrong."), Remedy.enterAgain,
            technician: "None: the counter is shown before each entry."),
        FailureText(
            .pinBlocked, cause: "The card's PIN counter is at zero.",
            Localised(kk: "PIN-код бұғатталған.", ru: "PIN-код заблокирован.", en: "The PIN is blocked."),
            Localised(
                kk: "PUK-кодпен бұғаттан шығарыңыз немесе ЭЦҚ-ны басқа тасушыға алыңыз.",
                ru: "Разблокируйте его PUK-кодом или получите ЭЦП на другой носитель.",
                en: "Unblock it with the PUK, or obtain an EDS on another medium."),
            technician: "None: a PIN is never recovered."),
        FailureText(
            .pinFactory, cause: "The PIN is the one that the maker sets.",
            Localised(
                kk: "Бұл — өндіруші орнатқан PIN-код, оны көпшілік біледі.",
                ru: "Это заводской PIN-код, его знают многие.", en: "This is the maker's PIN, which many people know."),
            Localised(kk: "PIN-кодты ауыстырыңыз.", ru: "Смените PIN-код.", en: "Please change your PIN."),
            technician: "None."),
        FailureText(
            .pinMismatch, cause: "The two entries of the new PIN differ.",
            Localised(
                kk: "Жаңа PIN-кодтар бірдей емес.", ru: "Новые PIN-коды не совпали.",
                en: "The two new PINs are not the same."),
            Localised(
                kk: "Жаңа PIN-кодты қайтадан енгізіңіз.", ru: "Введите новый PIN-код ещё раз.",
                en: "Please enter the new PIN again."), technician: "None: the card has seen nothing."),
    ]
}
