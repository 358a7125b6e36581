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
            Remedy.byFace,
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
            .tokenSeveral, cause: "More than one token of the application's kind is plugged in.",
            Localised(
                kk: "Бірнеше токен қосылған.", ru: "Подключено несколько токенов.",
                en: "More than one token is plugged in."),
            Localised(
                kk: "Тек өз токеніңізді қалдырыңыз.", ru: "Оставьте только свой токен.",
                en: "Leave only your own token in."),
            technician: "`kiosk-token list`; a token that was left behind belongs to the lost property."),
        FailureText(
            .tokenOtherKind, cause: "A token is plugged in, and not of the kind that the application names.",
            Localised(
                kk: "Бұл өтініштегі токен түрі емес.", ru: "Это не тот вид токена, что в заявлении.",
                en: "This is not the kind of token in the application."),
            Localised(
                kk: "Өтініште көрсетілген токенді қосыңыз.", ru: "Подключите токен, указанный в заявлении.",
                en: "Plug in the token that the application names."),
            technician: "`kiosk-token list` shows the medium of each row; another medium needs another application."),
        FailureText(
            .tokenOther, cause: "The certificates are issued, and their keys are not on this token.",
            Localised(
                kk: "Бұл өтініштің кілттері басқа токенде.", ru: "Ключи этого заявления — на другом токене.",
                en: "The keys of this application are on another token."),
            Localised(
                kk: "Басында қосқан токеніңізді қосыңыз. Ол болмаса, жаңа өтініш беріңіз.",
                ru: "Подключите токен, с которым начинали. Если его нет, подайте новое заявление.",
                en: "Plug in the token that it was begun with. If that is gone, apply anew."),
            technician: "None: keys never leave their token (E2). Where it is lost, revoke the certificates."),
        FailureText(
            .tokenBlank, cause: "The token has no PIN of its holder, or is not initialised (E2a).",
            Localised(
                kk: "Токенде PIN-код әлі жоқ.", ru: "На токене ещё нет PIN-кода.", en: "The token has no PIN yet."),
            Localised(
                kk: "Токенді өндірушісінің бағдарламасымен дайындап, қайталаңыз.",
                ru: "Подготовьте токен программой изготовителя и повторите.",
                en: "Set it up with its maker's program, then try again."),
            technician: "The vendor's own tool sets PUK and PIN; `kiosk-token list` shows `not-initialised`."),
        FailureText(
            .tokenReadOnly, cause: "The token is write-protected.",
            Localised(
                kk: "Токен жазудан қорғалған.", ru: "Токен защищён от записи.", en: "The token is write-protected."),
            Localised(kk: "Басқа токен қосыңыз.", ru: "Подключите другой токен.", en: "Plug in another token."),
            technician: "`CKF_WRITE_PROTECTED`: the vendor's tool says why."),
        FailureText(
            .tokenFull, cause: "The token has no room for keys or certificates.",
            Localised(kk: "Токенде орын жоқ.", ru: "На токене нет места.", en: "The token is full."),
            Localised(
                kk: "Өндірушісінің бағдарламасымен ескі кілттерді өшіріңіз немесе басқа токен қосыңыз.",
                ru: "Удалите старые ключи программой изготовителя или подключите другой токен.",
                en: "Delete old keys with its maker's program, or plug in another token."),
            technician: "`CKR_DEVICE_MEMORY`; nothing on it was deleted."),
        FailureText(
            .tokenRemoved, cause: "The token was pulled before everything was written.",
            Localised(
                kk: "Токен ерте шығарылды.", ru: "Токен отключён раньше времени.",
                en: "The token was taken out too early."),
            Localised(
                kk: "Сол токенді қайта қосыңыз: жұмыс жалғасады.",
                ru: "Подключите тот же токен снова: работа продолжится.",
                en: "Plug the same token in again: the work goes on."),
            technician: "None: keys and certificates that it has are found again and not made twice."),
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
            .keyFileTooLarge, cause: "The file is larger than any file with keys.",
            Localised(
                kk: "Файл тым үлкен, бұл ЭЦҚ файлы емес.", ru: "Файл слишком большой, это не файл ЭЦП.",
                en: "The file is too large to be an EDS file."),
            Localised(kk: "Басқа файлды таңдаңыз.", ru: "Выберите другой файл.", en: "Please choose another file."),
            technician: "None: files of up to 1 MiB are read."),
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

    /// USB sticks for key files.
    static let sticks: [FailureText] = [
        FailureText(
            .stickSeveral, cause: "More than one USB stick is plugged in.",
            Localised(
                kk: "Бірнеше флешка салынған.", ru: "Вставлено несколько флеш-накопителей.",
                en: "More than one stick is inserted."),
            Localised(
                kk: "Тек өз флешкаңызды қалдырыңыз.", ru: "Оставьте только свой накопитель.",
                en: "Leave only your own stick in."),
            technician: "`kiosk-stick look`; a stick that was left behind belongs to the lost property."),
        FailureText(
            .stickLeftBehind, cause: "A stick was in the port before the person was asked for one.",
            Localised(
                kk: "Құрылғыда бұрыннан флешка тұр.", ru: "В устройстве уже стоит флеш-накопитель.",
                en: "There is a stick in the port already."),
            Localised(
                kk: "Оны шығарып, өзіңіздікін салыңыз. Өзіңіздікі болса, түймені басыңыз.",
                ru: "Выньте его и вставьте свой. Если он ваш, нажмите кнопку.",
                en: "Take it out and insert yours. If it is yours, press the button."),
            technician: "None: a stick that was left behind belongs to the lost property."),
        FailureText(
            .stickNotStorage, cause: "The USB device shows more than mass storage: a keyboard, a network, or the like.",
            Localised(
                kk: "Бұл құрылғы жай флешка емес.", ru: "Это устройство — не просто флеш-накопитель.",
                en: "This device is not just a stick."),
            Localised(
                kk: "Оны шығарып, басқа флешка салыңыз.", ru: "Выньте его и вставьте другой накопитель.",
                en: "Take it out and insert another stick."),
            technician: "`lsusb -t` shows its interfaces; it was not mounted. Keep an eye on who brought it."),
        FailureText(
            .stickUnreadable, cause: "The stick has no file system that is known (FAT, exFAT, ext), or a damaged one.",
            Localised(
                kk: "Флешка оқылмайды.", ru: "Флеш-накопитель не читается.", en: "The stick cannot be read."),
            Localised(
                kk: "Басқа флешка салыңыз.", ru: "Вставьте другой накопитель.", en: "Insert another stick."),
            technician: "`lsblk -f` shows its partitions; encrypted and NTFS sticks are not taken."),
        FailureText(
            .stickReadOnly, cause: "The stick is write-protected.",
            Localised(
                kk: "Флешка жазудан қорғалған.", ru: "Флеш-накопитель защищён от записи.",
                en: "The stick is write-protected."),
            Localised(
                kk: "Қорғанысын алып тастаңыз немесе басқа флешка салыңыз.",
                ru: "Снимите защиту или вставьте другой накопитель.",
                en: "Switch the protection off, or insert another stick."),
            technician: "A switch on the stick, or flash memory at the end of its life: `dmesg`."),
        FailureText(
            .stickFull, cause: "The stick has no room for a key file.",
            Localised(
                kk: "Флешкада орын жоқ.", ru: "На флеш-накопителе нет места.", en: "The stick is full."),
            Localised(
                kk: "Орын босатыңыз немесе басқа флешка салыңыз.",
                ru: "Освободите место или вставьте другой накопитель.",
                en: "Make room on it, or insert another stick."),
            technician: "None: 64 KiB are wanted; nothing was deleted or overwritten."),
        FailureText(
            .stickRemoved, cause: "The stick was pulled before the file was saved.",
            Localised(
                kk: "Флешка ерте шығарылды, файл сақталмады.", ru: "Накопитель вынут раньше времени, файл не сохранён.",
                en: "The stick was taken out too early; the file was not saved."),
            Localised(
                kk: "Флешканы қайта салып, тағы сақтаңыз.", ru: "Вставьте его снова и сохраните ещё раз.",
                en: "Insert it again and save once more."),
            technician: "None: a file that was half written is removed with the next saving."),
        FailureText(
            .stickFault, cause: "The stick or the helper that writes it failed, or what was read back differs.",
            Localised(
                kk: "Файлды флешкаға сақтау мүмкін болмады.", ru: "Не удалось сохранить файл на накопитель.",
                en: "The file could not be saved on the stick."),
            Localised(
                kk: "Басқа флешкамен көріңіз немесе операторға жүгініңіз.",
                ru: "Попробуйте другой накопитель или обратитесь к оператору.",
                en: "Try another stick, or go to an operator."),
            technician: "`journalctl -u kiosk-stick` and `dmesg`; `kiosk-stick look` says what it sees."),
        FailureText(
            .stickNotRead, cause: "The stick was pulled while it was read, or could not be read.",
            Localised(
                kk: "Флешканы оқу мүмкін болмады.", ru: "Не удалось прочитать флеш-накопитель.",
                en: "The stick could not be read."),
            Localised(
                kk: "Флешканы қайта салып, оқылғанша шығармаңыз.",
                ru: "Вставьте его снова и не вынимайте, пока он читается.",
                en: "Insert it again and leave it in while it is read."),
            technician: "`journalctl -u kiosk-stick` and `dmesg`; nothing on it was changed."),
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
