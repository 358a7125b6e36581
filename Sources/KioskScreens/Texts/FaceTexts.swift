import KioskDomain

/// B1–B4: positioning, attempts and what came of them.
enum FaceTexts {
    static let positioning = Localised(kk: "Камераға қараңыз", ru: "Посмотрите в камеру", en: "Look at the camera")
    static let free = Localised(
        kk: "Бұл дайындық: әрекет «Бастау» басылғаннан кейін ғана есептеледі.",
        ru: "Это подготовка: попытка засчитывается только после кнопки «Начать».",
        en: "This is preparation: an attempt counts only after you press Start.")
    static let start = Localised(kk: "Бастау", ru: "Начать", en: "Start")
    static let attemptsLeft = Localised(
        kk: "5 әрекеттен қалғаны: {}", ru: "Осталось попыток из 5: {}", en: "Attempts left of 5: {}")
    static let attempt = Localised(kk: "5 әрекеттің {}-і", ru: "Попытка {} из 5", en: "Attempt {} of 5")
    static let preview = Localised(
        kk: "Камерадағы бейнеңіз", ru: "Ваше изображение с камеры", en: "Your camera picture")
    static let sentOn = Localised(kk: "Талон алып, шығу", ru: "Взять талон и выйти", en: "Take a slip and leave")
    static let opening = Localised(kk: "Әрекет тіркелуде", ru: "Записываем попытку", en: "Recording the attempt")
    static let capturing = Localised(kk: "Қозғалмай тұрыңыз", ru: "Не двигайтесь", en: "Hold still")
    static let following = Localised(
        kk: "Экрандағы нұсқауды орындаңыз", ru: "Выполняйте указания на экране", en: "Do what the screen says")
    static let step = Localised(
        kk: "{}-қадам, барлығы {steps}", ru: "Шаг {} из {steps}", en: "Step {} of {steps}")
    static let moreTime = Localised(kk: "Уақыт қосу", ru: "Ещё время", en: "More time")
    static let cannotTurn = Localised(
        kk: "Басымды бұра алмаймын", ru: "Я не могу повернуть голову", en: "I cannot turn my head")
    static let canTurn = Localised(
        kk: "Басымды бұра аламын", ru: "Я могу повернуть голову", en: "I can turn my head")
    static let aboutTurns = Localised(
        kk: "Тексеру кезінде басыңызды бұрып немесе жақындап көрсету сұралады.",
        ru: "Во время проверки попросим повернуть голову или приблизиться.",
        en: "During the check you are asked to turn your head or to come closer.")
    static let aboutGentle = Localised(
        kk: "Тексеру кезінде жақындау сұралады. Басты бұрудың қажеті жоқ.",
        ru: "Во время проверки попросим приблизиться. Поворачивать голову не нужно.",
        en: "During the check you are asked to come closer. You need not turn your head.")
    /// Honest and short; `docs/liveness.md` has the whole of it.
    static let limits = Localised(
        kk: "Бұл фотосуретті пайдалануды қиындатады, бірақ бейнежазба мен маскадан қорғамайды.",
        ru: "Это затрудняет обман с помощью фотографии, но не защищает от видеозаписи и маски.",
        en: "This makes it harder to use a photo. It does not stop a video or a mask.")
    static let gentleLimits = Localised(
        kk: "Бұл жеңіл тексеру фотосуреттен қорғамайды. Портал шешімді операторға қалдыруы мүмкін.",
        ru: "Эта облегчённая проверка не защищает от фотографии. Портал может оставить решение оператору.",
        en: "This easier check does not stop a photo. The portal may leave the decision to an operator.")
    static let away = Localised(kk: "Камерамен байланыс үзілді", ru: "Камера отключилась", en: "The camera is gone")
    static let awayAdvice = Localised(
        kk: "10 секундқа дейін күтеміз. Камера оралса, осы әрекет жалғасады.",
        ru: "Ждём до 10 секунд. Если камера вернётся, эта же попытка продолжится.",
        en: "We wait for up to 10 seconds. When it is back, the same attempt goes on.")
    static let closing = Localised(kk: "Нәтиже сақталуда", ru: "Сохраняем результат", en: "Saving the result")
    static let applying = Localised(kk: "Өтініш берілуде", ru: "Подаём заявление", en: "Submitting your application")
    static let matched = Localised(
        kk: "Бет-әлпетіңіз сәйкес келді.", ru: "Лицо совпало с фотографией.", en: "Your face matches your photo.")
    static let noPortrait = Localised(
        kk: "Салыстыратын фотосурет жоқ", ru: "Нет фотографии для сравнения", en: "There is no photo to compare with")
    static let noPortraitAdvice = Localised(
        kk: "Порталда сіздің фотосуретіңіз жоқ, сондықтан әрекет сәтсіз болады. Бес әрекеттен кейін өтінішті оператор "
            + "қабылдайды, камера қажет емес.",
        ru: "На портале нет вашей фотографии, поэтому попытка не удастся. После пяти попыток заявление примет "
            + "оператор, камера для этого не нужна.",
        en: "The portal has no photo of you, so an attempt cannot succeed. After five attempts an operator can accept "
            + "your application; no camera is needed.")
    static let poorPortrait = Localised(
        kk: "Фотосурет салыстыруға жарамайды", ru: "Фотография не годится для сравнения",
        en: "The photo is not good enough to compare with")
    static let poorPortraitAdvice = Localised(
        kk: "Порталдағы фотосуретіңіз анық емес, сондықтан әрекет сәтсіз болады. Бес әрекеттен кейін өтінішті оператор "
            + "қабылдайды, камера қажет емес.",
        ru: "Ваша фотография на портале недостаточно чёткая, поэтому попытка не удастся. После пяти попыток заявление "
            + "примет оператор, камера для этого не нужна.",
        en: "Your photo at the portal is too poor, so an attempt cannot succeed. After five attempts an operator can "
            + "accept your application; no camera is needed.")
    static let recordAttempt = Localised(kk: "Әрекетті тіркеу", ru: "Записать попытку", en: "Record an attempt")
    static let failed = Localised(
        kk: "Әрекет сәтсіз болды", ru: "Попытка не удалась", en: "This attempt did not succeed")
    /// Where nothing that the person does would change the outcome.
    static let tryAgainAdvice = Localised(
        kk: "Қайталап көріңіз. Бес әрекеттен кейін өтінішті оператор қабылдайды.",
        ru: "Попробуйте ещё раз. После пяти попыток заявление примет оператор.",
        en: "Try again. After five attempts an operator can accept your application.")
    /// Before the camera has said anything.
    static let looking = Localised(kk: "Камера қосылуда…", ru: "Камера включается…", en: "The camera is starting…")
}
