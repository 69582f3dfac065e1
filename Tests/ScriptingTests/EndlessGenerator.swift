// Random Lua programs that never end by themselves.

import SeededRandom

/// Writes a loop, recursion or goto cycle, inside up to four layers of whatever can call it.
struct EndlessGenerator {
    private var random: SeededGenerator
    private var texts = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func program() -> String {
        texts = 0
        var text = kernel()
        for _ in 0..<Int.random(in: 0...4, using: &random) { text = wrapped(text) }
        return text
    }

    private mutating func kernel() -> String {
        let body = random.pick([
            "", ";", "local x = 1", "if nil then return end", "do end", "local f = function() end",
            "goto continue ::continue::", "for i = 1, 0 do end", "if false then break end",
        ])
        let yes = random.pick([
            "true", "1", "not nil", "(function() return true end)()", "#'x' > 0", "{} ~= {}",
        ])
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return "while \(yes) do \(body) end"
        case 1:
            return
                "repeat \(body.replacing("goto continue ::continue::", with: "")) until not (\(yes))"
        case 2: return "for i = 1, math.huge do \(body) end"
        case 3: return "for _ in function() return 1 end do \(body) end"
        case 4: return "do ::again:: do local x end if \(yes) then goto again end end"
        case 5: return "do goto b ::a:: goto b ::b:: ::c:: goto a end"
        case 6: return "local function f() return f() end f()"
        case 7: return "local f, g function f() return g() end function g() return f() end f()"
        default: return "local function f() f() end while true do pcall(f) end"
        }
    }

    private mutating func wrapped(_ text: String) -> String {
        switch Int.random(in: 0..<13, using: &random) {
        case 0: return "(function() \(text) end)()"
        case 1: return "while true do pcall(function() \(text) end) end"
        case 2: return "while true do xpcall(error, function() \(text) end) end"
        case 3: return "coroutine.wrap(function() \(text) end)()"
        case 4: return "local v = setmetatable({}, { __index = function() \(text) end }).x"
        case 5: return "table.sort({ 3, 1, 2 }, function(a, b) \(text) return a < b end)"
        case 6: return "local s = ('x'):gsub('x', function() \(text) end)"
        case 7:
            // Long brackets of a level of their own: a text may lie in a text.
            texts += 1
            let level = String(repeating: "=", count: texts)
            return "load([\(level)[\(text)]\(level)])()"
        case 8: return "do if true then \(text) end end"
        case 9: return "repeat local x = 1 until (function() \(text) return true end)() or x"
        case 10: return "for a in (function() \(text) end) do end"
        case 11:
            return "do local c <close> = setmetatable({}, { __close = function() \(text) end }) end"
        default:
            return "local t = setmetatable({}, { __lt = function() \(text) end }) local b = t < t"
        }
    }
}
