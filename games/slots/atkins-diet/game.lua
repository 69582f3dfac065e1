-- Atkins Diet: five reels, three rows, twenty lines, a scatter that starts free games.
--
-- Source: M. Shackleford, "Deconstructing the Atkins Diet Slot Machine" (2008),
-- wizardofodds.com/games/slots/atkins-diet: strips, pays, lines and rules as below.
-- Computed from them: lines .634597 + scatter .069756 + free games .266105 = .970458; a paid game
-- starts free games with probability .0111848 (Tests/GamesTests/Oracles/atkins-diet.json).
-- Free games are settled inside the step that won them, so a round is always one decision.

local letters = {
    A = "atkins", S = "steak", H = "ham", W = "wings", G = "sausage", E = "eggs", B = "butter",
    C = "cheese", N = "bacon", M = "mayonnaise", X = "scale",
}
local symbols = {
    "atkins", "steak", "ham", "wings", "sausage", "eggs", "butter", "cheese", "bacon",
    "mayonnaise", "scale",
}

-- Stops 1 to 32 of each reel. The cycle has 32^5 = 33,554,432 results.
local reels = {
    "XMHGNECMGBWNEMSWBCEANMHCEXBNGWSB",
    "MWSGCMHBNSGMHABECNGWXMBCNEWMSHCN",
    "HBEXCMBHGNSWBMCGENMWHGNCEAWNBCMS",
    "HCAXBNCGSENMGCBHMNWGCEBWNMEHGSMN",
    "NXSHCGBNWCGHBSMEGHABWMEHNBSMGECW",
}

-- Line bets won by one, two, ... five equal symbols from the left. Atkins is wild: it stands for
-- every symbol but the scale. A line pays its best win only.
local pays = {
    atkins = { 0, 5, 50, 500, 5000 },
    steak = { 0, 3, 40, 200, 1000 },
    ham = { 0, 2, 30, 150, 500 },
    wings = { 0, 2, 25, 100, 300 },
    sausage = { 0, 0, 20, 75, 200 },
    eggs = { 0, 0, 20, 75, 200 },
    butter = { 0, 0, 15, 50, 100 },
    cheese = { 0, 0, 15, 50, 100 },
    bacon = { 0, 0, 10, 25, 50 },
    mayonnaise = { 0, 0, 10, 25, 50 },
}

-- Total bets won by scales anywhere in the window. Three or more also start ten free games, in
-- which every win, of lines and of scales, is tripled; three or more scales there add ten more.
local scatter_pays = { [0] = 0, 0, 0, 5, 25, 100 }
local free = { scales = 3, games = 10, multiplier = 3 }

-- The row of each line on each reel: 0 top, 1 middle, 2 bottom.
local lines = {
    "11111", "00000", "22222", "01210", "21012", "10001", "12221", "00122", "22100", "10121",
    "12101", "01110", "21112", "01010", "21212", "11011", "11211", "00200", "22022", "02220",
}

-- The most free games one round may play, so that no loop is without an end. To reach it, the
-- first 1,000 free games would have to start the feature 99 times where 11 are expected: by
-- Chernoff's bound the probability of that is under 1e-57, so it changes no figure above.
local free_games_most = 1000

