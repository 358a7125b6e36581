import KioskDomain

/// The plain-language variant of the screens.
enum PlainTexts {
    static let services = Localised(
        kk: "Қажет қызметті басыңыз. Білмесеңіз, «Кезек талоны» басыңыз: қызметкер көмектеседі.",
        ru: "Нажмите то, что вам нужно. Не знаете — нажмите «Талон в очередь»: вам поможет сотрудник.",
        en: "Press what you need. Not sure? Press “Queue slip”: a person will help you.")
    static let purpose = Localised(
        kk:
            "Не үшін келгеніңізді басыңыз. Сізге нөмір беріледі. Зейнеткер не мүгедектігі бар адам болсаңыз, соны да белгілеңіз.",
        ru: "Нажмите, зачем вы пришли. Вы получите номер. Вы пенсионер или у вас инвалидность? Отметьте это.",
        en:
            "Press why you came. You will get a number. Are you a pensioner or do you have a disability? Tick that, too."
    )
    static let reservation = Localised(
        kk: "ЖСН — жеке куәліктегі 12 цифр. Оларды теріңіз, сосын «Жалғастыру» басыңыз.",
        ru: "ИИН — 12 цифр на удостоверении. Наберите их и нажмите «Продолжить».",
        en: "The IIN is the 12 digits on your ID card. Type them, then press “Continue”.")
    static let consent = Localised(
        kk: "Біз бетіңізді камерамен көреміз. Сурет сақталмайды. Қарсы болсаңыз, «Бас тарту» басыңыз.",
        ru: "Мы посмотрим на ваше лицо через камеру. Снимок не хранится. Если вы против, нажмите «Отмена».",
        en: "A camera will look at your face. No picture is kept. If you do not want this, press “Cancel”.")
    static let notice = Localised(
        kk: "ЭЦҚ — сіздің қолыңыз. Оны ешкімге бермеңіз: айыппұл салынады. Сома төменде.",
        ru: "ЭЦП — это ваша подпись. Никому её не давайте: за это штраф. Сумма ниже.",
        en: "An EDS is your signature. Do not give it to anyone: there is a fine. The sum is below.")
    static let identity = Localised(
        kk: "Жеке куәлігіңізді алыңыз. Одан цифрларды теріңіз.",
        ru: "Возьмите своё удостоверение. Наберите цифры с него.",
        en: "Take your ID card. Type the digits that stand on it.")
    static let code = Localised(
        kk: "Телефоныңызға 6 цифрлы хабарлама келеді. Сол цифрларды теріңіз.",
        ru: "На телефон придёт сообщение с 6 цифрами. Наберите эти цифры.",
        en: "A message with 6 digits comes to your phone. Type those digits.")
    static let lostEDS = Localised(
        kk: "Жоғалғанын басыңыз. Білмесеңіз, барлығын таңдаңыз.",
        ru: "Нажмите ту, которую потеряли. Не знаете какую — выберите все.",
        en: "Press the one that you lost. Not sure which? Choose all of them.")
    static let lostEDSConfirming = Localised(
        kk: "«Иә» бассаңыз, бұл ЭЦҚ енді жұмыс істемейді.", ru: "Нажмёте «Да» — эта ЭЦП больше не будет работать.",
        en: "If you press “Yes”, this EDS will not work any more.")
    static let positioning = Localised(
        kk: "Камераға қараңыз. Бетіңіз сопақтың ішінде болсын. Сосын бастау түймесін басыңыз.",
        ru: "Смотрите в камеру. Лицо должно быть в овале. Потом нажмите кнопку начала.",
        en: "Look at the camera. Keep your face inside the oval. Then press the button to start.")
    static let edsMedium = Localised(
        kk: "ЭЦҚ қайда тұратынын таңдаңыз.", ru: "Выберите, где будет ЭЦП.",
        en: "Choose where the EDS will be.")
    static let edsToken = Localised(
        kk: "Токеніңіздің атауын таңдаңыз. ЭЦҚ-ны оған оператор жазады.",
        ru: "Выберите название вашего токена. ЭЦП на него запишет оператор.",
        en: "Choose the name of your token. An operator will put the EDS on it.")
    static let organisationBIN = Localised(
        kk: "Ұйымның 12 цифрын теріңіз. Олар ұйымның құжаттарында бар.",
        ru: "Наберите 12 цифр организации. Они есть в её документах.",
        en: "Type the 12 digits of the organisation. They stand in its papers.")
    static let organisationMedium = Localised(
        kk: "Ұйымның ЭЦҚ-сы қайда тұратынын таңдаңыз.", ru: "Выберите, где будет ЭЦП организации.",
        en: "Choose where the EDS of the organisation will be.")
    static let filePassword = Localised(
        kk: "Құпиясөз ойлап табыңыз, кемінде 8 таңба. Оны ұмытпаңыз: қалпына келтіру мүмкін емес.",
        ru: "Придумайте пароль, не короче 8 знаков. Не забудьте его: восстановить его нельзя.",
        en: "Make up a password of 8 signs or more. Do not forget it: nobody can give it back to you.")
    static let insertStick = Localised(
        kk: "Флешкаңызды экран астындағы ұяшыққа салыңыз.", ru: "Вставьте флешку в гнездо под экраном.",
        en: "Put your USB stick into the socket below the screen.")
    static let keyFileChoosing = Localised(
        kk: "ЭЦҚ файлыңызды басыңыз. Білмесеңіз, бірінен соң бірін байқап көріңіз.",
        ru: "Нажмите на свой файл ЭЦП. Не знаете какой — попробуйте по очереди.",
        en: "Press your EDS file. Not sure which? Try one after the other.")
    static let keyFilePassword = Localised(
        kk: "Файлды алған кезде ойлап тапқан құпиясөзді теріңіз.",
        ru: "Наберите пароль, который вы придумали, когда получали файл.",
        en: "Type the password that you made up when you got the file.")
    static let keyFile = Localised(
        kk: "Мұнда файлда не бары және қашанға дейін жарамды екені жазылған.",
        ru: "Здесь видно, что в файле и до какого дня это действует.",
        en: "This is what is in the file and until which day it is good.")
    static let leaveStickIn = Localised(
        kk: "Флешканы шығармаңыз. Күтіңіз.", ru: "Не вынимайте флешку. Подождите.",
        en: "Do not take the stick out. Please wait.")
    static let notSaved = Localised(
        kk: "Файл сақталмады. Флешканы қайта салып, түймені басыңыз.",
        ru: "Файл не сохранён. Вставьте флешку снова и нажмите кнопку.",
        en: "The file was not saved. Put the stick in again and press the button.")
    static let insertToken = Localised(
        kk: "Токеніңізді компьютерге қосып, күтіңіз. Басқа токендерді шығарыңыз.",
        ru: "Подключите свой токен и подождите. Другие токены отключите.",
        en: "Plug in your token and wait. Take other tokens out.")
    static let leaveTokenIn = Localised(
        kk: "Токенді шығармаңыз. Күтіңіз.", ru: "Не отключайте токен. Подождите.",
        en: "Do not take the token out. Please wait.")
    static let myToken = Localised(
        kk: "Мұнда токеніңізде не бары және қашанға дейін жарамды екені жазылған.",
        ru: "Здесь видно, что есть на вашем токене и до какого дня это действует.",
        en: "This is what is on your token and until which day it is good.")
    static let savedOnStick = Localised(
        kk: "Бәрі дайын. Флешканы алыңыз. Оны ешкімге бермеңіз.",
        ru: "Всё готово. Заберите флешку. Никому её не давайте.",
        en: "All done. Take your stick. Do not give it to anyone.")
    static let noPortrait = Localised(
        kk: "Салыстыратын суретіңіз жоқ. Төмендегі түймелердің бірін таңдаңыз.",
        ru: "Нам не с чем сравнить ваше лицо. Выберите одну из кнопок внизу.",
        en: "We have no good photo of you to compare with. Choose one of the buttons below.")
    static let capturing = Localised(
        kk: "Экранда жазылғанды жасаңыз. Асықпаңыз: уақыт қосуға болады.",
        ru: "Делайте, что написано. Не спешите: время можно добавить.",
        en: "Do what the screen says. No hurry: you can add time.")
    static let away = Localised(
        kk: "Камера өшіп қалды. Күтіңіз, ештеңе баспаңыз.", ru: "Камера отключилась. Подождите, ничего не нажимайте.",
        en: "The camera went off. Please wait, do not press anything.")
    static let failed = Localised(
        kk: "Бұл жолы болмады. Себебі төменде. Тағы көре аласыз.",
        ru: "В этот раз не получилось. Причина ниже. Можно ещё раз.",
        en: "It did not work this time. The reason is below. You may try again.")
    static let documentKey = Localised(
        kk: "Бұл цифрлар құжаттың өзінде жазылған.", ru: "Эти цифры стоят на самом документе.",
        en: "These digits stand on the document itself.")
    static let insertDocument = Localised(
        kk: "Құжатты оқу құрылғысына салыңыз.", ru: "Вставьте документ в считыватель.",
        en: "Put your document into the reader.")
    static let leaveIn = Localised(
        kk: "Картаны шығармаңыз. Күтіңіз.", ru: "Не вынимайте карту. Подождите.",
        en: "Do not take the card out. Please wait.")
    static let insertCard = Localised(
        kk: "Жеке куәлігіңізді оқу құрылғысына салыңыз.", ru: "Вставьте удостоверение в считыватель.",
        en: "Put your ID card into the reader.")
    static let pin = Localised(
        kk: "PIN — картаңыздың құпия коды. Цифрлар әр жолы басқа орында тұрады.",
        ru: "PIN — секретный код вашей карты. Цифры каждый раз стоят на других местах.",
        en: "The PIN is the secret code of your card. The digits stand in other places each time.")
    static let newPIN = Localised(
        kk: "Есте қалатын кодты ойлап табыңыз. Оны ешкімге айтпаңыз.",
        ru: "Придумайте код, который запомните. Никому его не говорите.",
        en: "Think of a code that you will remember. Tell it to nobody.")
    static let lastTry = Localised(
        kk: "Қате болса, карта құлыпталады. Кодты білмесеңіз, «Бас тарту» басыңыз.",
        ru: "Если ошибётесь, карта закроется. Не уверены — нажмите «Отмена».",
        en: "If it is wrong, the card locks. If you are not sure, press “Cancel”.")
    static let offerNewPIN = Localised(
        kk: "ЭЦҚ дайын. Қаласаңыз, картаның кодын қазір ауыстыра аласыз.",
        ru: "ЭЦП готова. Если хотите, смените код карты сейчас.",
        en: "Your EDS is ready. You can change the code of your card now.")
    static let myCard = Localised(
        kk: "Мұнда картаңызда не бары және қашанға дейін жарамды екені жазылған.",
        ru: "Здесь видно, что есть на вашей карте и до какого дня это действует.",
        en: "This is what is on your card and until which day it is good.")
    static let applicationNumber = Localised(
        kk: "Өтініш нөмірі талонда жазылған: E әрпі және 9 цифр. Оларды теріңіз.",
        ru: "Номер заявления стоит на талоне: буква E и 9 цифр. Наберите их.",
        en: "The number of your application stands on your slip: an E and 9 digits. Type them.")
    static let myApplication = Localised(
        kk: "Жоғарыдағы жолда енді не істеу керек екені жазылған.",
        ru: "В первой строке написано, что делать дальше.",
        en: "The first line says what to do next.")
    static let issued = Localised(
        kk: "Бәрі дайын. Талонды және картаны алыңыз.", ru: "Всё готово. Возьмите талон и карту.",
        en: "All done. Take your slip and your card.")
    static let ticket = Localised(
        kk: "Бұл сіздің нөміріңіз. Табло шақырғанша күтіңіз.", ru: "Это ваш номер. Ждите, пока он появится на табло.",
        en: "This is your number. Wait until the board shows it.")
    static let referral = Localised(
        kk: "Талонды алып, қызметкерге барыңыз. Ол көмектеседі.",
        ru: "Возьмите талон и идите к сотруднику. Он поможет.",
        en: "Take the slip and go to an operator. They will help you.")
    static let interrupted = Localised(
        kk: "Жазу тоқтап қалды. Талонды алып, қызметкерге барыңыз.",
        ru: "Запись остановилась. Возьмите талон и идите к сотруднику.",
        en: "The writing stopped. Take the slip and go to an operator.")
    static let left = Localised(
        kk: "Өтінішіңіз сақталды. Талонды алыңыз, сосын қызметкерге барыңыз.",
        ru: "Ваше заявление сохранено. Возьмите талон и идите к сотруднику.",
        en: "Your application is kept. Take the slip and go to an operator.")
    static let pinRenewed = Localised(
        kk: "Код ауысты. Енді тек жаңасы жарайды.", ru: "Код сменён. Теперь действует только новый.",
        en: "The code is changed. Only the new one works now.")
    static let takeCard = Localised(
        kk: "Картаңызды алыңыз. Деректеріңіз өшірілді.", ru: "Заберите карту. Ваши данные стёрты.",
        en: "Take your card. Your data are gone from here.")
    static let retry = Localised(
        kk: "Байланыс жоқ. Бұл сіздің кінәңіз емес.", ru: "Нет связи. Это не ваша вина.",
        en: "There is no line. This is not your fault.")
    static let account = Localised(
        kk: "Карта болса, «Картамен» басыңыз. Телефонда қосымша болса, екіншісін басыңыз.",
        ru: "Есть карта — нажмите «По карте». Есть приложение на телефоне — нажмите вторую кнопку.",
        en: "Have your card? Press “With my card”. Have the app on your phone? Press the other one.")
    static let scan = Localised(
        kk: "Телефондағы қосымшаны ашып, камерасын осы суретке қаратыңыз.",
        ru: "Откройте приложение на телефоне и наведите камеру на этот рисунок.",
        en: "Open the app on your phone and point its camera at this picture.")
    static let accountShown = Localised(
        kk: "Бұл сіздің деректеріңіз. Болған соң «Аяқтау» басыңыз.",
        ru: "Это ваши данные. Когда закончите, нажмите «Завершить».",
        en: "These are your data. When you are done, press “Finish”.")
    static let accountList = Localised(
        kk: "Бұл бір тізім. «Кабинетке» бассаңыз, бәріне қайтасыз.",
        ru: "Это один список. Нажмите «В кабинет», чтобы вернуться.",
        en: "This is one list. Press “To my account” to go back.")
    static let accountNoPhone = Localised(
        kk: "Біз сіздің нөміріңізді білмейміз. Түймені басып, нөмірді теріңіз.",
        ru: "Мы не знаем ваш номер. Нажмите кнопку и наберите его.",
        en: "We do not know your phone number. Press the button and type it.")
    static let accountPhone = Localised(
        kk: "Телефоныңыздың нөмірін теріңіз. Оған цифрлар келеді.",
        ru: "Наберите номер своего телефона. На него придут цифры.",
        en: "Type the number of your phone. Digits will come to it.")
    static let missingCode = Localised(
        kk: "Не болғанын таңдаңыз.", ru: "Выберите, что случилось.", en: "Choose what happened.")
    static let missingCodePhone = Localised(
        kk: "Цифрлар келуі керек болған нөмірді теріңіз.", ru: "Наберите номер, на который ждали цифры.",
        en: "Type the number to which the digits should have come.")
    static let missingCodeReport = Localised(
        kk: "Бәрі дұрыс па? Онда «Жіберу» басыңыз.", ru: "Всё верно? Тогда нажмите «Отправить».",
        en: "Is all of it right? Then press “Send”.")
    static let missingCodeReported = Localised(
        kk: "Дайын. Нөмірді жазып алыңыз.", ru: "Готово. Запишите номер.", en: "Done. Write down the number.")
    static let consentKeys = Localised(
        kk: "Сайт сіздің қолыңызды сұрайды. Сайттың атын қараңыз. Келіссеңіз, кілтіңізді таңдаңыз.",
        ru: "Сайт просит вашу подпись. Посмотрите, какой это сайт. Если согласны, выберите свой ключ.",
        en: "A site asks for your signature. Look which site it is. If you agree, choose your key.")
    static let consentSecret = Localised(
        kk: "Құпия кодты тергеніңіз — қол қойғаныңыз.", ru: "Набрав секретный код, вы подписываете.",
        en: "By typing your secret code you sign.")
    static let wait = Localised(
        kk: "Күтіңіз. Ештеңе баспаңыз.", ru: "Подождите. Ничего нажимать не надо.",
        en: "Please wait. You need not press anything.")

