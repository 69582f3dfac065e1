-- IGT Double Diamond: three reels, one payline, the reel set that returns 95.546355 %.
--
-- Source: slotopol/server, game/slot/igt/doublediamond (github.com/slotopol/server), reel set
-- "95.546355" and its pay rules. Each reel has 46 stops, so the machine has 46^3 = 97,336 equally
-- likely results. With one line only the counts matter, not the order of the symbols on a reel.
-- Computed from these numbers over all 97,336 results: return .95546355, hit frequency .225898,
-- standard deviation 6.547889 (Tests/GamesTests/Oracles/double-diamond.json).

local symbols = { "space", "diamond", "seven", "bar3", "bar2", "bar1", "cherry" }

-- How often each symbol is on a reel. All three reels are alike.
local counts = { space = 24, diamond = 1, seven = 3, bar3 = 4, bar2 = 5, bar1 = 6, cherry = 3 }

-- What a win pays, in stakes.
local pays = {
    three = { diamond = 1000, seven = 80, bar3 = 40, bar2 = 25, bar1 = 10, cherry = 10 },
    any_bars = 5,       -- three bars that are not all alike
    two_cherries = 5,
    one_cherry = 2,
    diamond_doubles = 2, -- a diamond stands for the missing symbol and doubles; two make it 4 times
}

local is_bar = { bar1 = true, bar2 = true, bar3 = true }

-- The pay of three symbols, by the rules above. Runs only while the plugin loads.
local function pay_of(line)
    local diamonds, cherries, bars = 0, 0, 0
    local times = 1
    local kind, alike = nil, true -- the symbol beside the diamonds; false when they differ
    for _, symbol in ipairs(line) do
        if symbol == "diamond" then
            diamonds = diamonds + 1
            times = times * pays.diamond_doubles
        else
            alike = alike and (kind == nil or kind == symbol)
            kind = symbol
        end
        if symbol == "cherry" then cherries = cherries + 1 end
        if is_bar[symbol] then bars = bars + 1 end
    end
    if diamonds == 3 then return pays.three.diamond end
    if alike and kind ~= "space" then return pays.three[kind] * times end
    if cherries == 2 then return pays.two_cherries end
    if cherries == 1 then return pays.one_cherry * times end
    if bars + diamonds == 3 then return pays.any_bars * times end
    return 0
end

-- Tables made once, so that a round is a draw and four look-ups.
local strip = {} -- stop 1..46 -> symbol number
for number, symbol in ipairs(symbols) do
    for _ = 1, counts[symbol] do strip[#strip + 1] = number end
end
local stops, kinds = #strip, #symbols
local line_pays = {} -- (a * kinds + b) * kinds + c -> pay in stakes
for a = 1, kinds do
    for b = 1, kinds do
        for c = 1, kinds do
            -- The same three symbols pay the same in any order; the ascending one comes first.
            local low, middle, high = a, b, c
            if low > middle then low, middle = middle, low end
            if middle > high then middle, high = high, middle end
            if low > middle then low, middle = middle, low end
            line_pays[(a * kinds + b) * kinds + c] =
                line_pays[(low * kinds + middle) * kinds + high]
                or pay_of({ symbols[a], symbols[b], symbols[c] })
        end
    end
end
local results = stops * stops * stops

---@type stratagem.Game
return {
    name = "slots/double-diamond",
    version = "1.0.0",
    api = 1,
    kind = "slot",
    layout = { reels = 3, rows = 1 },
    stakes = {
        "0.25", "0.50", { min = "1.00", max = "100.00", step = "1.00" },
        JPY = { { min = "100", max = "10000", step = "100" } },
    },
    symbols = symbols,
    pays = pays,
    actions = { "PlaceBet", "Spin", "CashOut" },

    start = function() return {} end,

    step = function(_, action, rng)
        -- One number picks one of the 97,336 results: three stops, each equally likely.
        local result = rng:int(results) - 1
        local a = strip[result % stops + 1]
        local b = strip[result // stops % stops + 1]
        local c = strip[result // (stops * stops) + 1]
        return {
            payout = action.amount * line_pays[(a * kinds + b) * kinds + c],
            symbols = { symbols[a], symbols[b], symbols[c] },
        }
    end,
}
