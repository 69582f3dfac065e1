-- IGT Lucky Larry's Lobstermania: five reels, three rows, fifteen lines, two published reel sets.
--
-- Source of counts, pays and bonus mean: K. Harrigan and M. Dixon, "PAR Sheets, probabilities, and
-- slot machine play", Journal of Gambling Issues 23 (2009), as tabulated and analysed at
-- wizardofodds.com/games/slots/lobstermania. Returns computed from them: .962525 and .850602.
--
-- Not published, chosen here, and without influence on the return or on the hits of a line:
--  * the order of the symbols on a reel: each symbol is spread as evenly as its count allows, which
--    keeps the two scatters of a reel at least 19 stops apart (the published figures assume
--    that a reel never shows two; three apart would do);
--  * the fifteen lines: those of the public simulation github.com/jpm5830/lm962_CSharp;
--  * the bonus awards: only their mean, 331 line bets, is published (see `bonus` below).

local symbols = {
    "wild", "logo", "buoy", "boat", "lighthouse", "tuna", "clam", "gull", "star", "bonus",
    "scatter",
}

-- How often each symbol is on each reel, in the order of `symbols`.
local reels = {
    ["96.2"] = { -- lengths 47, 46, 48, 50, 50: a cycle of 259,440,000 results
        { 2, 4, 4, 6, 5, 6, 6, 5, 5, 2, 2 },
        { 2, 4, 4, 4, 4, 4, 6, 6, 5, 5, 2 },
        { 1, 3, 5, 4, 6, 5, 5, 5, 6, 6, 2 },
        { 4, 4, 4, 4, 6, 6, 6, 6, 8, 0, 2 },
        { 2, 4, 5, 4, 7, 7, 6, 6, 7, 0, 2 },
    },
    ["85.0"] = {
        { 2, 4, 3, 4, 3, 4, 10, 3, 10, 2, 2 },
        { 2, 3, 4, 3, 4, 3, 8, 9, 3, 5, 2 },
        { 1, 3, 3, 4, 6, 6, 3, 4, 10, 6, 2 },
        { 4, 3, 8, 3, 3, 6, 4, 10, 7, 0, 2 },
        { 2, 4, 5, 4, 7, 6, 7, 5, 8, 0, 2 },
    },
}

-- Line bets won by one, two, ... five equal symbols from the left. Wild stands for every symbol but
-- bonus and scatter; a line pays its best win only.
local pays = {
    wild = { 0, 5, 100, 500, 10000 },
    logo = { 0, 2, 40, 200, 1000 },
    buoy = { 0, 0, 25, 100, 500 },
    boat = { 0, 0, 25, 100, 500 },
    lighthouse = { 0, 0, 10, 50, 500 },
    tuna = { 0, 0, 10, 50, 250 },
    clam = { 0, 0, 5, 30, 200 },
    gull = { 0, 0, 5, 30, 200 },
    star = { 0, 0, 5, 30, 150 },
}

-- Total bets won by scatters on so many reels, anywhere in the window.
local scatter_pays = { [0] = 0, 0, 0, 5, 25, 200 }

-- Bonus symbols on reels 1 to 3 of a line start one bonus game: the player lifts 2 to 4 buoys, each
-- with 2 or 3 lobsters, and each lobster is worth one of fifteen awards, all equally likely. The
-- awards sum to 662, so the mean is 3 * 2.5 * 662/15 = 331 line bets, exactly the published one.
-- Their spread is a choice: it belongs to this simulation, not to the machine.
local bonus = {
    buoys = { 2, 4 },
    lobsters = { 2, 3 },
    awards = { 5, 6, 7, 10, 12, 15, 20, 25, 27, 30, 35, 45, 75, 100, 250 },
}

-- The row of each line on each reel: 0 top, 1 middle, 2 bottom.
local lines = {
    "11111", "00000", "22222", "01210", "21012", "22100", "00122", "12101", "10121", "21110",
    "01112", "12210", "10012", "11210", "11012",
}

-- One reel from its counts: each stop takes the symbol that is furthest behind its share.
local function strip_of(count)
    local length, placed, strip = 0, {}, {}
    for number = 1, #symbols do
        length = length + count[number]
        placed[number] = 0
    end
    for stop = 1, length do
        local chosen, furthest = nil, 0
        for number = 1, #symbols do
            local behind = count[number] * stop - placed[number] * length
            if behind > furthest then chosen, furthest = number, behind end
        end
        placed[chosen] = placed[chosen] + 1
        strip[stop] = symbols[chosen]
    end
    return strip
end

-- Prepares a reel set: strips longer by two, so that three rows can be read at any stop, and for
-- each stop whether the window from there down shows the scatter (1) or not (0).
local function machine_of(counts)
    local machine = { results = 1 }
    for reel = 1, 5 do
        local strip = strip_of(counts[reel])
        local length = #strip
        strip[length + 1], strip[length + 2] = strip[1], strip[2]
        local shows = {}
        for stop = 1, length do
            shows[stop] = 0
            for row = 0, 2 do
                if strip[stop + row] == "scatter" then shows[stop] = shows[stop] + 1 end
            end
            assert(shows[stop] <= 1, "the scatters of a reel must be at least three stops apart")
        end
        machine[reel] = { strip = strip, shows = shows, length = length }
        machine.results = machine.results * length
    end
    return machine
end

local machines = {}
for variant, counts in pairs(reels) do machines[variant] = machine_of(counts) end

