import KioskDomain

extension FailureText {
    /// Tokens, pads and key files.
    static let tokens: [FailureText] = [
        FailureText(
            .cardSwapped, cause: "Another card lies in the reader than the one the work began with.",
            Localised(
                kk: "Картаның орнына басқа карта салынды.", ru: "Вставлена другая карта.",
                en: "A different card was inserted."),
            Localised(
                kk: "Алғашқы картаны салып, басынан бастаңыз.", ru: "Вставьте прежнюю карту и начните сначала.",
                en: "Insert the first card and start again."), technician: "None: nothing was sent to the other card."),
        FailureText(
            .pukBlocked, cause: "The card's PUK counter is at zero.",
            Localised(kk: "PUK-код бұғатталған.", ru: "PUK-код заблокирован.", en: "The PUK is blocked."),
            Localised(
                kk: "ЭЦҚ-ны қайта алу керек: операторға жүгініңіз.",
                ru: "Нужно получить ЭЦП заново: обратитесь к оператору.",
                en: "An EDS has to be obtained again: please go to an operator."),
            technician: "None: a PUK is never recovered."),
        FailureText(
            .pukWrong, cause: "The card refused the PUK.",
            Localised(kk: "PUK-код қате.", ru: "Неверный PUK-код.", en: "The PUK is wrong."), Remedy.enterAgain,
            technician: "None: the counter is shown before each entry."),
        FailureText(
            .pinpadCancelled, cause: "Cancel was pressed on the reader.",
            Localised(kk: "PIN енгізу тоқтатылды.", ru: "Ввод PIN отменён.", en: "PIN entry was cancelled."),
            Remedy.tryAgain, technician: "None: the card has not counted a try."),
        FailureText(
            .pinpadTimedOut, cause: "No PIN came from the pad of the reader in time.",
            Localised(
                kk: "PIN уақытында енгізілмеді.", ru: "PIN не введён вовремя.", en: "No PIN was entered in time."),
            Remedy.tryAgain, technician: "None; if the pad is broken, switch it off by `readers.pinpad`."),
        FailureText(
            .tokenMissing, cause: "No token of the wanted kind is plugged in.",
            Localised(kk: "Токен табылмады.", ru: "Токен не найден.", en: "No token was found."),
            Localised(
                kk: "Токенді қосып, қайталаңыз.", ru: "Подключите токен и повторите.",
                en: "Plug the token in and try again."), technician: "`kiosk-token list` shows what each module sees."),
        FailureText(
            .tokenModuleMissing, cause: "The vendor's PKCS#11 module for this medium is not installed or not named.",
            Localised(
                kk: "Бұл токенмен жұмыс істейтін бағдарлама орнатылмаған.",
                ru: "Для этого токена не установлен модуль.", en: "The module for this token is not installed."),
            Remedy.operatorDesk,
            technician: "Install the vendor's module and name its path for the medium in the configuration."),
        FailureText(
            .tokenModuleFault, cause: "The module crashed or did not answer in time; it was ended.",
            Localised(kk: "Токен жауап бермеді.", ru: "Токен не отвечает.", en: "The token does not answer."),
            Localised(
                kk: "Токенді шығарып, қайта қосыңыз.", ru: "Отключите токен и подключите снова.",
                en: "Unplug the token and plug it in again."),
            technician: "`journalctl -u kiosk-token` names the module and the call; update the module."),
        FailureText(
            .tokenModuleAnswer, cause: "The module's answer breaks PKCS#11.",
            Localised(
                kk: "Токеннің жауабы түсініксіз.", ru: "Токен ответил неверно.",
                en: "The answer of the token makes no sense."), Remedy.operatorDesk,
            technician: "`journalctl -u kiosk-token` names the call; report it to the module's vendor."),
        FailureText(
            .tokenRefused, cause: "The token refused the operation.",
            Localised(
                kk: "Токен операциядан бас тартты.", ru: "Токен отказал в операции.",
                en: "The token refused the operation."), Remedy.operatorDesk,
            technician: "The CKR code stands in the log."),
        FailureText(
            .keyFileMissing, cause: "No file with keys is on the stick, or none was chosen.",
            Localised(kk: "Кілт файлы табылмады.", ru: "Файл с ключом не найден.", en: "No key file was found."),
            Localised(
                kk: "Кілті бар флешканы салыңыз.", ru: "Вставьте флеш-накопитель с ключом.",
                en: "Insert the stick with your key file."),
            technician: "The file must end in .p12 or .pfx and lie on a readable stick."),
        FailureText(
            .keyFileMalformed, cause: "The file is no PKCS#12 file or is damaged.",
            Localised(kk: "Кілт файлы бүлінген.", ru: "Файл с ключом повреждён.", en: "The key file is damaged."),
            Localised(kk: "Басқа файлды таңдаңыз.", ru: "Выберите другой файл.", en: "Please choose another file."),
            technician: "`openssl pkcs12 -info -legacy` on a copy says where it breaks."),
        FailureText(
            .keyFilePassword, cause: "The password does not open the file.",
            Localised(kk: "Құпиясөз қате.", ru: "Неверный пароль.", en: "The password is wrong."), Remedy.enterAgain,
            technician: "None: files have no counter."),
        FailureText(
            .keyFilePasswordRules, cause: "The new password is shorter or simpler than the rules allow.",
            Localised(kk: "Құпиясөз тым қарапайым.", ru: "Пароль слишком простой.", en: "The password is too simple."),
            Localised(
                kk: "Ұзынырақ, әріптері мен сандары бар құпиясөз ойлап табыңыз.",
                ru: "Придумайте пароль длиннее, с буквами и цифрами.",
                en: "Choose a longer password with letters and digits."), technician: "None: the file was not written."),
        FailureText(
            .keyFilePasswordMismatch, cause: "The two entries of a new file's password differ.",
            Localised(
                kk: "Екі құпиясөз бірдей емес.", ru: "Два пароля не совпадают.",
                en: "The two passwords are not the same."),
            Localised(
                kk: "Құпиясөзді қайтадан енгізіңіз.", ru: "Введите пароль заново.",
                en: "Please enter the password again."), technician: "None: the file was not written."),
        FailureText(
            .keyFileWrite, cause: "The key file could not be written whole.",
            Localised(kk: "Файл жазылмады.", ru: "Файл не записан.", en: "The file was not written."),
            Localised(
                kk: "Флешканы тексеріп, қайталаңыз.", ru: "Проверьте флеш-накопитель и повторите.",
                en: "Check the stick and try again."),
            technician: "Stick full, read-only or pulled: `dmesg`; a file that was there before is untouched."),
    ]

