import KioskDomain

/// Issue 4.4: the portrait in the person's own document.
enum DocumentTexts {
    static let use = Localised(
        kk: "Құжаттағы фотосуретті пайдалану", ru: "Взять фото из документа", en: "Use the photo in my document")
    static let offer = Localised(
        kk: "Құжатыңыздың чипіндегі фотосуретпен де салыстыруға болады.",
        ru: "Можно сравнить и с фотографией на чипе вашего документа.",
        en: "Your face can also be compared with the photo on the chip of your document.")
    static let without = Localised(kk: "Құжатсыз жалғастыру", ru: "Продолжить без документа", en: "Go on without it")
    static let other = Localised(kk: "Басқа құжат", ru: "Другой документ", en: "Another document")
    static let title = Localised(
        kk: "Құжаттың чипін ашу", ru: "Откройте чип документа", en: "Open your document's chip")
    static let insertNow = Localised(
        kk: "Құжатты оқу құрылғысына салып, нөмірді енгізіңіз.",
        ru: "Вставьте документ в считыватель и введите номер.",
        en: "Put your document into the reader and enter the number.")
    static let insertNowDate = Localised(
        kk: "Құжатты оқу құрылғысына салып, күнді енгізіңіз.",
        ru: "Вставьте документ в считыватель и введите дату.",
        en: "Put your document into the reader and enter the date.")
    static let can = Localised(kk: "Қол жеткізу нөмірі (CAN)", ru: "Номер доступа (CAN)", en: "Access number (CAN)")
    static let canHint = Localised(kk: "6 сан", ru: "6 цифр", en: "6 digits")
    static let canPlace = Localised(
        kk: "Нөмір құжаттың бет жағында басылған. Ол жоқ болса, жарамдылық мерзімін енгізіңіз.",
        ru: "Он напечатан на лицевой стороне документа. Если его нет, введите срок действия.",
        en: "It is printed on the front of the document. If there is none, use the expiry date.")
    static let expiry = Localised(
        kk: "Құжаттың жарамдылық мерзімі", ru: "Документ действителен до", en: "Date of expiry")
    static let expiryPlace = Localised(
        kk: "Құжат нөмірі мен туған күніңізді бұрын енгіздіңіз.",
        ru: "Номер документа и дату рождения вы уже ввели.",
        en: "You entered the document number and your date of birth before.")
    static let useExpiry = Localised(
        kk: "Жарамдылық мерзімін енгізу", ru: "Ввести срок действия", en: "Enter the expiry date")
    static let useCAN = Localised(kk: "CAN нөмірін енгізу", ru: "Ввести номер CAN", en: "Enter the access number")
    static let insert = Localised(kk: "Құжатты салыңыз", ru: "Вставьте документ", en: "Insert your document")
    static let reading = Localised(kk: "Чип оқылуда", ru: "Читаем чип", en: "Reading the chip")
    static let leaveIn = Localised(
        kk: "Құжатты алмаңыз! Бұл бірнеше секундқа созылады.",
        ru: "Не вынимайте документ! Это займёт несколько секунд.",
        en: "Leave the document in! It takes a few seconds.")
}
