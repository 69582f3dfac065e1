-- id: P08bt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: load
local manifest = { name = 'x', version = '1', api = 1, games = { '*' }, decide = function() return { type = 'PlaceBet', amount = 10 } end }
for i = 1, 900 do manifest['own' .. i] = i end
return manifest
