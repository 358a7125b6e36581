import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 5 and "Bad input": who walks away from the steps with pictures (DESIGN 5.7).
    @Suite("exchange, walked away", .serialized, .stage())
    struct ExchangePictures {
        enum Place: String, CaseIterable, Sendable {
            case photo = "exchange-photo"
            case specimen = "exchange-specimen"
            case payment = "exchange-payment"
        }

        @Test(
            "photo and specimen are gone: not on the screen, not on the disk, not in folders of memory",
            .timeLimit(.minutes(4)), arguments: Place.allCases)
        func walkedAway(_ place: Place) async throws {
            let stage = try Stage.here()
            if try await stage.count("certificate") == 0 {
                let eds = try await Citizen.run("eds", stage)
                try #require(eds.outcome == "issued", "\(eds)")
            }
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let photo = try await go(to: place, page, stage)
            #expect(photo.count > 5_000, "a photo was taken")
            try await page.act("cancel")
            try await page.until("nobody is here") { $0.screen == "idle" || $0.screen == "take-card" }
            try await stage.order("card", "remove")
            try await page.until("idle")
            try await eventually("the photo is given to nobody any more") {
                try await page.photo().isEmpty ? () : nil
            }
            let marks = [
                // From the middle of each: headers of pictures are alike.
                Data(photo.dropFirst(photo.count / 2).prefix(64)), Data(Self.specimen.dropFirst(200).prefix(64)),
            ]
            for folder in [stage.folder.path, "/dev/shm", "/run/user/0"] {
                #expect(try kept(marks, in: folder) == [], "\(place) \(folder)")
            }
            await page.close()
        }

        /// - Returns: the photo as the person saw it.
        private func go(to place: Place, _ page: Page, _ stage: Stage) async throws -> [UInt8] {
            try await page.toExchange(stage)
            try await page.until("exchange-positioning")
            try await page.until("a good picture") { $0.guidance == "good" }
            try await page.act("start")
            try await page.until("exchange-photo", within: .seconds(60))
            let photo = try await page.photo()
            if place == .photo { return photo }
            try await page.act("use-photo")
            try await page.until("exchange-specimen")
            if place == .specimen { return photo }
            try await page.draw(Self.specimen)
            try await page.until(place.rawValue)
            return photo
        }

        private func kept(_ marks: [Data], in folder: String) throws -> [String] {
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
            return names.filter { name in
                let path = "\(folder)/\(name)"
                // Sockets and pipes hold nothing, and would be waited for.
                var isFolder = false
                guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder,
                    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType,
                    kind == .typeRegular, let data = FileManager.default.contents(atPath: path)
                else { return false }
                return marks.contains { data.firstRange(of: $0) != nil }
            }
        }

        /// A line of a pen, 300 by 100, as the screen's canvas gives it.
        private static let specimen = Array(Data(base64Encoded: text) ?? Data())
        private static let text =
            "iVBORw0KGgoAAAANSUhEUgAAASwAAABkCAAAAAAZalIcAAACb0lEQVR42u2by3bDIAxE5/9/mi56jtMkpkFipgg6LLIKMroeiZeM"
            + "5jbcYASGZViGZViGZVhGYFiGZViGZViGZQSGZViGZViGZVhGYFiGdRosfDfDGmd1KC3DWgurGdYwrOv3vDxYHxbqhLYCFgxrVc5C"
            + "nTxYfza8IhvLhymCxRYrFxZqwGr87HJFoWGtiuyUWOuHYTsVlmSal1lcCwuAKGhqiJX/wsjeVeIPxQCIzkGi1tXKen48ybmH0RJi"
            + "BTkEqUuInx7RxAWk1QoNK4pzd2IFW6wRi+CHIMm59/48/silLqhYzTp313k20b/1DxqEIgTnaXV6TtG6TVMhi1DJamo90++Xx4X5"
            + "FwAlqySu3/skZ318DACoYX1+SnzKGeSPxrM5aBJKWWVwjfwbKZOYNonuCQZvhxVwbRRDJNHwXmk3iTJC8A8QgPS/IZEgS4EfXMHo"
            + "igQXa5+S1Ex0EJ9HjRJTQSLBD3rGnA3oCwLFcfTEUod4iAT68lVyG5DQzuwimrkv6kDR3PgjHmnz2zOuCNA9n6Df80XzEmfjzz35"
            + "erEgKyRB7pSEuOpneAbJmWpsu6M8fyOierKjLE8aWicy0tU9Lp5r0NwDhTbSijubVxmwXJFXvQ3u16isit0GEmE1ydXdLlUR4fMs"
            + "PAoVa8uggLJE5QZ7VHLFYTXsIQN5pS5WJQMNrEb/YiEOq+lCRlHQd5qyBDXIRXJWobLOf5ngoUgwZWApStF3+9gOi2Km0OdLfFht"
            + "uwSzFlbbayN3UBhu2WKzoWEZVvVF6cGw3AzLsAzLsAzLsNwMy7AMy7AMy7DcDMuwDMuwDMuw3Awr2r4ADf8m5DUw7KsAAAAASUVO"
            + "RK5CYII="
    }
}

extension Page {
    /// The photo that is shown to the person; empty when there is none.
    func photo() async throws -> [UInt8] {
        try await LocalHTTP.shared.send("GET", "/photo.jpg", port: port, headers: ["X-Screen-Token": token]).body
    }

    /// Sends what was drawn, as the page does.
    func draw(_ png: [UInt8]) async throws {
        _ = try await LocalHTTP.shared.send(
            "POST", "/api/specimen", port: port, headers: ["Content-Type": "image/png", "X-Screen-Token": token],
            body: png)
    }
}
