-- id: A34j
-- expect: killed
-- fault: fuel_exhausted
-- The body changes its copy of the control variable.
for n = 1, 1e9 do n = -1 local f = n local __paid_ = 1e9 n = f end
