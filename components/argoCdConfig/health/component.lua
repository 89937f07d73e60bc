-- Zookeeper, KRaftController, Kafka and all else that runs as pods.
local ready = condition("cluster-ready")
local failed = failure(ready)
if failed then
  return health("Degraded", failed)
end

local stale = outdated()
if stale and stale.status == "Suspended" then
  return stale
end

-- The operator leaves readyReplicas out where it is 0.
local pods = ""
local missing = false
if status.replicas ~= nil then
  local running = status.readyReplicas or 0
  pods = ", " .. running .. " of " .. status.replicas .. " pods ready"
  missing = running < status.replicas
end

if status.phase == nil then
  return health("Progressing", "The operator has not taken it up yet.")
end
if condition("rolling").status == "True" then
  return health("Progressing", "Rolling" .. pods .. ".")
end
if status.phase ~= "RUNNING" then
  local waits = ready.status == "False" and ready.message or ""
  return health("Progressing", waits ~= "" and "Starting: " .. waits or "Starting" .. pods .. ".")
end
if stale then
  return stale
end

local word = ""
for _, name in ipairs({ "statefulset-available", "resources-ready" }) do
  local entry = condition(name)
  if entry.status == "False" then
    missing = true
    word = " " .. (entry.message or entry.reason or name)
  end
end
return health(missing and "Progressing" or "Healthy", "Running" .. pods .. "." .. word)
