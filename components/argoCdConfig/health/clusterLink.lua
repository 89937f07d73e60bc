-- A cluster link, and its mirror topics. A paused one is paused because Git says so, so that is as it should be.
-- Kafka's REST API writes these states in capitals or not, as its version has it.
local broken = {
  FAILED = true, LINK_FAILED = true, SOURCE_UNAVAILABLE = true,
  failed = true, link_failed = true, source_unavailable = true,
}
local failed = {}
local total, active = 0, 0
for name, topic in pairs(status.mirrorTopics or {}) do
  total = total + 1
  if topic.status == "ACTIVE" or topic.status == "active" then
    active = active + 1
  elseif broken[topic.status or ""] then
    table.insert(failed, name .. " (" .. topic.status .. ")")
  end
end
if #failed > 0 then
  return health("Degraded", #failed .. " of " .. total .. " mirror topics failed: " .. list(failed) .. ".")
end
if total == 0 then
  return health("Healthy", "Created.")
end
return health("Healthy", "Created, " .. active .. " of " .. total .. " mirror topics active.")
