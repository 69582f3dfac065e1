PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1');
CREATE TABLE meta(
    key TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('created','1795260309000');
INSERT INTO meta VALUES('engine','stratagem 0.1 / Lua 5.4 / rounds 1');
INSERT INTO meta VALUES('schema','1');
CREATE TABLE engine(
    key INTEGER PRIMARY KEY, version TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO engine VALUES(1,'stratagem 0.1 / Lua 5.4 / rounds 1');
CREATE TABLE plugin(
    key INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE CHECK(length(hash) = 32),
    kind TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
INSERT INTO plugin VALUES(1,X'455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755','game','slots/double-diamond','1.0.0',replace('-- IGT Double Diamond: three reels, one payline, the reel set that returns 95.546355 %.\n--\n-- Source: slotopol/server, game/slot/igt/doublediamond (github.com/slotopol/server), reel set\n-- "95.546355" and its pay rules. Each reel has 46 stops, so the machine has 46^3 = 97,336 equally\n-- likely results. With one line only the counts matter, not the order of the symbols on a reel.\n-- Computed from these numbers over all 97,336 results: return .95546355, hit frequency .225898,\n-- standard deviation 6.547889 (Tests/GamesTests/Oracles/double-diamond.json).\n\nlocal symbols = { "space", "diamond", "seven", "bar3", "bar2", "bar1", "cherry" }\n\n-- How often each symbol is on a reel. All three reels are alike.\nlocal counts = { space = 24, diamond = 1, seven = 3, bar3 = 4, bar2 = 5, bar1 = 6, cherry = 3 }\n\n-- What a win pays, in stakes.\nlocal pays = {\n    three = { diamond = 1000, seven = 80, bar3 = 40, bar2 = 25, bar1 = 10, cherry = 10 },\n    any_bars = 5,       -- three bars that are not all alike\n    two_cherries = 5,\n    one_cherry = 2,\n    diamond_doubles = 2, -- a diamond stands for the missing symbol and doubles; two make it 4 times\n}\n\nlocal is_bar = { bar1 = true, bar2 = true, bar3 = true }\n\n-- The pay of three symbols, by the rules above. Runs only while the plugin loads.\nlocal function pay_of(line)\n    local diamonds, cherries, bars = 0, 0, 0\n    local times = 1\n    local kind, alike = nil, true -- the symbol beside the diamonds; false when they differ\n    for _, symbol in ipairs(line) do\n        if symbol == "diamond" then\n            diamonds = diamonds + 1\n            times = times * pays.diamond_doubles\n        else\n            alike = alike and (kind == nil or kind == symbol)\n            kind = symbol\n        end\n        if symbol == "cherry" then cherries = cherries + 1 end\n        if is_bar[symbol] then bars = bars + 1 end\n    end\n    if diamonds == 3 then return pays.three.diamond end\n    if alike and kind ~= "space" then return pays.three[kind] * times end\n    if cherries == 2 then return pays.two_cherries end\n    if cherries == 1 then return pays.one_cherry * times end\n    if bars + diamonds == 3 then return pays.any_bars * times end\n    return 0\nend\n\n-- Tables made once, so that a round is a draw and four look-ups.\nlocal strip = {} -- stop 1..46 -> symbol number\nfor number, symbol in ipairs(symbols) do\n    for _ = 1, counts[symbol] do strip[#strip + 1] = number end\nend\nlocal stops, kinds = #strip, #symbols\nlocal line_pays = {} -- (a * kinds + b) * kinds + c -> pay in stakes\nfor a = 1, kinds do\n    for b = 1, kinds do\n        for c = 1, kinds do\n            line_pays[(a * kinds + b) * kinds + c] =\n                pay_of({ symbols[a], symbols[b], symbols[c] })\n        end\n    end\nend\nlocal results = stops * stops * stops\n\n---@type stratagem.Game\nreturn {\n    name = "slots/double-diamond",\n    version = "1.0.0",\n    api = 1,\n    kind = "slot",\n    layout = { reels = 3, rows = 1 },\n    stakes = {\n        "0.25", "0.50", { min = "1.00", max = "100.00", step = "1.00" },\n        JPY = { { min = "100", max = "10000", step = "100" } },\n    },\n    symbols = symbols,\n    pays = pays,\n    actions = { "PlaceBet", "Spin", "CashOut" },\n\n    start = function() return {} end,\n\n    step = function(_, action, rng)\n        -- One number picks one of the 97,336 results: three stops, each equally likely.\n        local result = rng:int(results) - 1\n        local a = strip[result % stops + 1]\n        local b = strip[result // stops % stops + 1]\n        local c = strip[result // (stops * stops) + 1]\n        return {\n            payout = action.amount * line_pays[(a * kinds + b) * kinds + c],\n            symbols = { symbols[a], symbols[b], symbols[c] },\n        }\n    end,\n}\n','\n',char(10)));
INSERT INTO plugin VALUES(2,X'9fdf27e2caa82bd1fb0954a15651228054a6e19fd0495c47dd856397d5caf79a','strategy','flat','1.0.0',replace('-- Flat: the same stake every round, until the balance no longer covers it.\n--\n-- The smallest useful strategy, and the yardstick for all others. A plugin file returns one table;\n-- the host calls `start` once and `decide` before every round.\n\n-- The smallest allowed stake not below `wanted`, or the largest stake if all are below it. Games\n-- differ in what they allow (fifteen lines: multiples of 0.15), so 1.00 becomes 1.05 there.\nlocal function allowed_stake(stakes, wanted)\n    for _, stake in ipairs(stakes) do -- sorted, smallest first\n        if stake >= wanted then return stake end\n    end\n    return stakes[#stakes]\nend\n\n---@type stratagem.Strategy\nreturn {\n    name = "flat",\n    version = "1.0.0",\n    api = 1,\n    games = { "slots/*" },\n    context = "bootstrap", -- the least a strategy can see: balance, stakes, legal actions\n    params = {\n        base = { type = "money", default = "1.00", about = "stake of every round" },\n    },\n\n    -- What `start` returns is the memory: the only thing that lives from round to round.\n    -- Amounts are whole numbers in minor units: 1.00 dollar is 100.\n    start = function(ctx)\n        return { stake = allowed_stake(ctx.game.stakes, ctx.params.base) }\n    end,\n\n    decide = function(memory, seen)\n        if seen.balance < memory.stake then return { type = "CashOut" } end\n        return { type = "PlaceBet", amount = memory.stake }\n    end,\n}\n','\n',char(10)));
CREATE TABLE account(
    key INTEGER PRIMARY KEY, name TEXT NOT NULL, currency TEXT NOT NULL,
    balance INTEGER NOT NULL, UNIQUE(name, currency)
) STRICT;
INSERT INTO account VALUES(1,'wallet:253dfb90-1dd0-4450-bdf1-765574a91a43','AUD',93100);
INSERT INTO account VALUES(2,'funding','AUD',-105000);
INSERT INTO account VALUES(3,'house:slots/double-diamond','AUD',6700);
INSERT INTO account VALUES(4,'wallet:00c92516-9c30-419d-9a81-bec064cee8e0','AUD',5161);
INSERT INTO account VALUES(5,'fees','AUD',39);
CREATE TABLE wallet(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account, currency TEXT NOT NULL,
    balance INTEGER NOT NULL, held INTEGER NOT NULL,
    max_bet INTEGER, daily_limit INTEGER,
    per_spin_fee INTEGER NOT NULL, per_query_fee INTEGER NOT NULL,
    day INTEGER NOT NULL, spent INTEGER NOT NULL, granted INTEGER NOT NULL
) STRICT;
INSERT INTO wallet VALUES(1,'253dfb90-1dd0-4450-bdf1-765574a91a43',1,'AUD',93100,0,NULL,NULL,0,0,20778,20000,0);
INSERT INTO wallet VALUES(2,'00c92516-9c30-419d-9a81-bec064cee8e0',4,'AUD',5161,0,NULL,4000,1,0,20778,3939,0);
CREATE TABLE session(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, config TEXT NOT NULL,
    game INTEGER NOT NULL REFERENCES plugin, strategy INTEGER NOT NULL REFERENCES plugin,
    wallet INTEGER NOT NULL REFERENCES wallet, state TEXT NOT NULL,
    created_at INTEGER NOT NULL, head_round INTEGER NOT NULL,
    head_digest BLOB NOT NULL CHECK(length(head_digest) = 32), balance INTEGER NOT NULL,
    hits INTEGER NOT NULL, decisions INTEGER NOT NULL, staked INTEGER NOT NULL,
    paid INTEGER NOT NULL, fees INTEGER NOT NULL, faults INTEGER NOT NULL,
    strategy_fuel INTEGER NOT NULL, game_fuel INTEGER NOT NULL,
    first_digest BLOB NOT NULL CHECK(length(first_digest) = 32),
    end_reason TEXT, end_detail TEXT
) STRICT;
INSERT INTO session VALUES(1,'253dfb90-1dd0-4450-bdf1-765574a91a43','{"bankroll":100000,"budget":{"fuelCall":1000000,"fuelLoad":20000000,"hostCalls":100,"logBytes":4096,"memoryBytes":16777216,"wallMilliseconds":1000},"currency":"AUD","episode":0,"faultPolicy":"stop","game":{"hash":"455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755","name":"slots/double-diamond","version":"1.0.0"},"id":"253dfb90-1dd0-4450-bdf1-765574a91a43","parameters":{"base":{"money":{"_0":100}}},"perQueryFee":0,"perSpinFee":0,"seed":1,"strategy":{"hash":"9fdf27e2caa82bd1fb0954a15651228054a6e19fd0495c47dd856397d5caf79a","name":"flat","version":"1.0.0"}}',1,2,1,'Playing',1795260309495,200,X'a94deac3143a5f860d35fd9aac8a28904b81ae9d9a7c29237668db5a827d1d24',93100,45,200,20000,13100,0,0,8400,22600,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','rounds','all 200 rounds are played');
INSERT INTO session VALUES(2,'00c92516-9c30-419d-9a81-bec064cee8e0','{"bankroll":5000,"budget":{"fuelCall":1000000,"fuelLoad":20000000,"hostCalls":100,"logBytes":4096,"memoryBytes":16777216,"wallMilliseconds":1000},"currency":"AUD","dailyLimit":4000,"episode":0,"faultPolicy":"stop","game":{"hash":"455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755","name":"slots/double-diamond","version":"1.0.0"},"id":"00c92516-9c30-419d-9a81-bec064cee8e0","parameters":{"base":{"money":{"_0":100}}},"perQueryFee":0,"perSpinFee":1,"seed":7,"strategy":{"hash":"9fdf27e2caa82bd1fb0954a15651228054a6e19fd0495c47dd856397d5caf79a","name":"flat","version":"1.0.0"}}',1,2,2,'Playing',1795260309642,39,X'29b964d26321d453348d9736dc318735dbe9651f05034e52194fe9b696ff0250',5161,12,39,3900,4100,39,0,1638,4407,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','WALLET_LIMIT_EXCEEDED','daily_limit: stake and fees need 1.01 AUD and today leaves 0.61 AUD');
CREATE TABLE transition(
    session INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL,
    from_state TEXT NOT NULL, input TEXT NOT NULL, to_state TEXT NOT NULL,
    rounds INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(session, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO transition VALUES(1,1,'Idle','Start','Initialized',0,1795260309495);
INSERT INTO transition VALUES(1,2,'Initialized','Probe','Probing',0,1795260309495);
INSERT INTO transition VALUES(1,3,'Probing','ProbeComplete','Playing',0,1795260309495);
INSERT INTO transition VALUES(2,1,'Idle','Start','Initialized',0,1795260309642);
INSERT INTO transition VALUES(2,2,'Initialized','Probe','Probing',0,1795260309642);
INSERT INTO transition VALUES(2,3,'Probing','ProbeComplete','Playing',0,1795260309642);
CREATE TABLE chunk(
    id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session,
    first_round INTEGER NOT NULL, round_count INTEGER NOT NULL, day INTEGER NOT NULL,
    digest_before BLOB NOT NULL CHECK(length(digest_before) = 32),
    digest_after BLOB NOT NULL CHECK(length(digest_after) = 32),
    balance_before INTEGER NOT NULL, balance_after INTEGER NOT NULL,
    staked INTEGER NOT NULL, paid INTEGER NOT NULL, fees INTEGER NOT NULL,
    total_hits INTEGER NOT NULL, total_decisions INTEGER NOT NULL,
    total_staked INTEGER NOT NULL, total_paid INTEGER NOT NULL,
    total_fees INTEGER NOT NULL, total_faults INTEGER NOT NULL,
    total_strategy_fuel INTEGER NOT NULL, total_game_fuel INTEGER NOT NULL,
    strategy INTEGER NOT NULL REFERENCES plugin, game INTEGER NOT NULL REFERENCES plugin,
    engine INTEGER NOT NULL REFERENCES engine, body BLOB NOT NULL,
    UNIQUE(session, first_round)
) STRICT;
INSERT INTO chunk VALUES(1,1,1,200,20778,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'a94deac3143a5f860d35fd9aac8a28904b81ae9d9a7c29237668db5a827d1d24',100000,93100,20000,13100,0,45,200,20000,13100,0,0,8400,22600,2,1,1,X'7801558ddd118030088389f8f3e8182ee6408ed54787710013e851e5ae24173e281a966335989db68534a43e9e7aefa9975b14c80ae443f84cd527e5d134ff14188293aab2032cc7bbc1e5717ac2e3a37e82b1f754b4905c2af4b7a2e19cabc00b7beb067d');
INSERT INTO chunk VALUES(2,2,1,39,20778,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'29b964d26321d453348d9736dc318735dbe9651f05034e52194fe9b696ff0250',5000,5161,3900,4100,39,12,39,3900,4100,39,0,1638,4407,2,1,1,X'78016354679167636064604861600753271821f4176608fd829d010818191999808a8034880089308308a0181388060100f42e04bb');
CREATE TABLE checkpoint(
    key INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session,
    round INTEGER NOT NULL, strategy INTEGER NOT NULL REFERENCES plugin,
    balance INTEGER NOT NULL, digest_stream BLOB NOT NULL, carry BLOB NOT NULL,
    memory BLOB NOT NULL, state BLOB NOT NULL, UNIQUE(session, round)
) STRICT;
CREATE TABLE posting(
    id INTEGER PRIMARY KEY, chunk INTEGER REFERENCES chunk,
    session INTEGER NOT NULL REFERENCES session, reason INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES account, amount INTEGER NOT NULL
) STRICT;
INSERT INTO posting VALUES(1,NULL,1,1,2,-100000);
INSERT INTO posting VALUES(2,NULL,1,1,1,100000);
INSERT INTO posting VALUES(3,1,1,2,1,-20000);
INSERT INTO posting VALUES(4,1,1,2,3,20000);
INSERT INTO posting VALUES(5,1,1,3,3,-13100);
INSERT INTO posting VALUES(6,1,1,3,1,13100);
INSERT INTO posting VALUES(7,NULL,2,1,2,-5000);
INSERT INTO posting VALUES(8,NULL,2,1,4,5000);
INSERT INTO posting VALUES(9,2,2,2,4,-3900);
INSERT INTO posting VALUES(10,2,2,2,3,3900);
INSERT INTO posting VALUES(11,2,2,3,3,-4100);
INSERT INTO posting VALUES(12,2,2,3,4,4100);
INSERT INTO posting VALUES(13,2,2,4,4,-39);
INSERT INTO posting VALUES(14,2,2,4,5,39);
CREATE TABLE fault(
    id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session,
    round INTEGER NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL,
    line INTEGER, call TEXT NOT NULL, message TEXT NOT NULL, traceback TEXT NOT NULL,
    fuel_used INTEGER NOT NULL, fuel_budget INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX fault_session ON fault(session);
COMMIT;
