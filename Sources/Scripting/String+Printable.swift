// Text from a plugin, made safe to show.

extension String {
    /// Control characters as Lua escapes, so that a plugin cannot move the cursor or clear the
    /// screen of whoever reads its messages: "\27[2J". Tabs and line breaks stay.
    var printable: String {
        guard unicodeScalars.contains(where: String.isControl) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            if String.isControl(scalar) {
                text += "\\\(scalar.value)"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
    }
}
