// HTML and SVG that can not be broken by what plugins are called or say: every text is escaped where
// it becomes markup, and nothing else makes markup.
//
// What comes out is HTML as well as XML, so that any XML parser can check it.

/// A piece of a page. It is well-formed by construction: elements are closed, texts and attributes
/// escaped.
struct Markup: Hashable, Sendable {
    /// As it stands in the file.
    let source: String

    /// Nothing.
    static let empty = Markup(source: "")

    private init(source: String) {
        self.source = source
    }

    /// A text. Characters that XML does not allow become U+FFFD.
    static func text(_ text: String) -> Markup { Markup(source: escaped(text)) }

    /// Pieces one after the other.
    static func joined(_ parts: [Markup]) -> Markup {
        Markup(source: parts.map(\.source).joined())
    }

    /// An element.
    static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        _ content: [Markup] = []
    ) -> Markup {
        let inner = content.map(\.source).joined()
        return Markup(source: "<\(name)\(list(attributes))>\(inner)</\(name)>")
    }

    /// An element with one text.
    static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        text: String
    ) -> Markup {
        element(name, attributes, [.text(text)])
    }

    /// An element that HTML knows to be empty, or an empty one of SVG.
    static func void(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:]
    ) -> Markup {
        Markup(source: "<\(name)\(list(attributes))/>")
    }

    /// A style sheet: texts of ours, without `<` and `&`, which would end it or mean something else
    /// in XML.
    static func style(_ rules: StaticString) -> Markup {
        let text = "\(rules)"
        precondition(!text.contains("<") && !text.contains("&"), "a style sheet is plain text")
        return Markup(source: "<style>\(text)</style>")
    }

    /// The whole file.
    static func document(head: [Markup], body: [Markup]) -> String {
        let page = element("html", ["lang": "en"], [element("head", head), element("body", body)])
        return "<!DOCTYPE html>\n" + page.source + "\n"
    }

    private static func element(_ name: StaticString, _ content: [Markup]) -> Markup {
        element(name, [:], content)
    }

    private static func list(_ attributes: KeyValuePairs<StaticString, String>) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result.unicodeScalars.append(character)
            case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{fffe}", "\u{ffff}":
                result += "\u{fffd}"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
