import KioskDomain

/// The portal's register of centres: where each code is, for the map.
struct CentreRegister: Sendable {
    struct Centre: Sendable {
        var code: String
        var name: Localised
        /// Degrees north and east.
        var latitude: Double
        var longitude: Double
    }

    var centres: [Centre]

    func centre(_ code: String) -> Centre? { centres.first { $0.code == code } }

    /// The capital, the cities of republican significance and the centres of the regions.
    static let standard = CentreRegister(centres: [
        centre(1, "Астана", "Астана", "Astana", 51.17, 71.43),
        centre(2, "Алматы", "Алматы", "Almaty", 43.24, 76.91),
        centre(3, "Шымкент", "Шымкент", "Shymkent", 42.32, 69.59),
        centre(4, "Ақтау", "Актау", "Aktau", 43.65, 51.17),
        centre(5, "Ақтөбе", "Актобе", "Aktobe", 50.28, 57.17),
        centre(6, "Атырау", "Атырау", "Atyrau", 47.11, 51.92),
        centre(7, "Жезқазған", "Жезказган", "Zhezkazgan", 47.8, 67.71),
        centre(8, "Қарағанды", "Караганда", "Karaganda", 49.8, 73.1),
        centre(9, "Көкшетау", "Кокшетау", "Kokshetau", 53.28, 69.39),
        centre(10, "Қонаев", "Конаев", "Konaev", 43.88, 77.07),
        centre(11, "Қостанай", "Костанай", "Kostanay", 53.21, 63.63),
        centre(12, "Қызылорда", "Кызылорда", "Kyzylorda", 44.85, 65.5),
        centre(13, "Орал", "Уральск", "Oral", 51.23, 51.37),
        centre(14, "Өскемен", "Усть-Каменогорск", "Oskemen", 49.95, 82.61),
        centre(15, "Павлодар", "Павлодар", "Pavlodar", 52.29, 76.95),
        centre(16, "Петропавл", "Петропавловск", "Petropavl", 54.87, 69.14),
        centre(17, "Семей", "Семей", "Semey", 50.41, 80.23),
        centre(18, "Талдықорған", "Талдыкорган", "Taldykorgan", 45.02, 78.37),
        centre(19, "Тараз", "Тараз", "Taraz", 42.9, 71.37),
        centre(20, "Түркістан", "Туркестан", "Turkistan", 43.3, 68.25),
    ])

    private static func centre(
        _ number: Int, _ kk: String, _ ru: String, _ en: String, _ latitude: Double, _ longitude: Double
    ) -> Centre {
        Centre(
            code: "PSC-\(number)", name: Localised(kk: kk, ru: ru, en: en), latitude: latitude, longitude: longitude)
    }
}
