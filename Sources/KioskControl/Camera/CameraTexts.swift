internal import KioskDomain

/// What `kioskctl camera` says, in three languages.
enum CameraTexts {
    static let opened = Localised(
        kk: "ашылды, алғашқы кескін", ru: "открыта, первый кадр через", en: "opens, first picture after")
    static let milliseconds = Localised(kk: "мс", ru: "мс", en: "ms")
    static let perSecond = Localised(kk: "кескін/с", ru: "кадров/с", en: "pictures/s")
    static let longestGap = Localised(kk: "ең ұзақ үзіліс", ru: "самый длинный перерыв", en: "longest gap")
    static let kilobytes = Localised(kk: "кБ", ru: "кБ", en: "kB")
    static let damaged = Localised(kk: "бүлінген кескіндер", ru: "повреждённых кадров", en: "damaged pictures")
    static let light = Localised(kk: "жарық", ru: "яркость", en: "light")
    static let contrast = Localised(kk: "контраст", ru: "контраст", en: "contrast")
    static let sharpness = Localised(kk: "анықтық", ru: "резкость", en: "sharpness")
    static let faceSeen = Localised(kk: "бет көрінеді", ru: "лицо видно", en: "a face is seen")
    static let noFace = Localised(kk: "бет көрінбейді", ru: "лица не видно", en: "no face is seen")

    static let slow = Localised(
        kk: "USB кабелін, хабты және бөлменің жарығын тексеріңіз; `kioskctl camera controls`",
        ru: "проверьте кабель USB, хаб и освещение; `kioskctl camera controls`",
        en: "check the USB cable, the hub and the light of the room; `kioskctl camera controls`")
    static let cable = Localised(
        kk: "USB кабелін ауыстырыңыз, хабсыз қосыңыз", ru: "замените кабель USB, подключите без хаба",
        en: "change the USB cable, plug the camera in without a hub")
    static let lamp = Localised(
        kk: "линзаның қақпағын ашыңыз, жарықты қосыңыз немесе шамның бағытын өзгертіңіз",
        ru: "откройте крышку объектива, включите свет или поверните лампу",
        en: "open the lens cover, switch the light on or turn the lamp")
    static let lens = Localised(
        kk: "линзаны тазалаңыз, фокусты тексеріңіз", ru: "протрите объектив, проверьте фокус",
        en: "wipe the lens, check the focus")

    static let privacy = Localised(
        kk: "Бұл кескінде адам болуы мүмкін: ешкімге жібермеңіз, керегі біткенде жойыңыз. Киоск оны сақтамайды.",
        ru: "На снимке может быть человек: никому не отправляйте и удалите, когда он не нужен. Киоск его не хранит.",
        en: "A person may be on this picture: send it to nobody and delete it when done. The kiosk keeps no copy.")
    static let written = Localised(kk: "жазылды", ru: "записано", en: "written")

    static let noControls = Localised(
        kk: "Бұл көздің реттеулері жоқ.", ru: "У этого источника нет настроек.", en: "This source has no controls.")
    static let control = Localised(kk: "реттеу", ru: "настройка", en: "control")
    static let range = Localised(kk: "ауқымы", ru: "диапазон", en: "range")
    static let standard = Localised(kk: "әдепкі", ru: "обычное", en: "default")
    static let current = Localised(kk: "қазір", ru: "сейчас", en: "now")
    static let chosen = Localised(kk: "киоск қояды", ru: "киоск ставит", en: "kiosk sets")
    static let fixed = Localised(kk: "өзгермейді", ru: "не меняется", en: "fixed")
}
