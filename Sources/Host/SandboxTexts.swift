// What the sandbox rows of the bench run: code as authors write it, and the tightest there is.

/// Lua texts that a plain Lua runs as well.
enum SandboxTexts {
    static let all: [(name: String, text: String)] = [
        ("slot round with a strategy", slot),
        ("card counter", counter),
        ("history scan", history),
        ("loop with modulo", modulo),
        ("recursion, fib(27)", recursion),
        ("array read-modify-write", array),
    ]

    private static let slot = """
        local seed = 12345
        local function int(n) seed = (seed * 1103515245 + 12345) % 2147483648 return seed // 65536 % n + 1 end
        local reel, pays = { "bar", "seven", "blank", "cherry", "blank", "bar", "blank", "double" },
            { bar = 10, seven = 80, cherry = 5, double = 800 }
        local function step(state, action)
            local a, b, c = reel[int(8)], reel[int(8)], reel[int(8)]
            state.spins = state.spins + 1
            local payout = 0
            if a == b and b == c then
                payout = (pays[a] or 0) * action.amount
            elseif a == "cherry" or b == "cherry" or c == "cherry" then
                payout = 2 * action.amount
            end
            return { payout = payout, symbols = { a, b, c } }
        end
        local function decide(memory, seen)
            if seen.last and seen.last.payout > 0 then
                memory.stake = memory.base
            elseif memory.stake * 2 <= seen.balance and memory.stake < 64 then
                memory.stake = memory.stake * 2
            end
            return { type = "PlaceBet", amount = memory.stake }
        end
        local memory, state, seen = { base = 1, stake = 1 }, { spins = 0 }, { balance = 1000000 }
        for _ = 1, 100000 do
            local action = decide(memory, seen)
            local outcome = step(state, action)
            seen.balance = seen.balance - action.amount + outcome.payout
            seen.last = { stake = action.amount, payout = outcome.payout }
        end
        return seen.balance
        """

    private static let counter = """
        local values = { ["2"] = 1, ["3"] = 1, ["4"] = 1, ["5"] = 1, ["6"] = 1, ["7"] = 0, ["8"] = 0,
            ["9"] = 0, ["10"] = -1, J = -1, Q = -1, K = -1, A = -1 }
        local ranks = { "A", "2", "3", "4", "5", "6", "7", "8", "9", "10", "J", "Q", "K" }
        local function worth(hand)
            local total, aces = 0, 0
            for _, card in ipairs(hand) do
                if card == "A" then
                    total, aces = total + 11, aces + 1
                elseif card == "J" or card == "Q" or card == "K" then
                    total = total + 10
                else
                    total = total + tonumber(card)
                end
            end
            while total > 21 and aces > 0 do total, aces = total - 10, aces - 1 end
            return total
        end
        local count, seen, shoe = 0, 0, {}
        for round = 1, 20000 do
            local hand = {}
            for i = 1, 4 do
                local card = ranks[(round * 7 + i * 5) % 13 + 1]
                hand[#hand + 1] = card
                count = count + values[card]
                seen = seen + 1
            end
            local decks = math.max(1, (312 - seen % 312) // 52)
            local bet = math.floor(math.max(1, math.min(10, count / decks)))
            shoe[round % 50 + 1] = { bet = bet, total = worth(hand), key = table.concat(hand, " ") }
            if seen % 312 == 0 then count = 0 end
        end
        return #shoe
        """

    private static let history = """
        local history, keys = {}, {}
        for round = 1, 6000 do
            history[#history + 1] = { stake = 1 + round % 5, payout = round * 7919 % 11 }
            if #history > 40 then table.remove(history, 1) end
            local staked, paid, longest, run = 0, 0, 0, 0
            for i, each in ipairs(history) do
                staked, paid = staked + each.stake, paid + each.payout
                if each.payout < each.stake then
                    run = run + 1
                    if run > longest then longest = run end
                else
                    run = 0
                end
            end
            local key = string.format("%d:%d", longest, paid // staked)
            keys[key] = (keys[key] or 0) + 1
            if key:find("^%d+:1$") then keys.even = (keys.even or 0) + 1 end
        end
        return keys.even
        """

    private static let modulo = """
        local n = 0
        for i = 1, 10000000 do n = n + i % 7 end
        return n
        """

    private static let recursion = """
        local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
        return fib(27)
        """

    private static let array = """
        local t = {}
        for i = 1, 1000 do t[i] = i end
        for _ = 1, 4000 do for i = 1, 1000 do t[i] = t[i] + 1 end end
        return t[1]
        """
}
