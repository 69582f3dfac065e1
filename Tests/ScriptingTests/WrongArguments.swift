// Calls with one argument that the registered pattern does not take.

import Scripting

enum WrongArguments {
    /// A call as Lua text, and the start of the error that it must raise.
    struct Case {
        let call: String
        let error: String
    }

    /// One value of each kind, with the types that would take it.
    private static let values: [(text: String, fits: Set<String>)] = [
        ("nil", ["nil"]), ("true", ["boolean"]), ("7", ["integer", "number", "string"]),
        ("2.5", ["number", "string"]), ("0/0", ["number", "string"]),
        ("math.huge", ["number", "string"]), ("2^63", ["number", "string"]),
        ("'word'", ["string"]), ("'\\0\\xff'", ["string"]), ("{}", ["table"]),
        ("setmetatable({}, { __index = error, __len = error, __tostring = error })", ["table"]),
        ("print", ["function"]), ("coroutine.create(print)", ["thread"]),
    ]

    /// Functions whose own sentence says more than Lua's, and what they say.
    private static let sentences = ["load 1": "load takes text, not a", "unpack 1": "a"]

    /// The text of a right value.
    private static func right(_ parameter: LibraryParameter) -> String {
        if let range = parameter.range { return "\(range.lowerBound)" }
        switch parameter.types[0] {
        case "string": return "'1'"
        case "table": return "{ 1, 2, 3 }"
        case "function": return "function() return false end"
        case "thread": return "coroutine.create(print)"
        default: return "1"
        }
    }

    /// Wrong values of one parameter, as Lua text.
    private static func wrong(_ parameter: LibraryParameter) -> [String] {
        guard parameter.types != ["any"] else { return [] }
        var takes = Set(parameter.types)
        if parameter.isOptional { takes.insert("nil") }
        let texts = values.filter { takes.isDisjoint(with: $0.fits) }.map(\.text)
        guard let range = parameter.range else { return texts }
        let below = range.lowerBound.subtractingReportingOverflow(1)
        let above = range.upperBound.addingReportingOverflow(1)
        return texts + [below, above].filter { !$0.overflow }.map { "\($0.partialValue)" }
    }

    static func cases(of function: LibraryFunction) -> [Case] {
        function.signatures.flatMap { signature in
            let methods = function.library == "rng"
            let parameters = methods ? Array(signature.dropFirst()) : signature
            let rights = parameters.map(right)
            var cases: [Case] = []
            for (index, parameter) in parameters.enumerated() {
                let number = "\(function.name) \(index + 1)"
                let error =
                    sentences[number] ?? "bad argument #\(index + 1) to '\(function.name)'"
                // Another signature may end before the last parameter.
                let mayEnd = function.signatures.count > 1 && index + 1 == parameters.count
                for value in wrong(parameter) where !(mayEnd && value == "nil") {
                    var texts = rights
                    texts[index] = value
                    cases.append(call(function, texts, error))
                }
                // The call that ends before it, unless another signature has room for it.
                let isLast = index + 1 == parameters.count || parameters[index + 1].isOptional
                let isNeeded = !parameter.isOptional && !parameter.isRest
                let isTyped = parameter.types != ["any"] && function.signatures.count == 1
                if isLast && isNeeded && isTyped {
                    cases.append(call(function, Array(rights[..<index]), error))
                }
            }
            return cases
        }
    }

    private static func call(
        _ function: LibraryFunction, _ texts: [String], _ error: String
    ) -> Case {
        Case(call: "\(function.path)(\(texts.joined(separator: ", ")))", error: error)
    }

    /// Lua text that makes the calls and gives the list of those that were not refused so.
    static func program(_ cases: [Case]) -> String {
        let lines = cases.map { each in
            "check([==[\(each.call)]==], [==[\(each.error)]==], function() \(each.call) end)"
        }
        return """
            local wrong = {}
            local function check(call, expected, f)
              local ok, message = pcall(f)
              if ok or type(message) ~= "string" or not message:find(expected, 1, true) then
                wrong[#wrong + 1] = call .. ": " .. tostring(message)
              end
            end
            \(lines.joined(separator: "\n"))
            return table.concat(wrong, "\\n")
            """
    }
}
