// The stock Lua interpreter as oracle: the `lua5.4` program of the Debian package.

import Foundation

enum StockLua {
    /// What became of one program.
    enum Answer: Hashable, Sendable {
        case results(String)
        /// The error value as text: "name:line: message".
        case error(String)
    }

    struct Failed: Error {
        var reason: String
    }

    /// Runs every program by itself, with fresh globals; results are joined by tabs.
    static func run(_ programs: [String]) throws -> [Answer] {
        try ask(programs, mode: "run")
    }

    /// Only compiles: `.results("")` for a text that does.
    static func compile(_ programs: [String]) throws -> [Answer] {
        try ask(programs, mode: "compile")
    }

    // Programs go in and answers come out as length, colon, bytes: the texts hold every kind of
    // line break.
    private static let driver = """
        local mode = arg[1]
        local function environment()
            local copy = {}
            for k, v in pairs(_G) do copy[k] = v end
            return copy
        end
        local function answer(kind, text) io.write(kind, #text, ":", text) end
        while true do
            local length = io.read("n")
            if not length then break end
            io.read(1)
            local text = length == 0 and "" or io.read(length)
            local f, message = load(text, "@program.lua", "t", environment())
            if not f then
                answer("e", message)
            elseif mode == "compile" then
                answer("r", "")
            else
                local values = table.pack(pcall(f))
                if values[1] then
                    local texts = {}
                    for i = 2, values.n do texts[i - 1] = tostring(values[i]) end
                    answer("r", table.concat(texts, "\\t"))
                elseif type(values[2]) == "string" or type(values[2]) == "number" then
                    answer("e", tostring(values[2]))
                else
                    answer("e", "the error value is a " .. type(values[2]))
                end
            end
        end
        """

    private static func ask(_ programs: [String], mode: String) throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "stock-lua-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = folder.appending(path: "driver.lua")
        let input = folder.appending(path: "programs")
        let output = folder.appending(path: "answers")
        try Data(driver.utf8).write(to: script)
        var bytes = Data()
        for program in programs {
            bytes.append(contentsOf: Array("\(program.utf8.count):".utf8))
            bytes.append(contentsOf: Array(program.utf8))
        }
        try bytes.write(to: input)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["lua5.4", script.path(), mode]
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(reason: "lua5.4 ended with status \(process.terminationStatus)")
        }
        let answers = try parse(Array(Data(contentsOf: output)))
        guard answers.count == programs.count else {
            throw Failed(reason: "lua5.4 gave \(answers.count) answers to \(programs.count) texts")
        }
        return answers
    }

    private static func parse(_ bytes: [UInt8]) throws -> [Answer] {
        var answers: [Answer] = []
        var at = 0
        while at < bytes.count {
            guard let colon = bytes[at...].firstIndex(of: UInt8(ascii: ":")),
                let length = Int(String(decoding: bytes[(at + 1)..<colon], as: UTF8.self)),
                colon + 1 + length <= bytes.count
            else { throw Failed(reason: "the answers of lua5.4 are cut off") }
            let text = String(decoding: bytes[(colon + 1)..<(colon + 1 + length)], as: UTF8.self)
            answers.append(bytes[at] == UInt8(ascii: "r") ? .results(text) : .error(text))
            at = colon + 1 + length
        }
        return answers
    }
}