-- Each line as five places in the window, which is listed reel by reel, top to bottom; and the
-- lines bundled by their first two places, since most of them end there, and end together.
local bundles = {}
for _, line in ipairs(lines) do
    local places = {}
    for reel = 1, 5 do
        places[reel] = (reel - 1) * 3 + tonumber(line:sub(reel, reel)) + 1
    end
    local key = line:sub(1, 2)
    if not bundles[key] then
        bundles[key] = { first = places[1], second = places[2], lines = {} }
        bundles[#bundles + 1] = bundles[key]
    end
    table.insert(bundles[key].lines, places)
end

-- after[kind][symbol]: what a run of `kind` is made of when `symbol` follows; nil ends the run.
-- Leading wilds are a run of wilds until another symbol says what they stand for.
local after = { bonus = { bonus = "bonus" }, scatter = {}, wild = {} }
for symbol in pairs(pays) do
    after.wild[symbol] = symbol
    if symbol ~= "wild" then after[symbol] = { wild = symbol, [symbol] = symbol } end
end

-- Line bets won on a line whose first two symbols make a run of `kind`.
local function line_pay(window, line, kind)
    local length, wilds = 2, kind == "wild" and 2 or 0
    for reel = 3, 5 do
        local extended = after[kind][window[line[reel]]]
        if not extended then break end
        kind, length = extended, reel
        if kind == "wild" then wilds = reel end
    end
    local won, by_wilds = pays[kind][length], pays.wild[wilds] or 0
    return won > by_wilds and won or by_wilds -- three wilds pay more than four clams
end

-- Line bets won in one bonus game.
local function bonus_pay(rng)
    local won = 0
    for _ = 1, rng:int(bonus.buoys[1], bonus.buoys[2]) do
        for _ = 1, rng:int(bonus.lobsters[1], bonus.lobsters[2]) do
            won = won + bonus.awards[rng:int(#bonus.awards)]
        end
    end
    return won
end

-- One game without its bonus games: the window, line bets won on the lines, bonus games won, and
-- scatters shown.
local function spin(machine, rng)
    local reel1, reel2, reel3, reel4, reel5 =
        machine[1], machine[2], machine[3], machine[4], machine[5]

    -- One number picks one result of the cycle: five stops, each equally likely.
    local result = rng:int(machine.results) - 1
    local a = result % reel1.length + 1
    result = result // reel1.length
    local b = result % reel2.length + 1
    result = result // reel2.length
    local c = result % reel3.length + 1
    result = result // reel3.length
    local d = result % reel4.length + 1
    local e = result // reel4.length + 1

    local s1, s2, s3, s4, s5 = reel1.strip, reel2.strip, reel3.strip, reel4.strip, reel5.strip
    local window = {
        s1[a], s1[a + 1], s1[a + 2], s2[b], s2[b + 1], s2[b + 2], s3[c], s3[c + 1], s3[c + 2],
        s4[d], s4[d + 1], s4[d + 2], s5[e], s5[e + 1], s5[e + 2],
    }

    local won, bonuses = 0, 0
    for number = 1, #bundles do
        local bundle = bundles[number]
        local kind = after[window[bundle.first]][window[bundle.second]]
        if kind then
            local along = bundle.lines
            for index = 1, #along do
                local line = along[index]
                if kind ~= "bonus" then
                    won = won + line_pay(window, line, kind)
                elseif window[line[3]] == "bonus" then
                    bonuses = bonuses + 1
                end
            end
        end
    end
    local scatters = reel1.shows[a] + reel2.shows[b] + reel3.shows[c] + reel4.shows[d]
        + reel5.shows[e]
    return window, won, bonuses, scatters
end

---@type stratagem.Game
return {
    name = "slots/lobstermania",
    version = "1.0.0",
    api = 1,
    kind = "slot",
    layout = { reels = 5, rows = 3 },
    variants = { "96.2", "85.0" },
    stakes = { -- fifteen lines: a stake is a multiple of fifteen minor units
        { min = "0.15", max = "15.00", step = "0.15" },
        JPY = { { min = "15", max = "1500", step = "15" } },
    },
    symbols = symbols,
    reels = reels,
    pays = pays,
    actions = { "PlaceBet", "Spin", "CashOut" },

    start = function(ctx) return { variant = ctx.variant } end,

    step = function(state, action, rng)
        local window, won, bonuses, scatters = spin(machines[state.variant], rng)
        local bonus_won = 0 -- in line bets, as `won`
        for _ = 1, bonuses do bonus_won = bonus_won + bonus_pay(rng) end
        local amount = action.amount
        return {
            payout = amount // #lines * (won + bonus_won) + amount * scatter_pays[scatters],
            symbols = window,
            info = bonuses > 0 and { bonus_games = bonuses, line_bets_won = bonus_won } or nil,
        }
    end,

    -- For exact odds: the game, then each bonus game as its buoys and their lobsters, in the order
    -- in which `step` draws them.
    odds = {
        parts = { "lines", "bonus", "scatter" },
        stages = {
            PlaceBet = function(state, action, rng, stage)
                local amount = action.amount
                local line_bet = amount // #lines
                if stage == "lobster" then
                    return nil, nil, 0, line_bet * bonus.awards[rng:int(#bonus.awards)]
                elseif stage == "buoy" then
                    return "lobster", rng:int(bonus.lobsters[1], bonus.lobsters[2])
                elseif stage == "bonus game" then
                    return "buoy", rng:int(bonus.buoys[1], bonus.buoys[2])
                end
                local _, won, bonuses, scatters = spin(machines[state.variant], rng)
                return bonuses > 0 and "bonus game" or nil, bonuses, line_bet * won, 0,
                    amount * scatter_pays[scatters]
            end,
        },
    },
}