-- Strips longer by two, so that three rows can be read at any stop, and for each stop how many
-- scales (none or one) the window from there down shows.
local strips, shows = {}, {}
for reel, letters_of_reel in ipairs(reels) do
    local strip, scales = {}, {}
    for letter in letters_of_reel:gmatch(".") do strip[#strip + 1] = letters[letter] end
    assert(#strip == 32, "a reel of Atkins Diet has 32 stops")
    strip[33], strip[34] = strip[1], strip[2]
    for stop = 1, 32 do
        scales[stop] = 0
        for row = 0, 2 do
            if strip[stop + row] == "scale" then scales[stop] = scales[stop] + 1 end
        end
    end
    strips[reel], shows[reel] = strip, scales
end

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
local after = { scale = {}, atkins = {} }
for symbol in pairs(pays) do
    after.atkins[symbol] = symbol
    if symbol ~= "atkins" then after[symbol] = { atkins = symbol, [symbol] = symbol } end
end

-- Line bets won on a line whose first two symbols make a run of `kind`.
local function line_pay(window, line, kind)
    local length, wilds = 2, kind == "atkins" and 2 or 0
    for reel = 3, 5 do
        local extended = after[kind][window[line[reel]]]
        if not extended then break end
        kind, length = extended, reel
        if kind == "atkins" then wilds = reel end
    end
    local won, by_wilds = pays[kind][length], pays.atkins[wilds] or 0
    return won > by_wilds and won or by_wilds -- three Atkins pay more than four bacons
end

local strip1, strip2, strip3, strip4, strip5 = table.unpack(strips)
local shows1, shows2, shows3, shows4, shows5 = table.unpack(shows)

-- One game, paid or free: the window, line bets won on the lines, and scales shown.
local function spin(rng)
    -- One number picks one result of the cycle: five bits of it are the stop of each reel.
    local result = rng:int(1 << 25) - 1
    local a, b, c = (result & 31) + 1, (result >> 5 & 31) + 1, (result >> 10 & 31) + 1
    local d, e = (result >> 15 & 31) + 1, (result >> 20) + 1
    local window = {
        strip1[a], strip1[a + 1], strip1[a + 2], strip2[b], strip2[b + 1], strip2[b + 2],
        strip3[c], strip3[c + 1], strip3[c + 2], strip4[d], strip4[d + 1], strip4[d + 2],
        strip5[e], strip5[e + 1], strip5[e + 2],
    }
    local won = 0
    for number = 1, #bundles do
        local bundle = bundles[number]
        local kind = after[window[bundle.first]][window[bundle.second]]
        if kind then
            local along = bundle.lines
            for index = 1, #along do
                won = won + line_pay(window, along[index], kind)
            end
        end
    end
    return window, won, shows1[a] + shows2[b] + shows3[c] + shows4[d] + shows5[e]
end

---@type stratagem.Game
return {
    name = "slots/atkins-diet",
    version = "1.0.0",
    api = 1,
    kind = "slot",
    layout = { reels = 5, rows = 3 },
    stakes = { -- twenty lines: a stake is a multiple of twenty minor units
        { min = "0.20", max = "20.00", step = "0.20" },
        JPY = { { min = "20", max = "2000", step = "20" } },
    },
    symbols = symbols,
    reels = reels,
    pays = pays,
    actions = { "PlaceBet", "Spin", "CashOut" },

    start = function() return {} end,

    step = function(_, action, rng)
        local amount = action.amount
        local line_bet = amount // #lines
        local window, won, scales = spin(rng)
        local payout = line_bet * won + amount * scatter_pays[scales]
        if scales < free.scales then return { payout = payout, symbols = window } end

        local played, left, free_won = 0, free.games, 0
        while left > 0 and played < free_games_most do
            local _, free_line_won, free_scales = spin(rng)
            free_won = free_won
                + free.multiplier * (line_bet * free_line_won + amount * scatter_pays[free_scales])
            played, left = played + 1, left - 1
            if free_scales >= free.scales then left = left + free.games end
        end
        return {
            payout = payout + free_won,
            symbols = window,
            info = { free_games = played, free_games_won = free_won },
        }
    end,

    -- For exact odds: the paid game and one free game, each of which may go on to ten free games.
    -- Without the limit of `free_games_most`, which no round of 10^57 reaches.
    odds = {
        parts = { "lines", "scatter", "free games" },
        stages = {
            PlaceBet = function(_, action, rng, stage)
                local amount = action.amount
                local line_bet = amount // #lines
                local _, won, scales = spin(rng)
                local next = scales >= free.scales and "free game" or nil
                local line_won, scatter_won = line_bet * won, amount * scatter_pays[scales]
                if not stage then return next, free.games, line_won, scatter_won end
                return next, free.games, 0, 0, free.multiplier * (line_won + scatter_won)
            end,
        },
    },
}
