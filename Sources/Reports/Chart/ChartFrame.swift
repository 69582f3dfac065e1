// A rectangle in a picture.

/// Where a chart's values are drawn, in pixels from the upper left corner.
struct ChartFrame: Hashable, Sendable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
}
