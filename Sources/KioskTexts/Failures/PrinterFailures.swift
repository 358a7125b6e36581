import KioskDomain

extension FailureText {
    private static let noSlip = Localised(
        kk: "Талонды басып шығару мүмкін емес.", ru: "Талон сейчас не напечатать.", en: "No slip can be printed now.")

    /// Printer and slips.
    static let printer: [FailureText] = [
        FailureText(
            .printerMissing, cause: "No printer is found at the configured place.", noSlip, Remedy.employee,
            technician: "Check plug and power; compare `printer.device`."),
        FailureText(
            .printerBusy, cause: "Another program holds the printer.", noSlip, Remedy.employee,
            technician: "`fuser -v /dev/usb/lp*` names the program; take the printer out of CUPS."),
        FailureText(
            .printerNoPermission, cause: "The service may not open the printer.", noSlip, Remedy.employee,
            technician: "Install the udev rules and check that the service is in the group of the device."),
        FailureText(
            .printerPaperOut, cause: "The printer reports the end of the paper.",
            Localised(kk: "Қағаз таусылды.", ru: "Закончилась бумага.", en: "The paper has run out."), Remedy.employee,
            technician: "Put in a new roll; slips that were not confirmed are listed by `kioskctl status`."),
        FailureText(
            .printerPaperLow, cause: "The printer reports that the roll is nearly at its end.",
            Localised(kk: "Қағаз аз қалды.", ru: "Бумага заканчивается.", en: "The paper is nearly used up."),
            Localised(
                kk: "Жалғастыра беруге болады.", ru: "Можно продолжать.", en: "You can go on."),
            technician: "Have a new roll ready."),
        FailureText(
            .printerCoverOpen, cause: "The printer reports an open cover.",
            Localised(
                kk: "Принтердің қақпағы ашық.", ru: "Крышка принтера открыта.", en: "The printer's cover is open."),
            Remedy.employee, technician: "Close the cover until it clicks."),
        FailureText(
            .printerOffline, cause: "The printer is connected and reports itself off-line.", noSlip, Remedy.employee,
            technician: "Press its feed or on-line key; switch it off and on."),
        FailureText(
            .printerFault, cause: "The printer reports a fault that is neither paper, cover, cutter nor heat.", noSlip,
            Remedy.employee,
            technician: "Read its light or display, switch it off and on; `kioskctl printer status` says which bit."),
        FailureText(
            .printerJam, cause: "The printer reports jammed paper.", noSlip, Remedy.employee,
            technician: "Open it, take out the paper up to the cutter, close it, `kioskctl printer test`."),
        FailureText(
            .printerCutter, cause: "The printer reports a stuck cutter.", noSlip, Remedy.employee,
            technician: "Switch it off, free the blade by its wheel, take out scraps, switch it on."),
        FailureText(
            .printerTicketInOutput, cause: "A slip that nobody took blocks the mouth of the printer.", noSlip,
            Remedy.employee,
            technician: "Take it out; set `printer.untaken: retract` if the printer can take slips back."),
        FailureText(
            .printerHot, cause: "The print head is too hot; the printer goes on by itself when it has cooled down.",
            noSlip, Remedy.employee, technician: "Wait some minutes; give it air if it happens often."),
        FailureText(
            .printerUnknown, cause: "A printer is there, and its family cannot be told from what it says of itself.",
            noSlip, Remedy.employee,
            technician: "`kioskctl printer status` shows its ID; set `printer.family`, or `printer.device` to one port."
        ),
        FailureText(
            .printerLost, cause: "The printer left the bus or the network while in use.", noSlip, Remedy.employee,
            technician: "Check cable and power; `dmesg` shows whether the hub dropped it."),
        FailureText(
            .slipUnconfirmed, cause: "Bytes went to the printer and it did not confirm the slip.",
            Localised(
                kk: "Талон шыққаны белгісіз.", ru: "Неизвестно, напечатан ли талон.",
                en: "It is not certain that the slip was printed."),
            Localised(
                kk: "Талон шықпаса, қызметкерге айтыңыз: ол оны сол нөмірмен қайта басып шығарады.",
                ru: "Если талона нет, скажите сотруднику: он напечатает его ещё раз с тем же номером.",
                en: "If there is no slip, tell an employee: it can be printed again with the same number."),
            technician:
                "Look at the paper, then `kioskctl printer slips` and `came-out` or `reprint`, or the staff's page."
        ),
        FailureText(
            .slipSettled,
            cause: "Nothing is to be decided about this slip: it was decided already, or cannot be printed again.",
            Localised(
                kk: "Бұл талон бойынша шешім бұрын қабылданған немесе оны қайта басуға болмайды.",
                ru: "По этому талону решение уже принято, или его нельзя напечатать ещё раз.",
                en: "This slip was decided about already, or cannot be printed again."),
            Localised(
                kk: "Тізімді қайта қараңыз.", ru: "Посмотрите список ещё раз.", en: "Look at the list again."),
            technician: "`kioskctl printer slips` lists those that are open."),
        FailureText(
            .templateInvalid,
            cause: "A file of this centre's slip templates is wrong; the shipped one is used in its place.",
            Localised(
                kk: "Талонның үлгісінде қате бар.", ru: "В шаблоне талона ошибка.",
                en: "There is a mistake in a slip's template."),
            Remedy.employee,
            technician: "`kioskctl printer lint FOLDER` names file, line and reason; mend it and restart kioskd."),
        FailureText(
            .templateTooBig,
            cause: "Something on a slip is wider, longer or denser than the paper bears.",
            Localised(
                kk: "Талон қағазға сыймайды.", ru: "Талон не помещается на бумагу.",
                en: "The slip does not fit the paper."),
            Remedy.employee,
            technician: "`kioskctl printer lint FOLDER` names the block; shorten the text or make its size smaller."),
    ]
}
