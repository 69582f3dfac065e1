// House rules that a machine can check. Goal: a newcomer finds things by name, files stay short,
// unsafe code stays where it is allowed, and imports point down only. Method: read the tree.
import Foundation
import Testing

struct TidyTests {
    /// What each module may import of this project; the order of the design, arrows down only.
    static let allowed: [String: Set<String>] = [
        "CLua": [], "CUV": [], "CNettle": [], "CZlib": [],
        "CLuaBridge": ["CLua"],
        "Accounts": [],
        "Statistics": [],
        "EventLoop": ["CUV"],
        "Encoding": ["CNettle", "CZlib"],
        "Scripting": ["CLuaBridge", "Encoding"],
        "Play": ["Accounts", "Encoding", "Scripting"],
        "Experiments": ["Accounts", "Play", "Scripting", "Statistics"],
        "Fingerprints": ["Play", "Scripting", "Statistics"],
        "Odds": ["BigInt", "Play", "Scripting"],
        "Storage": ["Accounts", "Encoding", "GRDB", "Play", "Statistics"],
        "Reports": [
            "Accounts", "Experiments", "Fingerprints", "Odds", "Play", "Scripting", "Statistics",
            "Storage",
        ],
        "Host": [
            "Accounts", "Encoding", "EventLoop", "Experiments", "Fingerprints", "Odds", "Play",
            "Reports", "Scripting", "Statistics", "Storage", "Yams",
        ],
        "stratagem": [
            "Accounts", "ArgumentParser", "EventLoop", "Experiments", "Fingerprints", "Host",
            "Logging", "Odds", "Play", "Reports", "Scripting", "Statistics", "Storage",
        ],
    ]

    /// Modules of the system and the toolchain that anyone may use. Foundation is looked at below.
    static let systemModules: Set<String> = [
        "Darwin", "Foundation", "Glibc", "Synchronization", "Testing",
    ]

    /// Modules that must stay free of Foundation.
    static let pureModules: Set<String> = [
        "Accounts", "Statistics", "Play", "Encoding", "Scripting", "Odds",
        "Fingerprints",
    ]

    @Test("imports point down only")
    func importsPointDown() throws {
        for file in try SourceTree.files(under: "Sources", endings: [".swift"]) {
            let module = SourceTree.module(of: file.path)
            let allowed = try #require(
                TidyTests.allowed[module], "\(module) is not in the list of modules")
            for line in file.lines {
                guard let name = importedModule(line) else { continue }
                #expect(
                    allowed.contains(name) || TidyTests.systemModules.contains(name),
                    "\(file.path) imports \(name)")
                if TidyTests.pureModules.contains(module) {
                    #expect(name != "Foundation", "\(file.path) imports Foundation")
                }
            }
        }
    }

    private func importedModule(_ line: String) -> String? {
        let words = line.split(separator: " ").map(String.init)
        guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
            words[..<at].allSatisfy({
                ["public", "private", "internal", "@testable"].contains($0)
            })
        else { return nil }
        return words[at + 1]
    }

    @Test("unsafe code is in Scripting, EventLoop, Encoding and the C targets only")
    func unsafeStaysWhereItIsAllowed() throws {
        let allowed: Set<String> = ["Scripting", "EventLoop", "Encoding"]
        for file in try SourceTree.files(under: "Sources", endings: [".swift"]) {
            guard !allowed.contains(SourceTree.module(of: file.path)) else { continue }
            for (number, line) in file.lines.enumerated() {
                let code = line.prefix { $0 != "/" }
                let words = code.split { !$0.isLetter }
                #expect(!words.contains("unsafe"), "\(file.path):\(number + 1) says unsafe")
                #expect(!words.contains("nonisolated(unsafe)"), "\(file.path):\(number + 1)")
            }
        }
    }

    @Test("@unchecked Sendable says why it is true")
    func uncheckedSendableIsExplained() throws {
        for file in try SourceTree.files(under: "Sources", endings: [".swift"]) {
            for (number, line) in file.lines.enumerated()
            where line.contains("@unchecked Sendable") && !line.contains("//") {
                let before = file.lines[max(0, number - 14)..<number].joined(separator: "\n")
                #expect(
                    before.contains("@unchecked Sendable"),
                    "\(file.path):\(number + 1) does not say why")
            }
        }
    }

    @Test("files have at most 400 lines and lines at most 100 columns")
    func filesAndLinesAreShort() throws {
        for file in try sources() {
            #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count) lines")
            // Of Swift files swift format checks this, and knows which texts can not be broken.
            guard !file.path.hasSuffix(".swift") else { continue }
            for (number, line) in file.lines.enumerated() {
                #expect(
                    line.count <= 100, "\(file.path):\(number + 1) has \(line.count) columns")
                #expect(!line.hasSuffix(" "), "\(file.path):\(number + 1) ends with a blank")
            }
        }
    }

    @Test("functions end by line 70")
    func functionsAreShort() throws {
        for file in try sources() {
            for function in functions(in: file) {
                #expect(
                    function.count <= 70,
                    "\(file.path):\(function.start) is a function of \(function.count) lines")
            }
        }
    }

    /// Functions by indentation: from a line with `func`, `init`, or a C definition, to the closing
    /// brace at the same depth.
    private func functions(in file: SourceTree.File) -> [(start: Int, count: Int)] {
        let isC = file.path.hasSuffix(".c")
        var found: [(Int, Int)] = []
        var start: (line: Int, indent: Int)?
        for (number, line) in file.lines.enumerated() {
            let indent = line.prefix { $0 == " " }.count
            if let open = start {
                if indent == open.indent, line.drop(while: { $0 == " " }).hasPrefix("}") {
                    found.append((open.line + 1, number - open.line + 1))
                    start = nil
                }
                continue
            }
            let text = line.drop { $0 == " " }
            // `.init(` is a call.
            let isSwiftStart =
                text.contains("func ") || text.contains("init(") && !text.contains(".init(")
            let isStart =
                isC ? indent == 0 && line.hasSuffix(") {") : isSwiftStart && !text.hasPrefix("//")
            if isStart, !text.hasSuffix("}") { start = (number, indent) }
        }
        return found
    }

    @Test("no markers of unfinished work are left")
    func nothingIsLeftUnfinished() throws {
        // Written in two parts, so that this file does not find itself.
        let markers = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK", "not " + "implemented"]
        let lua =
            try SourceTree.files(under: "games", endings: [".lua"])
            + SourceTree.files(under: "strategies", endings: [".lua"])
        let code = try sources().filter { $0.path.hasPrefix("Sources/") }
        for file in code + lua {
            for (number, line) in file.lines.enumerated() {
                for marker in markers {
                    #expect(!line.contains(marker), "\(file.path):\(number + 1) says \(marker)")
                }
            }
        }
    }

    @Test("every file begins with a comment that says what it is")
    func filesBeginWithAComment() throws {
        for file in try sources() {
            let first = file.lines.first ?? ""
            #expect(
                first.hasPrefix("//") || first.hasPrefix("#define _"),
                "\(file.path) begins with \"\(first)\"")
        }
    }

    private func sources() throws -> [SourceTree.File] {
        try SourceTree.files(under: "Sources", endings: [".swift", ".c", ".h"])
            .filter { !$0.path.hasSuffix("/shim.h") }
            + SourceTree.files(under: "Tests", endings: [".swift"])
    }
}
