-- id: E07
-- expect: done
-- result: true	true	true	true	true	table	function
-- No text holds an address.
local function plain(v) return tostring(v):find("0x") == nil end
return plain({}), plain(print), plain(function() end), plain(coroutine.create(print)),
    plain(_G), tostring({}), tostring(print)
