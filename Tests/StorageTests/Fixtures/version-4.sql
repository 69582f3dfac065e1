PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1');
INSERT INTO grdb_migrations VALUES('2');
INSERT INTO grdb_migrations VALUES('3');
INSERT INTO grdb_migrations VALUES('4');
CREATE TABLE meta(
    key TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('created','1795282771000');
INSERT INTO meta VALUES('engine','stratagem 0.2 / Lua 5.4 / rounds 3');
INSERT INTO meta VALUES('schema','4');
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
INSERT INTO account VALUES(1,'wallet:d017df02-0cf9-4d91-b927-f4447ddf5517','AUD',93100);
INSERT INTO account VALUES(2,'funding','AUD',-255900);
INSERT INTO account VALUES(3,'house:slots/double-diamond','AUD',100900);
INSERT INTO account VALUES(4,'wallet:59e4cf9d-ac17-4d2d-8b76-3ed175f63239','AUD',61900);
INSERT INTO account VALUES(5,'wallet:4a41f97f-473f-48ef-81bc-1e10ac324c9b','AUD',0);
INSERT INTO account VALUES(6,'wallet:2ebadd1a-85b3-41f3-9479-f5e3296e3d6a','AUD',0);
CREATE TABLE wallet(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account, currency TEXT NOT NULL,
    balance INTEGER NOT NULL, held INTEGER NOT NULL,
    max_bet INTEGER, daily_limit INTEGER,
    per_spin_fee INTEGER NOT NULL, per_query_fee INTEGER NOT NULL,
    day INTEGER NOT NULL, spent INTEGER NOT NULL, granted INTEGER NOT NULL
, shared INTEGER NOT NULL DEFAULT 0 CHECK(shared IN (0, 1))) STRICT;
INSERT INTO wallet VALUES(1,'d017df02-0cf9-4d91-b927-f4447ddf5517',1,'AUD',93100,0,NULL,NULL,0,0,20778,20000,0,0);
INSERT INTO wallet VALUES(2,'59e4cf9d-ac17-4d2d-8b76-3ed175f63239',4,'AUD',61900,0,NULL,NULL,0,0,20778,317900,0,0);
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
INSERT INTO session VALUES(1,'d017df02-0cf9-4d91-b927-f4447ddf5517','{"bankroll":100000,"budget":{"fuelCall":1000000,"fuelLoad":20000000,"hostCalls":100,"logBytes":4096,"memoryBytes":16777216,"wallMilliseconds":1000},"currency":"AUD","episode":0,"faultPolicy":"stop","game":{"hash":"455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755","name":"slots/double-diamond","version":"1.0.0"},"id":"d017df02-0cf9-4d91-b927-f4447ddf5517","parameters":{"base":{"money":{"_0":100}}},"perQueryFee":0,"perSpinFee":0,"seed":1,"strategy":{"hash":"9fdf27e2caa82bd1fb0954a15651228054a6e19fd0495c47dd856397d5caf79a","name":"flat","version":"1.0.0"}}',1,2,1,'Playing',1795282771397,200,X'a94deac3143a5f860d35fd9aac8a28904b81ae9d9a7c29237668db5a827d1d24',93100,45,200,20000,13100,0,0,8400,22600,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','rounds','all 200 rounds are played');
INSERT INTO session VALUES(2,'59e4cf9d-ac17-4d2d-8b76-3ed175f63239','{"bankroll":100000,"budget":{"fuelCall":1000000,"fuelLoad":20000000,"hostCalls":100,"logBytes":4096,"memoryBytes":16777216,"wallMilliseconds":1000},"currency":"AUD","episode":0,"faultPolicy":"stop","game":{"hash":"455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755","name":"slots/double-diamond","version":"1.0.0"},"id":"59e4cf9d-ac17-4d2d-8b76-3ed175f63239","parameters":{"base":{"money":{"_0":100}},"cap":{"money":{"_0":6400}}},"perQueryFee":0,"perSpinFee":0,"seed":3,"strategy":{"hash":"822db3ac18903fc06f1bd21252331320c8163e1e8d954e9cd3e395fe3f2592ee","name":"double-after-loss","version":"1.0.0"}}',1,3,2,'Playing',1795282771555,300,X'fe2c100382b9f078a48c01bba0e54e458c6555fc8456fdbde13beb534afc515d',61900,62,300,317900,279800,0,0,43200,33900,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','rounds','all 300 rounds are played');
CREATE TABLE transition(
    session INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL,
    from_state TEXT NOT NULL, input TEXT NOT NULL, to_state TEXT NOT NULL,
    rounds INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(session, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO transition VALUES(1,1,'Idle','Start','Initialized',0,1795282771397);
INSERT INTO transition VALUES(1,2,'Initialized','Probe','Probing',0,1795282771397);
INSERT INTO transition VALUES(1,3,'Probing','ProbeComplete','Playing',0,1795282771397);
INSERT INTO transition VALUES(2,1,'Idle','Start','Initialized',0,1795282771555);
INSERT INTO transition VALUES(2,2,'Initialized','Probe','Probing',0,1795282771555);
INSERT INTO transition VALUES(2,3,'Probing','ProbeComplete','Playing',0,1795282771555);
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
    engine INTEGER NOT NULL REFERENCES engine, body BLOB NOT NULL, row_code INTEGER,
    UNIQUE(session, first_round)
) STRICT;
INSERT INTO chunk VALUES(1,1,1,200,20778,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'a94deac3143a5f860d35fd9aac8a28904b81ae9d9a7c29237668db5a827d1d24',100000,93100,20000,13100,0,45,200,20000,13100,0,0,8400,22600,2,1,1,X'7801558ddd118030088389f8f3e8182ee6408ed54787710013e851e5ae24173e281a966335989db68534a43e9e7aefa9975b14c80ae443f84cd527e5d134ff14188293aab2032cc7bbc1e5717ac2e3a37e82b1f754b4905c2af4b7a2e19cabc00b7beb067d',-991057075);
INSERT INTO chunk VALUES(2,2,1,300,20778,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'fe2c100382b9f078a48c01bba0e54e458c6555fc8456fdbde13beb534afc515d',100000,61900,317900,279800,0,62,300,317900,279800,0,0,43200,33900,3,1,1,X'78015d4fbb75c3300c248598b622fa97af597907cda441300247e0001e42a54a678b0ce02a558003253fbbe11d80bb03e82fcde9c707e79d1bdc4661f299d6461c30936109866334e454b13723271e6a420920257042c4307934322d9331a2c33d0fad6de31b592b716fae1b6194494660a2feb3a412ca19ea31720299fcef1a24d3752f890dbdac82e628d9b856f0b593521a711e0af3dd5ca8723b1b7728f6981d8e289a37549259a355feb0e580d2de6575787f121d3b5b5975b2e97e0f7da8f87376803f5fa8f2a8198b0d5fb28f2ecbeb615ff728fd9b57df77ed75aed54bfe01d6462619',-727338383);
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
INSERT INTO comparison VALUES(1,'cce1268a-e1a9-4208-9193-dc23cd7c2019','{"a":{"bankroll":4000,"budget":{"fuelCall":1000000,"fuelLoad":20000000,"hostCalls":100,"logBytes":4096,"memoryBytes":16777216,"wallMilliseconds":1000},"currency":"AUD","episode":0,"faultPolicy":"stop","game":{"hash":"455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755","name":"slots/double-diamond","version":"1.0.0"},"id":"4a41f97f-473f-48ef-81bc-1e10ac324c9b","parameters":{"base":{"money":{"_0":100}}},"perQueryFee":0,"perSpinFee":0,"seed":1,"strategy":{"hash":"9fdf27e2caa82bd1fb0954a15651228054a6e19fd0495c47dd856397d5caf79a","name":"flat","version":"1.0.0"}},"alpha":0.05,"b":{"bankroll":4000,"budget":{"fuelCall":1000000,"fuelLoad":20000000,"hostCalls":100,"logBytes":4096,"memoryBytes":16777216,"wallMilliseconds":1000},"currency":"AUD","episode":0,"faultPolicy":"stop","game":{"hash":"455418507e01b9b51179e4f292b121d033420818633b313c999f57325cea5755","name":"slots/double-diamond","version":"1.0.0"},"id":"2ebadd1a-85b3-41f3-9479-f5e3296e3d6a","parameters":{"base":{"money":{"_0":100}},"cap":{"money":{"_0":6400}}},"perQueryFee":0,"perSpinFee":0,"seed":1,"strategy":{"hash":"822db3ac18903fc06f1bd21252331320c8163e1e8d954e9cd3e395fe3f2592ee","name":"double-after-loss","version":"1.0.0"}},"goal":8000,"id":"cce1268a-e1a9-4208-9193-dc23cd7c2019","leastStake":25,"margin":0,"metric":"ruin","roundsPerPair":50}',1,2,3,5,6,12,1795282771749,10,X'fbbaa8fb42c8b31ef3430c3fd89fbe5cfcef9522734f1e8bc245211508a49e9d','aBetter',10,'verdict');
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
    row_code INTEGER NOT NULL, UNIQUE(comparison, first_pair)
) STRICT;
INSERT INTO pair_chunk VALUES(1,1,1,10,X'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'fbbaa8fb42c8b31ef3430c3fd89fbe5cfcef9522734f1e8bc245211508a49e9d',500,50000,34100,0,21000,204,76600,36600,0,29376,1,X'0201d40278016552c955c3500c94fcbdb01812c829273aa19a149212dc012ee51f38f84819144001cc8cf4cdcb437996642d23691cafc3e9c34773b38b4d329b87fd29b29b477c2961d7316c9ded8ef59b2f5178f93c45637bff9e54b094754ce7eb20671deb9ccefaa69eeb39c0ea7c3d2bb37976d7b9be9bc4318c03f1b8fc8852778c4b314f29fd803d1d164f7694485103423a557449eff1280ba0d2670783215c8233215274d88bedfddefc81ef0c6811f4ff17bf5938f2116bb57baf86012cd646ba8de6c478dd4374b81b8e9fac3c52890b2b333d5232749d8a84f3b7bea0942146404be3407694fe8980a57f26c6788006b7649554b4169e7f23a487303857685040021ca088361cd141402ac1e5ec665a1ff96a5c93899c2a8e8f81c06309a1412cd1266dac1669eb2863860fa57d8326710604fe69ba18d626667d9a04d6045410c2ed053fdcf0aa5d488f6e32fb051b821b20b9047801e34a81033d1911111b332b1515232921293e1909292911113e160606211e3e160e36b8b21484ba097e98f040f80397037607ec2ef4302ed8cad8b09ef141d982c007b7181b8c26c89c485d203fc1f487cd04d306a313c6405272011b03c304bf0765070a16583c105a3087918148f04201133e303e207f400c089d1fd82c703ca071406381c592084c784ee38ec415c12b827f4caee9cf327e22ff447e92ce06a5033c3f422ff01f505da17b407583d20fe503aa684e5198730022b21242174c7700f30b9643f80c3321b4c144543e4cdf8459a8e20eeb217c6ad10c20c00c078f026ec52e176ee9bb3241e1c1dc1ebbf80fdac5a7cf46da6d6fe6f82ab1b5d382cfee519a6e787faf9c82e0a4ceea6b8f5a34230e7c7dffa526bef7d96367f3eda182661cdf9a35f42d3d8da2be1dc8c9ec397145f8747cf1bc698b1aa3cfe65ebae3262e29bfe0a2fbde57ef7f3fa8df7afae67fb1db9f85d6a5bf0d339994166e56ebda2430f7f2de9efd0b9d922d1e7771bf8af56a678b3d93f6f95e777bc34e3d9f3037e1254f98a31f3dbf197767f7cb8a0d4e569363ebbd0bfe97b6723f38287a7dfe5ed3e5b3feaf6036763aa5b2e14ee58c95333eff1193e115b8baeaf85a1ff9a0c4f67617715e79e1e96c9b1f196d99b028c04760d19e0f6e0b767bb9fa71ccbab7f97a7af4c374b5ee4706aef793ceeabeb9196f2e7bf75addf523f33ba6f194dd310ddb747a0da7bffbe6f69c405db1129dd8bb1bcee57ff9d9da7fad5b599fe7c8b44f0d2f674f5ae97f1000dc4e2466',1422092986);
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
INSERT INTO posting VALUES(7,NULL,2,NULL,NULL,1,2,-100000);
INSERT INTO posting VALUES(8,NULL,2,NULL,NULL,1,4,100000);
INSERT INTO posting VALUES(9,2,2,NULL,NULL,2,4,-317900);
INSERT INTO posting VALUES(10,2,2,NULL,NULL,2,3,317900);
INSERT INTO posting VALUES(11,2,2,NULL,NULL,3,3,-279800);
INSERT INTO posting VALUES(12,2,2,NULL,NULL,3,4,279800);
INSERT INTO posting VALUES(13,NULL,NULL,1,NULL,1,2,-40000);
INSERT INTO posting VALUES(14,NULL,NULL,1,NULL,1,5,40000);
INSERT INTO posting VALUES(15,NULL,NULL,1,NULL,2,5,-50000);
INSERT INTO posting VALUES(16,NULL,NULL,1,NULL,2,3,50000);
INSERT INTO posting VALUES(17,NULL,NULL,1,NULL,3,3,-34100);
INSERT INTO posting VALUES(18,NULL,NULL,1,NULL,3,5,34100);
INSERT INTO posting VALUES(19,NULL,NULL,1,NULL,5,2,24100);
INSERT INTO posting VALUES(20,NULL,NULL,1,NULL,5,5,-24100);
INSERT INTO posting VALUES(21,NULL,NULL,1,NULL,1,2,-40000);
INSERT INTO posting VALUES(22,NULL,NULL,1,NULL,1,6,40000);
INSERT INTO posting VALUES(23,NULL,NULL,1,NULL,2,6,-76600);
INSERT INTO posting VALUES(24,NULL,NULL,1,NULL,2,3,76600);
INSERT INTO posting VALUES(25,NULL,NULL,1,NULL,3,3,-36600);
INSERT INTO posting VALUES(26,NULL,NULL,1,NULL,3,6,36600);
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
    call TEXT NOT NULL, message TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY(session, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX fault_session ON fault(session);
CREATE INDEX allowance_wallet ON allowance(wallet);
COMMIT;
