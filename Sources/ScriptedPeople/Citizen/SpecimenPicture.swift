import FoundationEssentials

/// The signature of somebody who does not exist: a loop of a pen, 300 by 100, grey.
enum SpecimenPicture {
    static let png = Array(Data(base64Encoded: text) ?? Data())

    private static let text =
        "iVBORw0KGgoAAAANSUhEUgAAASwAAABkCAAAAAAZalIcAAACb0lEQVR42u2by3bDIAxE5/9/mi56jtMkpkFipgg6LLIKMroeiZeM5jbcYASGZV"
        + "iGZViGZVhGYFiGZViGZViGZQSGZViGZViGZVhGYFiGdRosfDfDGmd1KC3DWgurGdYwrOv3vDxYHxbqhLYCFgxrVc5CnTxYfza8IhvLhymCxRYr"
        + "FxZqwGr87HJFoWGtiuyUWOuHYTsVlmSal1lcCwuAKGhqiJX/wsjeVeIPxQCIzkGi1tXKen48ybmH0RJiBTkEqUuInx7RxAWk1QoNK4pzd2IFW6"
        + "wRi+CHIMm59/48/silLqhYzTp313k20b/1DxqEIgTnaXV6TtG6TVMhi1DJamo90++Xx4X5FwAlqySu3/skZ318DACoYX1+SnzKGeSPxrM5aBJK"
        + "WWVwjfwbKZOYNonuCQZvhxVwbRRDJNHwXmk3iTJC8A8QgPS/IZEgS4EfXMHoigQXa5+S1Ex0EJ9HjRJTQSLBD3rGnA3oCwLFcfTEUod4iAT68l"
        + "VyG5DQzuwimrkv6kDR3PgjHmnz2zOuCNA9n6Df80XzEmfjzz35erEgKyRB7pSEuOpneAbJmWpsu6M8fyOierKjLE8aWicy0tU9Lp5r0NwDhTbS"
        + "ijubVxmwXJFXvQ3u16isit0GEmE1ydXdLlUR4fMsPAoVa8uggLJE5QZ7VHLFYTXsIQN5pS5WJQMNrEb/YiEOq+lCRlHQd5qyBDXIRXJWobLOf5"
        + "ngoUgwZWApStF3+9gOi2Km0OdLfFhtuwSzFlbbayN3UBhu2WKzoWEZVvVF6cGw3AzLsAzLsAzLsNwMy7AMy7AMy7DcDMuwDMuwDMuw3Awr2r4A"
        + "Df8m5DUw7KsAAAAASUVORK5CYII="
}
