// A picture that is drawn twice: for a screen or a sheet, and for a telephone.

/// Something that can be drawn.
protocol Chart: Sendable {
    /// What it shows, in a few words.
    var title: String { get }
    /// What there is to see, in words.
    var summary: String { get }

    /// - Parameter id: begins the names of what the drawing refers to in itself.
    func drawing(_ size: ChartSize, id: String) -> Drawing
}

/// The two sizes. Text is as large in both, so that it can be read.
enum ChartSize: String, CaseIterable, Sendable {
    case wide
    case narrow

    var width: Double { self == .wide ? 760 : 344 }
    /// Of a chart with an axis upwards.
    var height: Double { self == .wide ? 360 : 290 }
    /// Marks of an axis.
    var ticksAcross: Int { self == .wide ? 8 : 4 }
    var ticksUp: Int { self == .wide ? 6 : 5 }
}