    static let exchangeChoosing = Localised(
        kk: "Жаңа куәлік керек пе? Біріншісін басыңыз. Өтініш бергенсіз бе? Екіншісін басыңыз.",
        ru: "Нужно новое удостоверение — нажмите первое. Уже подали заявку — нажмите второе.",
        en: "You need a new card? Press the first. You have applied already? Press the second.")
    static let exchangeReason = Localised(
        kk: "Неге жаңа куәлік керек екенін басыңыз.", ru: "Нажмите, почему нужна новая карта.",
        en: "Press why you need a new card.")
    static let exchangeNumber = Localised(
        kk: "Куәліктің бетіндегі 9 цифрды теріңіз.", ru: "Наберите 9 цифр с лицевой стороны удостоверения.",
        en: "Type the 9 digits on the face of your card.")
    static let exchangePhoto = Localised(
        kk: "Тік тұрыңыз. Камераға қараңыз. Бөрік пен көзілдірікті шешіңіз.",
        ru: "Стойте прямо. Смотрите в камеру. Снимите шапку и очки.",
        en: "Stand straight. Look at the camera. Take off your hat and glasses.")
    static let exchangeLook = Localised(
        kk: "Бұл сурет куәлікте болады. Ұнамаса, қайта түсіріңіз.",
        ru: "Это фото будет на карте. Не нравится — переснимите.",
        en: "This photo will be on your card. You do not like it? Take it again.")
    static let exchangeSpecimen = Localised(
        kk: "Жақтауда саусақпен қол қойыңыз. Қиын болса, куәлікті әдеттегі тәртіппен ауыстырыңыз.",
        ru: "Распишитесь пальцем в рамке. Трудно — обменяйте карту обычным порядком.",
        en: "Sign in the frame with your finger. Is it hard? Exchange the card the ordinary way.")
    static let exchangePayment = Localised(
        kk: "Түбіртектегі нөмірді теріңіз.", ru: "Наберите номер с квитанции.", en: "Type the number on your receipt.")
    static let exchangeSummary = Localised(
        kk: "Бәрі дұрыс па, қараңыз. Дұрыс болса, қол қойыңыз.", ru: "Посмотрите, всё ли верно. Если да, подпишите.",
        en: "Look if all is right. If it is, sign.")
    static let exchangeSlip = Localised(
        kk: "Нөмір тіркеу талонында жазылған. Оны теріңіз.", ru: "Номер стоит на талоне регистрации. Наберите его.",
        en: "The number stands on your registration slip. Type it.")
    static let exchangeShown = Localised(
        kk: "Талонды сақтаңыз. Дайын болғанда куәлікті өзіңіз аласыз.",
        ru: "Сохраните талон. Когда карта будет готова, заберите её сами.",
        en: "Keep the slip. When the card is ready, come for it yourself.")
}
