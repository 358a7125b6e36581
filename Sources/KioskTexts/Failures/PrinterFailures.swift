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
            .printerFault, cause: "The printer reports a fault (cutter, temperature, voltage).", noSlip,
            Remedy.employee,
            technician: "Remove jammed paper at the cutter, let it cool, switch it off and on."),
        FailureText(
            .printerLost, cause: "The printer left the bus or the network while in use.", noSlip, Remedy.employee,
            technician: "Check cable and power; `dmesg` shows whether the hub dropped it."),
        FailureText(
            .slipUnconfirmed, cause: "Bytes went to the printer and it did not confirm the slip.",
            Localised(
                kk: "Талон шыққаны белгісіз.", ru: "Неизвестно, напечатан ли талон.",
                en: "It is not certain that the slip was printed."),
            Localised(
                kk: "Талон шықпаса, қызметкерге нөміріңізді айтыңыз.",
                ru: "Если талона нет, назовите свой номер сотруднику.",
                en: "If there is no slip, tell an employee your number."),
            technician: "Look at the printer. It is never printed again by itself; ask for a copy if it is missing."),
    ]
}
