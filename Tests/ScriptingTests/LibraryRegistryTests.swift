// Goal: the registry describes what a plugin can reach, all of it and nothing else, and what it
// says about arguments is so. Method: walk the sandbox from _G and compare both ways; call every
// function with every type of argument that its registered pattern does not take, and demand Lua's
// own error with function and argument number; compare the committed pages with fresh ones.

import Foundation
import Scripting
import Testing

@Suite("The registry of library functions")
struct LibraryRegistryTests {
    @Test("what can be reached from _G is in the registry, and nothing is missing")
    func globals() throws {
        let walk = """
            local seen, found = { [_G] = true }, { "_G" }
            local function visit(table, prefix)
              for key, value in pairs(table) do
                if type(value) == "table" and not seen[value] then
                  seen[value] = true
                  visit(value, key .. ".")
                elseif value ~= _G then
                  found[#found + 1] = prefix .. key
                end
              end
            end
            visit(_G, "")
            for _, value in ipairs({ 1, true, print, coroutine.create(print) }) do
              if getmetatable(value) ~= nil then found[#found + 1] = "metatable of " .. type(value) end
            end
            if getmetatable("") then found[#found + 1] = "metatable of string" end
            return table.concat(found, "\\n")
            """
        let reached = try Plugin.sandbox(file: "a.lua")
            .evaluate(walk, file: "a.lua", fuel: 1_000_000).results
        let registered = LibraryFunction.all.filter {
            !["rng", "seen", "metatable of strings"].contains($0.library)
        }
        #expect(Set(reached.split(separator: "\n").map(String.init)) == Set(registered.map(\.path)))
        #expect(registered.count > 90)
    }

    @Test("rng and seen hold what the registry says, and strings act as it says")
    func perRound() throws {
        let keys =
            "local t = {} for k in pairs(%) do t[#t + 1] = k end error(table.concat(t, ' '), 0)"
        func names(_ library: String) -> Set<String> {
            Set(LibraryFunction.all.filter { $0.library == library }.map(\.name))
        }
        var rounds = InlineRounds()
        rounds.step = keys.replacing("%", with: "rng")
        let rng = try #require(try rounds.fault()).message
        #expect(Set(rng.split(separator: " ").map(String.init)) == names("rng"))
        rounds = InlineRounds()
        rounds.observe = "return 1"
        rounds.decide = """
            memory.n = (memory.n or 0) + 1
            if memory.n > 1 then \(keys.replacing("%", with: "seen")) end
            return { type = 'PlaceBet', amount = 10 }
            """
        let seen = try #require(try rounds.fault(2)).message
        #expect(Set(seen.split(separator: " ").map(String.init)) == names("seen"))
        let operators =
            "return getmetatable(''), ('x'):rep(2), '6' + 1, '6' - 1, '6' * 2, '6' % 4, '6' ^ 1, "
            + "'6' / 2, '6' // 4, -'6'"
        #expect(
            try Plugin.sandbox(file: "a.lua").evaluate(operators, file: "a.lua", fuel: 1000).results
                == "false\txx\t7\t5\t12\t2\t6.0\t3.0\t1\t-6")
        #expect(names("metatable of strings").count == 10)
    }

    @Test("every entry is complete, and every pattern of arguments can be read")
    func complete() {
        let types: Set = [
            "any", "nil", "boolean", "integer", "number", "string", "table", "function", "thread",
        ]
        for each in LibraryFunction.all {
            #expect(!each.about.isEmpty && !each.safety.isEmpty && !each.price.isEmpty, "\(each)")
            #expect(each.about.hasSuffix("."), "\(each.about)")
            guard let arguments = each.arguments else { continue }
            let parameters = each.signatures.flatMap { $0 }
            #expect(parameters.count == arguments.count { $0 == ":" }, "\(arguments)")
            #expect(parameters.allSatisfy { types.isSuperset(of: $0.types) }, "\(arguments)")
        }
    }

    @Test("a wrong argument is refused with the function's name and the argument's number")
    func wrongArguments() throws {
        let sandbox = try Plugin.sandbox(file: "a.lua")
        var calls = 0
        for each in LibraryFunction.all where each.arguments != nil {
            guard !["rng", "metatable of strings"].contains(each.library) else { continue }
            let cases = WrongArguments.cases(of: each)
            calls += cases.count
            let text = WrongArguments.program(cases)
            let answer = try sandbox.evaluate(text, file: "a.lua", fuel: 10_000_000).results
            #expect(answer == "", "\(each.path)")
        }
        // The same through a round, where rng can be reached.
        for each in LibraryFunction.all where each.library == "rng" {
            let cases = WrongArguments.cases(of: each)
            calls += cases.count
            var rounds = InlineRounds()
            rounds.step =
                "error('[' .. (function() \(WrongArguments.program(cases)) end)() .. ']', 0)"
            #expect(try rounds.fault()?.message == "[]", "\(each.path)")
        }
        print("registry: \(calls) calls with a wrong argument refused")
        #expect(calls > 500)
    }

    @Test("the committed pages are those of the registry")
    func pages() throws {
        let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs")
        let advice: Comment = "write it anew: stratagem functions --markdown, --definitions"
        let page = try String(contentsOf: docs.appending(path: "lua-library.md"), encoding: .utf8)
        #expect(page == LibraryPage.markdown, advice)
        let stubs = try String(contentsOf: docs.appending(path: "stratagem.lua"), encoding: .utf8)
        #expect(stubs == LibraryPage.definitions, advice)
    }
}
