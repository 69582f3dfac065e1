// Reports as JSON: one object, keys in alphabetical order, so that output can be compared.
private import Foundation

/// Encodes reports.
public enum JSONText {
    /// The report as one JSON object on several lines. Amounts in reports are decimal strings.
    public static func encode(_ report: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let data = try? encoder.encode(report) else {
            preconditionFailure("a report holds something that JSON can not say")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
