public import KioskDomain

extension AttemptOutcome {
    /// How an attempt ended, in plain words: on the screen (B4), on the referral slip and for operators.
    public var text: Localised {
        switch self {
        case .matched:
            Localised(kk: "Тұлғаңыз расталды.", ru: "Личность подтверждена.", en: "Your identity is confirmed.")
        case .noMatch:
            Localised(
                kk: "Бет фотосуретпен сәйкес келмеді.", ru: "Лицо не совпало с фотографией.",
                en: "The face did not match the photo.")
        case .poorLighting:
            Localised(kk: "Жарық жеткіліксіз болды.", ru: "Было плохое освещение.", en: "The light was poor.")
        case .blurred:
            Localised(
                kk: "Кескін анық болмады.", ru: "Изображение было нечётким.", en: "The picture was not clear.")
        case .noFace: Localised(kk: "Бет көрінбеді.", ru: "Лица не было видно.", en: "No face was seen.")
        case .severalFaces:
            Localised(
                kk: "Камера алдында бірнеше адам болды.", ru: "Перед камерой было несколько человек.",
                en: "There were several people before the camera.")
        case .livenessFailed:
            Localised(
                kk: "Камера алдында тірі адам тұрғаны расталмады.",
                ru: "Не удалось убедиться, что перед камерой живой человек.",
                en: "It could not be confirmed that a living person was before the camera.")
        case .tookTooLong: Localised(kk: "Уақыт бітті.", ru: "Время вышло.", en: "Time ran out.")
        case .noReferencePhoto:
            Localised(
                kk: "Базада салыстыратын фотосурет жоқ.", ru: "В базе нет фотографии для сравнения.",
                en: "There is no photo in the database to compare with.")
        case .technicalError:
            Localised(
                kk: "Техникалық ақау болды.", ru: "Произошёл технический сбой.", en: "There was a technical fault.")
        case .cancelled:
            Localised(kk: "Сіз әрекетті тоқтаттыңыз.", ru: "Вы прервали попытку.", en: "You stopped the attempt.")
        }
    }

    /// What helps next time; nil where nothing the person does would help.
    public var advice: Localised? {
        switch self {
        case .matched, .noReferencePhoto, .technicalError, .cancelled: nil
        case .noMatch:
            Localised(
                kk: "Көзілдірік пен бас киімді шешіп, тура қараңыз.",
                ru: "Снимите очки и головной убор, смотрите прямо.",
                en: "Take off glasses and headwear and look straight ahead.")
        case .poorLighting: GuidanceText.unevenLight.text
        case .blurred: GuidanceText.holdStill.text
        case .noFace, .tookTooLong: GuidanceText.noFace.text
        case .severalFaces: GuidanceText.severalFaces.text
        case .livenessFailed:
            Localised(
                kk: "Экрандағы нұсқауларды ретімен орындаңыз.", ru: "Выполняйте указания на экране по порядку.",
                en: "Follow the instructions on the screen in their order.")
        }
    }
}

/// How many attempts are left (B4); worded so that every number fits.
public enum AttemptTexts {
    /// Shown after each failure.
    public static func left(_ count: Int) -> Localised {
        Localised(
            kk: "Қалған әрекет саны: \(count)", ru: "Осталось попыток: \(count)", en: "Attempts left: \(count)")
    }
}

/// What the person before the camera should do. Raw values are those of the vision helper's guidance.
public enum GuidanceText: String, Sendable, Hashable, CaseIterable {
    case tooDark = "too-dark"
    case tooBright = "too-bright"
    case unevenLight = "uneven-light"
    case blurred
    case fogged
    case tooFar = "too-far"
    case tooNear = "too-near"
    case noFace = "no-face"
    case severalFaces = "several-faces"
    case turned
    case holdStill = "hold-still"
    case turnLeft = "turn-left"
    case turnRight = "turn-right"
    case comeCloser = "come-closer"
    case lookAhead = "look-ahead"
    case offCentre = "off-centre"
    case good

    /// One short sentence.
    public var text: Localised {
        switch self {
        case .tooDark:
            Localised(
                kk: "Жарық аз. Жарыққа бұрылыңыз.", ru: "Темно. Повернитесь к свету.", en: "Too dark. Face the light.")
        case .tooBright:
            Localised(
                kk: "Жарық тым көп. Жарықтан бұрылыңыз.", ru: "Слишком ярко. Отвернитесь от света.",
                en: "Too bright. Turn away from the light.")
        case .unevenLight:
            Localised(
                kk: "Жарық бетке біркелкі түссін.", ru: "Свет должен падать на лицо ровно.",
                en: "Let the light fall evenly on your face.")
        case .blurred:
            Localised(
                kk: "Кескін анық емес. Қозғалмаңыз.", ru: "Нечётко. Не двигайтесь.", en: "Blurred. Please keep still.")
        case .fogged:
            Localised(
                kk: "Камера бұлыңғыр. Қызметкерге айтыңыз.", ru: "Камера запотела или загрязнена. Сообщите сотруднику.",
                en: "The camera is fogged or dirty. Tell an employee.")
        case .tooFar: Localised(kk: "Жақынырақ келіңіз.", ru: "Подойдите ближе.", en: "Come closer.")
        case .tooNear: Localised(kk: "Сәл алысырақ тұрыңыз.", ru: "Отойдите немного.", en: "Step back a little.")
        case .noFace: Localised(kk: "Камераға қараңыз.", ru: "Посмотрите в камеру.", en: "Look into the camera.")
        case .severalFaces:
            Localised(
                kk: "Камера алдында бір ғана адам тұрсын.", ru: "Перед камерой должен быть один человек.",
                en: "Only one person should be before the camera.")
        case .turned: Localised(kk: "Тура қараңыз.", ru: "Смотрите прямо.", en: "Look straight ahead.")
        case .holdStill: Localised(kk: "Қозғалмай тұрыңыз.", ru: "Не двигайтесь.", en: "Hold still.")
        case .turnLeft:
            Localised(
                kk: "Басыңызды солға бұрыңыз.", ru: "Поверните голову налево.", en: "Turn your head to the left.")
        case .turnRight:
            Localised(
                kk: "Басыңызды оңға бұрыңыз.", ru: "Поверните голову направо.", en: "Turn your head to the right.")
        case .comeCloser:
            Localised(
                kk: "Камераға бетіңізді жақындатыңыз.", ru: "Приблизьте лицо к камере.",
                en: "Bring your face closer to the camera.")
        case .lookAhead:
            Localised(
                kk: "Енді камераға тура қараңыз.", ru: "Теперь смотрите прямо в камеру.",
                en: "Now look straight into the camera.")
        case .offCentre:
            Localised(
                kk: "Бетіңіз суреттің ортасында болсын.", ru: "Лицо должно быть в середине.",
                en: "Move so that your face is in the middle.")
        case .good: Localised(kk: "Жақсы.", ru: "Хорошо.", en: "Good.")
        }
    }
}
