import KioskDomain

/// "Sign with the phone": L5.
enum PhoneSigningTexts {
    static let offer = Localised(
        kk: "Телефонмен қол қою", ru: "Подписать телефоном", en: "Sign with my phone")
    static let opening = Localised(
        kk: "Қол қоюға код дайындалуда", ru: "Готовим код для подписи", en: "Preparing the code")
    static let advice = Localised(
        kk: "Қосымша не қол қойылатынын көрсетеді. Код {} дейін жарамды.",
        ru: "Приложение покажет, что вы подписываете. Код действует до {}.",
        en: "The app shows what you sign. The code is good until {}.")
    static let scanned = Localised(
        kk: "Телефонда қол қойыңыз", ru: "Подпишите в телефоне", en: "Sign on your phone")
    static let scannedAdvice = Localised(
        kk: "Телефондағы мәтінді оқып, растаңыз. Экран өзі ауысады.",
        ru: "Прочитайте текст в телефоне и подтвердите. Экран сменится сам.",
        en: "Read the text on your phone and confirm it. This screen goes on by itself.")
    static let qr = Localised(kk: "Қол қоюға арналған QR-код", ru: "QR-код для подписи", en: "QR code for signing")
}