    /// Chips of identity cards and passports.
    static let chips: [FailureText] = [
        FailureText(
            .chipAbsent, cause: "The card in the reader has no travel-document application (ICAO 9303).",
            Localised(
                kk: "Бұл картада фотосуреті бар чип жоқ.", ru: "На этой карте нет чипа с фотографией.",
                en: "This card has no chip with a photo."),
            Localised(
                kk: "Жеке басты куәландыратын құжатты салыңыз немесе онсыз жалғастырыңыз.",
                ru: "Вставьте документ, удостоверяющий личность, или продолжите без него.",
                en: "Insert your identity document, or go on without it."),
            technician: "None: another card was inserted, or a document without a contact chip."),
        FailureText(
            .chipAccess, cause: "The chip did not accept the MRZ data or the CAN.",
            Localised(
                kk: "Чип деректерді қабылдамады.", ru: "Чип не принял данные документа.",
                en: "The chip did not accept the document data."),
            Localised(
                kk: "Енгізген деректеріңізді құжатпен салыстырып, қайта енгізіңіз.",
                ru: "Сверьте введённое с документом и введите ещё раз.",
                en: "Compare what you entered with the document and enter it again."),
            technician: "None: the data were mistyped, or the document is not the one in the reader."),
        FailureText(
            .chipHolder, cause: "Number, birth date or IIN in DG1 of the chip are not those of the identified person.",
            Localised(
                kk: "Бұл құжат аты көрсетілген адамдікі емес.", ru: "Этот документ принадлежит другому человеку.",
                en: "This document belongs to somebody else."),
            Localised(
                kk: "Басында енгізген құжатыңызды салыңыз немесе онсыз жалғастырыңыз.",
                ru: "Вставьте документ, данные которого вы ввели вначале, или продолжите без него.",
                en: "Insert the document whose details you entered at the start, or go on without it."),
            technician: "None: somebody else's document, or another one of the same person."),
        FailureText(
            .chipNeedsDate,
            cause: "The chip has no PACE that takes a CAN; it opens with the machine-readable zone (BAC).",
            Localised(
                kk: "Бұл чип қол жеткізу нөмірімен ашылмайды.", ru: "Этот чип не открывается номером доступа.",
                en: "This chip does not open with an access number."),
            Localised(
                kk: "Құжаттың жарамдылық мерзімін енгізіңіз.", ru: "Введите срок действия документа.",
                en: "Enter the expiry date of the document."),
            technician: "None: an older document."),
        FailureText(
            .chipTimedOut, cause: "The chip did not give its data within the time for one reading.",
            Localised(
                kk: "Чип уақытында жауап бермеді.", ru: "Чип не ответил вовремя.",
                en: "The chip did not answer in time."), Remedy.cardAgain,
            technician: "With every document: clean or replace the reader. With one: its chip is broken."),
        FailureText(
            .chipUntrusted, cause: "The data of the chip do not fit its signature, or the signature's authority.",
            Localised(
                kk: "Чиптегі деректердің түпнұсқалығы расталмады.", ru: "Подлинность данных чипа не подтверждена.",
                en: "The data of the chip are not authentic."), Remedy.operatorDesk,
            technician: "Add the CSCA certificates of the issuing state; with them present, report the document."),
        FailureText(
            .chipPicture, cause: "The portrait of the chip cannot be decoded.",
            Localised(
                kk: "Чиптегі фото оқылмады.", ru: "Фото на чипе не читается.",
                en: "The photo on the chip cannot be read."), Remedy.operatorDesk,
            technician: "JPEG and JPEG 2000 up to 4 megapixels are read; report other kinds."),
    ]
}
