-- A kind of a later CFK: all that is known is how CFK speaks of its faults. Otherwise Healthy, as a kind without a check.
local found = fault()
if isLasting(found) then
  return health("Degraded", found.message)
end
local word = status.phase or status.state
return health("Healthy", saying(word and "The operator says " .. word .. "." or "Nothing is known of this kind.", found))
