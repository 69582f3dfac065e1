PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1');
INSERT INTO grdb_migrations VALUES('2');
INSERT INTO grdb_migrations VALUES('3');
INSERT INTO grdb_migrations VALUES('4');
INSERT INTO grdb_migrations VALUES('5');
INSERT INTO grdb_migrations VALUES('6');
CREATE TABLE meta(
    key TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('created','1795295322000');
INSERT INTO meta VALUES('engine','stratagem 0.2 / Lua 5.4 / rounds 3');
INSERT INTO meta VALUES('schema','6');
CREATE TABLE engine(
    key INTEGER PRIMARY KEY, version TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO engine VALUES(1,'stratagem 0.2 / Lua 5.4 / rounds 3');
CREATE TABLE plugin(
    key INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE CHECK(length(hash) = 32),
    kind TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
INSERT INTO plugin VALUES(1,X'455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755','game','slots/double-diamond','1.0.0',replace('-- IGT Double Diamond: three reels, one payline, the reel set that returns 95.546355 %.\n--\n-- Source: slotopol/server, game/slot/igt/doublediamond (github.com/slotopol/server), reel set\n-- "95.546355" and its pay rules. Each reel has 46 stops, so the machine has 46^3 = 97,336 equally\n-- likely results. With one line only the counts matter, not the order of the symbols on a reel.\n-- Computed from these numbers over all 97,336 results: return .95546355, hit frequency .225898,\n-- standard deviation 6.547889 (Tests/GamesTests/Oracles/double-diamond.json).\n\nlocal symbols = { "space", "diamond", "seven", "bar3", "bar2", "bar1", "cherry" }\n\n-- How often each symbol is on a reel. All three reels are alike.\nlocal counts = { space = 24, diamond = 1, seven = 3, bar3 = 4, bar2 = 5, bar1 = 6, cherry = 3 }\n\n-- What a win pays, in stakes.\nlocal pays = {\n    three = { diamond = 1000, seven = 80, bar3 = 40, bar2 = 25, bar1 = 10, cherry = 10 },\n    any_bars = 5,       -- three bars that are not all alike\n    two_cherries = 5,\n    one_cherry = 2,\n    diamond_doubles = 2, -- a diamond stands for the missing symbol and doubles; two make it 4 times\n}\n\nlocal is_bar = { bar1 = true, bar2 = true, bar3 = true }\n\n-- The pay of three symbols, by the rules above. Runs only while the plugin loads.\nlocal function pay_of(line)\n    local diamonds, cherries, bars = 0, 0, 0\n    local times = 1\n    local kind, alike = nil, true -- the symbol beside the diamonds; false when they differ\n    for _, symbol in ipairs(line) do\n        if symbol == "diamond" then\n            diamonds = diamonds + 1\n            times = times * pays.diamond_doubles\n        else\n            alike = alike and (kind == nil or kind == symbol)\n            kind = symbol\n        end\n        if symbol == "cherry" then cherries = cherries + 1 end\n        if is_bar[symbol] then bars = bars + 1 end\n    end\n    if diamonds == 3 then return pays.three.diamond end\n    if alike and kind ~= "space" then return pays.three[kind] * times end\n    if cherries == 2 then return pays.two_cherries end\n    if cherries == 1 then return pays.one_cherry * times end\n    if bars + diamonds == 3 then return pays.any_bars * times end\n    return 0\nend\n\n-- Tables made once, so that a round is a draw and four look-ups.\nlocal strip = {} -- stop 1..46 -> symbol number\nfor number, symbol in ipairs(symbols) do\n    for _ = 1, counts[symbol] do strip[#strip + 1] = number end\nend\nlocal stops, kinds = #strip, #symbols\nlocal line_pays = {} -- (a * kinds + b) * kinds + c -> pay in stakes\nfor a = 1, kinds do\n    for b = 1, kinds do\n        for c = 1, kinds do\n            line_pays[(a * kinds + b) * kinds + c] =\n                pay_of({ symbols[a], symbols[b], symbols[c] })\n        end\n    end\nend\nlocal results = stops * stops * stops\n\n---@type stratagem.Game\nreturn {\n    name = "slots/double-diamond",\n    version = "1.0.0",\n    api = 1,\n    kind = "slot",\n    layout = { reels = 3, rows = 1 },\n    stakes = {\n        "0.25", "0.50", { min = "1.00", max = "100.00", step = "1.00" },\n        JPY = { { min = "100", max = "10000", step = "100" } },\n    },\n    symbols = symbols,\n    pays = pays,\n    actions = { "PlaceBet", "Spin", "CashOut" },\n\n    start = function() return {} end,\n\n    step = function(_, action, rng)\n        -- One number picks one of the 97,336 results: three stops, each equally likely.\n        local result = rng:int(results) - 1\n        local a = strip[result % stops + 1]\n        local b = strip[result // stops % stops + 1]\n        local c = strip[result // (stops * stops) + 1]\n        return {\n            payout = action.amount * line_pays[(a * kinds + b) * kinds + c],\n            symbols = { symbols[a], symbols[b], symbols[c] },\n        }\n    end,\n}\n','\n',char(10)));
INSERT INTO plugin VALUES(2,X'9fdf27e2caa82bd1fb0954a15651228054a6e19fd0495c47dd856397d5caf79a','strategy','flat','1.0.0',replace('-- Flat: the same stake every round, until the balance no longer covers it.\n--\n-- The smallest useful strategy, and the yardstick for all others. A plugin file returns one table;\n-- the host calls `start` once and `decide` before every round.\n\n-- The smallest allowed stake not below `wanted`, or the largest stake if all are below it. Games\n-- differ in what they allow (fifteen lines: multiples of 0.15), so 1.00 becomes 1.05 there.\nlocal function allowed_stake(stakes, wanted)\n    for _, stake in ipairs(stakes) do -- sorted, smallest first\n        if stake >= wanted then return stake end\n    end\n    return stakes[#stakes]\nend\n\n---@type stratagem.Strategy\nreturn {\n    name = "flat",\n    version = "1.0.0",\n    api = 1,\n    games = { "slots/*" },\n    context = "bootstrap", -- the least a strategy can see: balance, stakes, legal actions\n    params = {\n        base = { type = "money", default = "1.00", about = "stake of every round" },\n    },\n\n    -- What `start` returns is the memory: the only thing that lives from round to round.\n    -- Amounts are whole numbers in minor units: 1.00 dollar is 100.\n    start = function(ctx)\n        return { stake = allowed_stake(ctx.game.stakes, ctx.params.base) }\n    end,\n\n    decide = function(memory, seen)\n        if seen.balance < memory.stake then return { type = "CashOut" } end\n        return { type = "PlaceBet", amount = memory.stake }\n    end,\n}\n','\n',char(10)));
INSERT INTO plugin VALUES(3,X'822db3ac18903fc06f1bd21252331320c8163e1e8d954e9cd3e395fe3f2592ee','strategy','double-after-loss','1.0.0',replace('-- Double after loss: twice the stake after a losing round, back to the base after a winning one.\n--\n-- Known as the martingale. Every doubling step is worked out once in `start`, as a ladder of\n-- stakes: 1.00, 2.00, 4.00 ... up to the cap. A loss climbs one rung, a win returns to the first,\n-- and so does a loss on the last rung or a rung that the balance does not cover.\n\n-- The smallest allowed stake not below `wanted`, or the largest stake if all are below it.\nlocal function allowed_stake(stakes, wanted)\n    for _, stake in ipairs(stakes) do -- sorted, smallest first\n        if stake >= wanted then return stake end\n    end\n    return stakes[#stakes]\nend\n\n---@type stratagem.Strategy\nreturn {\n    name = "double-after-loss",\n    version = "1.0.0",\n    api = 1,\n    games = { "slots/*" },\n    context = "play", -- also sees the round before, as seen.last\n    params = {\n        base = { type = "money", default = "1.00", about = "stake after a win" },\n        cap = { type = "money", default = "64.00", about = "doubling stops at this stake" },\n    },\n\n    start = function(ctx)\n        local stakes, cap = ctx.game.stakes, ctx.params.cap\n        local ladder = { allowed_stake(stakes, ctx.params.base) }\n        local double = ladder[1] * 2\n        -- Climb while the game allows exactly twice the stake.\n        while double <= cap and allowed_stake(stakes, double) == double do\n            ladder[#ladder + 1] = double\n            double = double * 2\n        end\n        return { ladder = ladder, rung = 1 }\n    end,\n\n    decide = function(memory, seen)\n        local ladder = memory.ladder\n        if ladder[memory.rung] > seen.balance then memory.rung = 1 end\n        if ladder[1] > seen.balance then return { type = "CashOut" } end\n        return { type = "PlaceBet", amount = ladder[memory.rung] }\n    end,\n\n    -- Called after each round. A payout equal to the stake is neither: the rung stays.\n    learn = function(memory, seen)\n        local last = seen.last\n        if last.payout < last.stake and memory.rung < #memory.ladder then\n            memory.rung = memory.rung + 1\n        elseif last.payout ~= last.stake then\n            memory.rung = 1\n        end\n    end,\n}\n','\n',char(10)));
CREATE TABLE account(
    key INTEGER PRIMARY KEY, name TEXT NOT NULL, currency TEXT NOT NULL,
    balance INTEGER NOT NULL, UNIQUE(name, currency)
) STRICT;
INSERT INTO account VALUES(1,'wallet:d5cb610a-61a1-45f8-b6df-4c9a83b1434e','AUD',93100);
INSERT INTO account VALUES(2,'funding','AUD',-152500);
INSERT INTO account VALUES(3,'house:slots/double-diamond','AUD',59400);
INSERT INTO account VALUES(4,'wallet:c45c1ed0-885e-401a-870a-71433a9c5dec','AUD',0);
INSERT INTO account VALUES(5,'wallet:2423a6b0-4e6a-49ac-9b0d-5c37c1a0176e','AUD',0);
CREATE TABLE wallet(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account, currency TEXT NOT NULL,
    balance INTEGER NOT NULL, held INTEGER NOT NULL,
    max_bet INTEGER, daily_limit INTEGER,
    per_spin_fee INTEGER NOT NULL, per_query_fee INTEGER NOT NULL,
    day INTEGER NOT NULL, spent INTEGER NOT NULL, granted INTEGER NOT NULL
, shared INTEGER NOT NULL DEFAULT 0 CHECK(shared IN (0, 1))) STRICT;
INSERT INTO wallet VALUES(1,'d5cb610a-61a1-45f8-b6df-4c9a83b1434e',1,'AUD',93100,0,NULL,NULL,0,0,20778,20000,0,0);
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
INSERT INTO session VALUES(1,'d5cb610a-61a1-45f8-b6df-4c9a83b1434e','{"bankroll":100000,"budget":{"fuelCall":1000000,"fuelLoad":20000000,"hostCalls":100,"logBytes":4096,"memoryBytes":16777216,"wallMilliseconds":1000},"currency":"AUD","episode":0,"faultPolicy":"stop","game":{"hash":"455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755","name":"slots/double-diamond","version":"1.0.0"},"id":"d5cb610a-61a1-45f8-b6df-4c9a83b1434e","parameters":{"base":{"money":{"_0":100}}},"perQueryFee":0,"perSpinFee":0,"seed":1,"strategy":{"hash":"9fdf27e2caa82bd1fb0954a15651228054a6e19fd0495c47dd856397d5caf79a","name":"flat","version":"1.0.0"}}',1,2,1,'Playing',1795295322178,200,X'a94deac3143a5f860d35fd9aac8a28904b81ae9d9a7c29237668db5a827d1d24',93100,45,200,20000,13100,0,0,8400,22600,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','rounds','all 200 rounds are played');
CREATE TABLE transition(
    session INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL,
    from_state TEXT NOT NULL, input TEXT NOT NULL, to_state TEXT NOT NULL,
    rounds INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(session, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO transition VALUES(1,1,'Idle','Start','Initialized',0,1795295322179);
INSERT INTO transition VALUES(1,2,'Initialized','Probe','Probing',0,1795295322179);
INSERT INTO transition VALUES(1,3,'Probing','ProbeComplete','Playing',0,1795295322179);
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
    engine INTEGER NOT NULL REFERENCES engine, body BLOB NOT NULL, row_code INTEGER, segment INTEGER REFERENCES segment, rest_code INTEGER,
    UNIQUE(session, first_round)
) STRICT;
INSERT INTO chunk VALUES(1,1,1,200,20778,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'a94deac3143a5f860d35fd9aac8a28904b81ae9d9a7c29237668db5a827d1d24',100000,93100,20000,13100,0,45,200,20000,13100,0,0,8400,22600,2,1,1,X'7801558ddd118030088389f8f3e8182ee6408ed54787710013e851e5ae24173e281a966335989db68534a43e9e7aefa9975b14c80ae443f84cd527e5d134ff14188293aab2032cc7bbc1e5717ac2e3a37e82b1f754b4905c2af4b7a2e19cabc00b7beb067d',-991057075,NULL,NULL);
CREATE TABLE checkpoint(
    key INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session,
    round INTEGER NOT NULL, strategy INTEGER NOT NULL REFERENCES plugin,
    balance INTEGER NOT NULL, digest_stream BLOB NOT NULL, carry BLOB NOT NULL,
    memory BLOB NOT NULL, state BLOB NOT NULL, row_code INTEGER, UNIQUE(session, round)
) STRICT;
CREATE TABLE fault(
    id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session,
    round INTEGER NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL,
    line INTEGER, call TEXT NOT NULL, message TEXT NOT NULL, traceback TEXT NOT NULL,
    fuel_used INTEGER NOT NULL, fuel_budget INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE comparison(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, config TEXT NOT NULL,
    game INTEGER NOT NULL REFERENCES plugin, strategy_a INTEGER NOT NULL REFERENCES plugin,
    strategy_b INTEGER NOT NULL REFERENCES plugin,
    account_a INTEGER NOT NULL REFERENCES account,
    account_b INTEGER NOT NULL REFERENCES account,
    pairs INTEGER NOT NULL, created_at INTEGER NOT NULL, head_pairs INTEGER NOT NULL,
    head_digest BLOB NOT NULL CHECK(length(head_digest) = 32),
    verdict TEXT, judged_pairs INTEGER, end_reason TEXT
) STRICT;
INSERT INTO comparison VALUES(1,'2d4193ae-b0d2-469e-808d-27b53b0e9b25','{"a":{"bankroll":4000,"budget":{"fuelCall":1000000,"fuelLoad":20000000,"hostCalls":100,"logBytes":4096,"memoryBytes":16777216,"wallMilliseconds":1000},"currency":"AUD","episode":0,"faultPolicy":"stop","game":{"hash":"455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755","name":"slots/double-diamond","version":"1.0.0"},"id":"c45c1ed0-885e-401a-870a-71433a9c5dec","parameters":{"base":{"money":{"_0":100}}},"perQueryFee":0,"perSpinFee":0,"seed":4,"strategy":{"hash":"9fdf27e2caa82bd1fb0954a15651228054a6e19fd0495c47dd856397d5caf79a","name":"flat","version":"1.0.0"}},"alpha":0.05,"b":{"bankroll":4000,"budget":{"fuelCall":1000000,"fuelLoad":20000000,"hostCalls":100,"logBytes":4096,"memoryBytes":16777216,"wallMilliseconds":1000},"currency":"AUD","episode":0,"faultPolicy":"stop","game":{"hash":"455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755","name":"slots/double-diamond","version":"1.0.0"},"id":"2423a6b0-4e6a-49ac-9b0d-5c37c1a0176e","parameters":{"base":{"money":{"_0":100}},"cap":{"money":{"_0":6400}}},"perQueryFee":0,"perSpinFee":0,"seed":4,"strategy":{"hash":"822db3ac18903fc06f1bd21252331320c8163e1e8d954e9cd3e395fe3f2592ee","name":"double-after-loss","version":"1.0.0"}},"control":{"branchesMax":1000000},"goal":8000,"id":"2d4193ae-b0d2-469e-808d-27b53b0e9b25","leastStake":25,"margin":0,"metric":"net","roundsPerPair":50}',1,2,3,4,5,10,1795295322317,10,X'af821f4d4196cc52d200456c9cf2dd4b4c7f36de6e0d01066989e6ada9033e42','inconclusive',10,'pairs');
CREATE TABLE pair_chunk(
    id INTEGER PRIMARY KEY, comparison INTEGER NOT NULL REFERENCES comparison,
    first_pair INTEGER NOT NULL, pair_count INTEGER NOT NULL,
    digest_before BLOB NOT NULL CHECK(length(digest_before) = 32),
    digest_after BLOB NOT NULL CHECK(length(digest_after) = 32),
    a_rounds INTEGER NOT NULL, a_staked INTEGER NOT NULL, a_paid INTEGER NOT NULL,
    a_fees INTEGER NOT NULL, a_fuel INTEGER NOT NULL,
    b_rounds INTEGER NOT NULL, b_staked INTEGER NOT NULL, b_paid INTEGER NOT NULL,
    b_fees INTEGER NOT NULL, b_fuel INTEGER NOT NULL,
    engine INTEGER NOT NULL REFERENCES engine, body BLOB NOT NULL,
    row_code INTEGER NOT NULL, segment INTEGER REFERENCES segment, rest_code INTEGER, UNIQUE(comparison, first_pair)
) STRICT;
INSERT INTO pair_chunk VALUES(1,1,1,1,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'4e7e18c566ca270aeaf86dbddf648a2d0e00d32392fb61e1a254657c470a64e0',50,5000,2400,0,2100,32,9100,5100,0,4608,1,X'02016378013d8bbd15803008840f41127fde73374b6b07ca0819c532a5c33880022a051f77dcd13a6d0a02762447a360e1e0156c846cffc255fd51380a5583c71c814655dfe4b9c02a3e4642c72e62ffbe1f5f527a88a60c2761e04742463321c00ded0f0c5a557801634c7110e0497198e037a38ff180ea0d7f062078a1d0e0b124e280c50751108f812160c90130edb0fe0003f3b1645de15f0cf363525f793ecc0ff5d15ff2d6d1deda2ab3f1d1b529065b16aebb0d00143d1d86',68088137,NULL,NULL);
INSERT INTO pair_chunk VALUES(2,1,2,4,X'4e7e18c566ca270aeaf86dbddf648a2d0e00d32392fb61e1a254657c470a64e0',X'f1249c11bfa811248813e2b87dfb19cf74b1e91ebe0a00b99d8b0077f8bb5d7a',200,20000,16500,0,8400,115,60700,46600,0,16560,1,X'0201dd017801658fdd1582300c85130a0514f1ef8927777000a7710dcfe9086c207bf8c223a330800378735bf01c0da54993dbaf89beb2f353bda8c85d4aba49a37f3bfa4963be77d10f5e2ad38d4de8184cda47e5d824c25cb2d0bbc127c55c46e6704995f0602274f14ab84628ae4445e8c295d2c18f3781293f8b60785e14dbba70ceac902c1397171ee8d2820a9b0adac766fec78c4ce29257a09824d4b80982687931aba9c6f1dfd8c9ca440b1b5bdb9a18349017f8b1a06bd6db2b2f2109b16afded0d8db91d29ed5edc81d191780cd972689bf594c66e51fa0060aa193d86027801634901020b11b314312121213e061e21187f821f045ee8613c6037a18171c64b9607da33b41a8c3e544ef063b8e0b8e1040b031a78a100810df607c41ed81c28581201813b0caf085ed35f123141e684d406a50559406d3764c17a0d161e00d33fa0b4c21c08ffc15207b0b8c37a081f9dce58001667666666f8232eb561939ce651ed58b61557ad4303ef1d957fab6a95c3e659bfe7529ae103930b050f954d8a9b1bf7486e3b7fc475bb6c81a09a5da13cabaab088d134a6d7cee655ccbdcf85aef36c89666d9df3fb897eff9de9b95a57227c38cb5b02235632b5bbdfbdc6576c759c7dcf524917f9cede33ec2c92466a812682f3f3f63c3479f5f490110031e86d7e',1507080330,NULL,NULL);
INSERT INTO pair_chunk VALUES(3,1,6,5,X'f1249c11bfa811248813e2b87dfb19cf74b1e91ebe0a00b99d8b0077f8bb5d7a',X'af821f4d4196cc52d200456c9cf2dd4b4c7f36de6e0d01066989e6ada9033e42',250,25000,16700,0,10500,109,36200,16200,0,15696,1,X'0201d70178014d50cb1583300cb3491a284d3fd7eec720bdf4ce088cc29163b76807e800956c03cd2391b125d989be9bdb538ba8c820adc1a28edfe4383a2eeaf531394e453af2e7fab85bb0e8a78d602a269dab53a632d7a884d910d4310575785d054ba591c480cebe19200c60722d89e4031a757264d02bce13378322952019a72bcc054763be6c1499f366cd84a71124ba986923f9c2af335f6793ea0b9321b567cfbc888dcb4e2cd93cbd4dc3d2aa0b34a0478c69d29d06192f55a0c710b890cbb631f1cb0733d7d5fa8fc2fef64e3d6e4175fe01808315e1b2027801634d0181083d311529293129213e092e26162684d8043f18bc709db1a3e8826343ca0ab71d061d0e3f4227c86c509a3093f184f104e603aa2fd819b080170a30d890fcc0f881c4018d05b24b2260f086ef398d6dc24fe47f89bd50d861b0c2ed00cf032184211be61e0073147a20b443bd0398cfb012c27fb0142abe9e389a190404375d7c75e1f8bdb5bc3d3d7ddaeccd6f774d5f72fc9ddb35f39713659e1f66abe888619c6bff6ece6ed13be23945776f1c5e9ba8ff7f3edbc522af6d8c4f646fa7ad7dafe27f82d763e11bdb9b5f2d19675e5429b0eae596ed310b9e2bf479bd1ebf5ea8ea964dfa57366efaffe6dc8560ad7eeb4c27bed2d3255c5703bf3dddb42c4d76af37fb834f1fe7dde172992025b5a338ade37156de716bb31081e32e094f1d66cdd9fe6735001dcc9384',-1053403962,NULL,NULL);
CREATE TABLE allowance(
    session INTEGER PRIMARY KEY REFERENCES session,
    wallet INTEGER NOT NULL REFERENCES wallet,
    is_live INTEGER NOT NULL CHECK(is_live IN (0, 1)),
    day INTEGER NOT NULL, day_left INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS "posting"(
    id INTEGER PRIMARY KEY, chunk INTEGER REFERENCES chunk,
    session INTEGER REFERENCES session, pair_chunk INTEGER REFERENCES pair_chunk,
    wallet INTEGER REFERENCES wallet, reason INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES account, amount INTEGER NOT NULL,
    CHECK((session IS NOT NULL) + (pair_chunk IS NOT NULL) + (wallet IS NOT NULL) = 1)
) STRICT;
INSERT INTO posting VALUES(1,NULL,1,NULL,NULL,1,2,-100000);
INSERT INTO posting VALUES(2,NULL,1,NULL,NULL,1,1,100000);
INSERT INTO posting VALUES(3,1,1,NULL,NULL,2,1,-20000);
INSERT INTO posting VALUES(4,1,1,NULL,NULL,2,3,20000);
INSERT INTO posting VALUES(5,1,1,NULL,NULL,3,3,-13100);
INSERT INTO posting VALUES(6,1,1,NULL,NULL,3,1,13100);
INSERT INTO posting VALUES(7,NULL,NULL,1,NULL,1,2,-4000);
INSERT INTO posting VALUES(8,NULL,NULL,1,NULL,1,4,4000);
INSERT INTO posting VALUES(9,NULL,NULL,1,NULL,2,4,-5000);
INSERT INTO posting VALUES(10,NULL,NULL,1,NULL,2,3,5000);
INSERT INTO posting VALUES(11,NULL,NULL,1,NULL,3,3,-2400);
INSERT INTO posting VALUES(12,NULL,NULL,1,NULL,3,4,2400);
INSERT INTO posting VALUES(13,NULL,NULL,1,NULL,5,2,1400);
INSERT INTO posting VALUES(14,NULL,NULL,1,NULL,5,4,-1400);
INSERT INTO posting VALUES(15,NULL,NULL,1,NULL,1,2,-4000);
INSERT INTO posting VALUES(16,NULL,NULL,1,NULL,1,5,4000);
INSERT INTO posting VALUES(17,NULL,NULL,1,NULL,2,5,-9100);
INSERT INTO posting VALUES(18,NULL,NULL,1,NULL,2,3,9100);
INSERT INTO posting VALUES(19,NULL,NULL,1,NULL,3,3,-5100);
INSERT INTO posting VALUES(20,NULL,NULL,1,NULL,3,5,5100);
INSERT INTO posting VALUES(21,NULL,NULL,2,NULL,1,2,-16000);
INSERT INTO posting VALUES(22,NULL,NULL,2,NULL,1,4,16000);
INSERT INTO posting VALUES(23,NULL,NULL,2,NULL,2,4,-20000);
INSERT INTO posting VALUES(24,NULL,NULL,2,NULL,2,3,20000);
INSERT INTO posting VALUES(25,NULL,NULL,2,NULL,3,3,-16500);
INSERT INTO posting VALUES(26,NULL,NULL,2,NULL,3,4,16500);
INSERT INTO posting VALUES(27,NULL,NULL,2,NULL,5,2,12500);
INSERT INTO posting VALUES(28,NULL,NULL,2,NULL,5,4,-12500);
INSERT INTO posting VALUES(29,NULL,NULL,2,NULL,1,2,-16000);
INSERT INTO posting VALUES(30,NULL,NULL,2,NULL,1,5,16000);
INSERT INTO posting VALUES(31,NULL,NULL,2,NULL,2,5,-60700);
INSERT INTO posting VALUES(32,NULL,NULL,2,NULL,2,3,60700);
INSERT INTO posting VALUES(33,NULL,NULL,2,NULL,3,3,-46600);
INSERT INTO posting VALUES(34,NULL,NULL,2,NULL,3,5,46600);
INSERT INTO posting VALUES(35,NULL,NULL,2,NULL,5,2,1900);
INSERT INTO posting VALUES(36,NULL,NULL,2,NULL,5,5,-1900);
INSERT INTO posting VALUES(37,NULL,NULL,3,NULL,1,2,-20000);
INSERT INTO posting VALUES(38,NULL,NULL,3,NULL,1,4,20000);
INSERT INTO posting VALUES(39,NULL,NULL,3,NULL,2,4,-25000);
INSERT INTO posting VALUES(40,NULL,NULL,3,NULL,2,3,25000);
INSERT INTO posting VALUES(41,NULL,NULL,3,NULL,3,3,-16700);
INSERT INTO posting VALUES(42,NULL,NULL,3,NULL,3,4,16700);
INSERT INTO posting VALUES(43,NULL,NULL,3,NULL,5,2,11700);
INSERT INTO posting VALUES(44,NULL,NULL,3,NULL,5,4,-11700);
INSERT INTO posting VALUES(45,NULL,NULL,3,NULL,1,2,-20000);
INSERT INTO posting VALUES(46,NULL,NULL,3,NULL,1,5,20000);
INSERT INTO posting VALUES(47,NULL,NULL,3,NULL,2,5,-36200);
INSERT INTO posting VALUES(48,NULL,NULL,3,NULL,2,3,36200);
INSERT INTO posting VALUES(49,NULL,NULL,3,NULL,3,3,-16200);
INSERT INTO posting VALUES(50,NULL,NULL,3,NULL,3,5,16200);
CREATE TABLE reload(
    session INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL,
    round INTEGER NOT NULL, role TEXT NOT NULL,
    from_plugin INTEGER NOT NULL REFERENCES plugin,
    to_plugin INTEGER NOT NULL REFERENCES plugin, at INTEGER NOT NULL,
    PRIMARY KEY(session, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE reload_refusal(
    session INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL,
    round INTEGER NOT NULL, role TEXT NOT NULL,
    hash BLOB NOT NULL CHECK(length(hash) = 32), file TEXT NOT NULL, line INTEGER,
    call TEXT NOT NULL, message TEXT NOT NULL, at INTEGER NOT NULL, times INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY(session, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE segment(
    number INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK(state IN ('moving', 'sealed', 'retired')),
    bytes INTEGER NOT NULL, digest BLOB NOT NULL CHECK(length(digest) = 32),
    chunks INTEGER NOT NULL, pair_chunks INTEGER NOT NULL, rounds INTEGER NOT NULL,
    first_chunk INTEGER NOT NULL, last_chunk INTEGER NOT NULL,
    first_pair_chunk INTEGER NOT NULL, last_pair_chunk INTEGER NOT NULL,
    source INTEGER REFERENCES segment, stored_until INTEGER NOT NULL,
    created_at INTEGER NOT NULL, retired_at INTEGER
) STRICT;
CREATE TABLE mark(
    at INTEGER PRIMARY KEY, chunk INTEGER NOT NULL, pair_chunk INTEGER NOT NULL
) STRICT;
INSERT INTO mark VALUES(1795295322180,0,0);
INSERT INTO mark VALUES(1795295322189,1,0);
INSERT INTO mark VALUES(1795295322952,1,1);
INSERT INTO mark VALUES(1795295323086,1,3);
CREATE TABLE keep(id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE place(
    session INTEGER PRIMARY KEY REFERENCES session, round INTEGER NOT NULL,
    strategy INTEGER NOT NULL REFERENCES plugin, balance INTEGER NOT NULL,
    digest_stream BLOB NOT NULL, carry BLOB NOT NULL, memory BLOB NOT NULL,
    state BLOB NOT NULL, has_seen_stakes INTEGER NOT NULL, row_code INTEGER NOT NULL
) STRICT;
CREATE TABLE reload_refusal_dropped(
    session INTEGER NOT NULL REFERENCES session, role TEXT NOT NULL,
    count INTEGER NOT NULL, PRIMARY KEY(session, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX fault_session ON fault(session);
CREATE INDEX allowance_wallet ON allowance(wallet);
COMMIT;
