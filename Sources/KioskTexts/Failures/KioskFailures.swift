import KioskDomain

extension FailureText {
    private static let outOfOrder = Localised(
        kk: "Бұл киоск уақытша жұмыс істемейді.", ru: "Этот киоск временно не работает.",
        en: "This kiosk is out of order for now.")

    /// The journal.
    static let storage: [FailureText] = [
        FailureText(
            .journalFull, cause: "No space or no inode is left for the journal; nothing was half written.", outOfOrder,
            Remedy.otherKiosk,
            technician: "Free space (`df`) or inodes (`df -i`) on the state folder's disk; it goes on by itself."),
        FailureText(
            .journalReadOnly,
            cause: "The disk of the journal takes no changes; what was written before stands as it was.", outOfOrder,
            Remedy.otherKiosk,
            technician:
                "Find out why (`dmesg`, `findmnt`), check the disk (`fsck`), mount it for writing; then restart kioskd."
        ),
        FailureText(
            .journalFault, cause: "The journal could not be read or written.", outOfOrder, Remedy.otherKiosk,
            technician: "Check the disk (`dmesg`, SMART) and the rights of the state folder."),
        FailureText(
            .journalNewer, cause: "The journal was written by a newer version.", outOfOrder, Remedy.otherKiosk,
            technician: "Install the newer version again, or put back the copy that was made before the upgrade."),
        FailureText(
            .journalKey, cause: "The key of the journal is missing, too open, or another one.", outOfOrder,
            Remedy.otherKiosk,
            technician: "Restore the key from the credentials, mode 0600; see the procedure for its loss."),
        FailureText(
            .journalCorrupt, cause: "The journal file was damaged; it was set aside and a new one begun.",
            Localised(
                kk:
                    "Киоск бұл қадамның жазбасын жоғалтып, жаңа журнал бастады. Сізге берілген талон мен сертификат күшінде.",
                ru:
                    "Киоск потерял запись этого шага и начал новый журнал. Выданные вам талон и сертификат остаются в силе.",
                en:
                    "The kiosk lost its note of this step and began a new book. A slip or certificate you were given stays valid."
            ),
            Remedy.startOver,
            technician:
                "It goes on by itself. Keep the file that was set aside, unsent records may be in it; check the disk (`dmesg`, SMART)."
        ),
        FailureText(
            .journalBacklog, cause: "Too much waits to be sent to the portal.", outOfOrder, Remedy.otherKiosk,
            technician: "Restore the line to the portal; nothing is dropped and it drains by itself."),
        FailureText(
            .journalUnsentTooLong,
            cause: "Records wait for the portal longer than is allowed; no attempt begins, tickets go on.",
            Localised(
                kk: "Бұл киоск порталмен тым ұзақ байланыспады, сондықтан бет арқылы сәйкестендіру тоқтатылды.",
                ru: "Этот киоск слишком долго не связывался с порталом, поэтому опознание по лицу приостановлено.",
                en: "This kiosk has been without the portal for too long, so identification by face is suspended."),
            Remedy.otherKiosk,
            technician: "Restore the line to the portal; nothing is dropped, it drains by itself and then goes on."),
        FailureText(
            .journalReplaced,
            cause: "The kiosk's journal was begun anew; what the old one had not sent is in its file.",
            outOfOrder, Remedy.otherKiosk,
            technician: "Find out why (`journal.corrupt`, a new disk); keep the file that was set aside and send it."),
        FailureText(
            .journalConflict, cause: "A record was to be changed in a way that its state does not allow.",
            Localised(
                kk: "Әрекетті орындау мүмкін болмады.", ru: "Не удалось выполнить действие.",
                en: "This could not be done."), Remedy.startOver, technician: "Nothing was changed. Send a report."),
    ]

    /// What stands in for a code without a text.
    static let general = FailureText(
        .internalError, cause: "A fault of the program.",
        Localised(
            kk: "Күтпеген қате болды.", ru: "Произошла непредвиденная ошибка.", en: "Something unexpected went wrong."),
        Remedy.otherKiosk, technician: "Send a report with the time: `kioskctl diagnose --json`.")

    /// Clock, configuration, screens and sessions.
    static let kiosk: [FailureText] = [
        FailureText(
            .clockUntrusted, cause: "The portal was never reached and the machine's clock is implausible.",
            Localised(
                kk: "Киоск сағаты дұрыс емес.", ru: "Часы киоска показывают неверное время.",
                en: "The kiosk's clock is wrong."), Remedy.otherKiosk,
            technician: "Set the clock (`timedatectl`), check NTP and the line to the portal."),
        FailureText(
            .virtualPartRefused, cause: "A virtual part is configured or answered outside the demonstration.",
            outOfOrder,
            Remedy.otherKiosk, technician: "Remove it from the configuration and connect the real device."),
        FailureText(
            .configurationInvalid, cause: "The configuration cannot be read or contradicts itself.", outOfOrder,
            Remedy.otherKiosk, technician: "The log names file and key; correct it and restart."),
        FailureText(
            .screenElsewhere, cause: "The screen is already open in another window.",
            Localised(
                kk: "Экран басқа терезеде ашық.", ru: "Экран уже открыт в другом окне.",
                en: "The screen is already open in another window."),
            Localised(
                kk: "Осы терезені жабыңыз.", ru: "Закройте это окно.", en: "Close this window."),
            technician: "Only one screen belongs to a kiosk; end the other browser."),
        FailureText(
            .voiceUnavailable,
            cause: "The voice did not speak: no program for it, no answer in time, or too much asked.",
            Localised(
                kk: "Дауыс қазір жұмыс істемейді.", ru: "Голос сейчас не работает.",
                en: "The voice is not working now."), Remedy.employee,
            technician: "Install `espeak-ng`; `voice.program` of the configuration names it; then restart kioskd."),
        FailureText(
            .originRefused, cause: "A request came with the Host or Origin of another site.",
            Localised(
                kk: "Бұл бетке рұқсат жоқ.", ru: "Доступ с этой страницы запрещён.",
                en: "This page has no access."), Remedy.employee,
            technician: "Open the screen by its loopback address only; look which page asked."),
        FailureText(
            .requestInvalid, cause: "The screen sent something that does not fit its state.",
            Localised(
                kk: "Әрекетті орындау мүмкін болмады.", ru: "Не удалось выполнить действие.",
                en: "This could not be done."), Remedy.tryAgain,
            technician: "Reload the screen; send a report if it recurs."),
        FailureText(
            .sessionExpired, cause: "The token of the screen is no longer valid.",
            Localised(kk: "Сеанс аяқталды.", ru: "Сеанс завершён.", en: "The session has ended."), Remedy.startOver,
            technician: "None: the program was restarted or the session wiped."),
        FailureText(
            .sessionTimedOut, cause: "Nobody touched the screen for the whole limit.",
            Localised(
                kk: "Уақыт бітті, деректеріңіз өшірілді.", ru: "Время вышло, ваши данные удалены.",
                en: "Time is up; your data were erased."), Remedy.startOver,
            technician: "None; the limits are configured."),
        FailureText(
            .cancelledByPerson, cause: "The person ended the session.",
            Localised(kk: "Тоқтатылды.", ru: "Отменено.", en: "Cancelled."), Remedy.startOver, technician: "None."),
        general,
    ]
}
