-- A kind from a later CFK: all that is known is how CFK reports faults. Otherwise Healthy, like a kind without a check.
local found = fault()
if isLasting(found) then
  return health("Degraded", found.message)
end
local word = status.phase or status.state
return health("Healthy", saying(word and "The operator says " .. word .. "." or "Nothing is known of this kind.", found))
