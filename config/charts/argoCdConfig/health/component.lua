-- Zookeeper, KRaftController, Kafka and everything else that runs as pods.
local found = fault()
local stale = outdated()
if stale and stale.status == "Suspended" then
  return stale
end

-- The operator leaves out readyReplicas if it is 0.
local pods = ""
local missing = false
if status.replicas ~= nil then
  local running = status.readyReplicas or 0
  local wanted = math.max(status.replicas, spec.replicas or 0)
  pods = ", " .. running .. " of " .. wanted .. " pods ready"
  missing = running < wanted
end

local word = ""
for _, name in ipairs({ "statefulset-available", "resources-ready" }) do
  local entry = condition(name)
  if entry.status == "False" then
    missing = true
    word = " " .. (entry.message or entry.reason or name)
  end
end

-- A fault can stay for days on a component whose pods are all ready, and can come and go if the operator cannot query a
-- pod. Users of the component don't notice it, but Argo CD fails a sync if something is Degraded, so a fault only counts
-- if the component is not as Git says. While the component rolls, the operator is working on exactly that.
local isRolling = condition("rolling").status == "True"
local isRunning = status.phase == "RUNNING"
local isThere = isRunning and not stale and not missing and not isRolling and pods ~= ""
if not isThere and not isRolling and isLasting(found) then
  return health("Degraded", found.message)
end

if status.phase == nil then
  return health("Progressing", saying("The operator has not taken it up yet.", found))
end
if isRolling then
  return health("Progressing", saying("Rolling" .. pods .. ".", found))
end
if not isRunning then
  local ready = condition("cluster-ready")
  local waits = found and found.message or ready.status == "False" and ready.message or ""
  return health("Progressing", waits ~= "" and "Starting: " .. waits or "Starting" .. pods .. ".")
end
if stale then
  return health(stale.status, saying(stale.message, found))
end
local code = (missing or found and not isThere) and "Progressing" or "Healthy"
return health(code, saying("Running" .. pods .. "." .. word, found))
