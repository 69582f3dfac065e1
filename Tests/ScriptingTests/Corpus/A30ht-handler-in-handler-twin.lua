-- id: A30ht
-- expect: done
-- result: deep	50
local depth = 0 local function h() depth = depth + 1 if depth < 50 then return select(2, xpcall(error, h)) end return "deep" end return select(2, xpcall(error, h)), depth
