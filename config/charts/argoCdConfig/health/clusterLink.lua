-- A cluster link, and its mirror topics. A paused one is paused because Git says so, and so is Healthy.
-- Whether Kafka's REST API writes these states in capitals depends on its version.
local broken = { FAILED = true, LINK_FAILED = true, SOURCE_UNAVAILABLE = true }
local failed = {}
local total, active = 0, 0
-- A bidirectional link has the other direction's states, too.
for _, topics in ipairs({ status.mirrorTopics or {}, status.reverseMirrorTopics or {} }) do
  for name, topic in pairs(topics) do
    total = total + 1
    local state = (topic.status or ""):upper()
    if state == "ACTIVE" then
      active = active + 1
    elseif broken[state] then
      table.insert(failed, name .. " (" .. topic.status .. ")")
    end
  end
end
if #failed > 0 then
  return health("Degraded", #failed .. " of " .. total .. " mirror topics failed: " .. list(failed) .. ".")
end
if total == 0 then
  return health("Healthy", "Created.")
end
return health("Healthy", "Created, " .. active .. " of " .. total .. " mirror topics active.")
