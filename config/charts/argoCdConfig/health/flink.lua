-- What CFK hands over to Confluent Manager for Apache Flink. `cmfSync` says whether the manager has accepted it. From then
-- on, the Flink operator's lifecycle shows an application's state, and the phase shows a statement's.
local sync = status.cmfSync or {}
local found = fault()
if sync.status == "Failed" then
  local message = sync.errorMessage or ""
  found = { message = message ~= "" and message or "The manager for Flink refused it, and gives no reason.",
    since = sync.lastSyncTime }
end
if isLasting(found) then
  return health("Degraded", found.message)
end

local stale = outdated()
if stale then
  return health(stale.status, saying(stale.message, found))
end
if sync.status ~= "Created" then
  return health("Progressing", saying("The operator has not taken it up yet.", found))
end

local state = obj.kind == "FlinkApplication" and status.lifecycleState
  or obj.kind == "FlinkStatement" and status.phase
local codes = {
  FAILED = "Degraded", ROLLED_BACK = "Degraded",
  SUSPENDED = "Suspended", STOPPED = "Suspended",
  CREATED = "Progressing", DEPLOYED = "Progressing", UPGRADING = "Progressing", ROLLING_BACK = "Progressing",
  PENDING = "Progressing", DELETING = "Progressing",
}
local code = codes[state or ""] or "Healthy"
local reason = code == "Degraded" and (status.error or status.detail) or ""
return health(code, (state or "Created") .. (reason ~= "" and ": " .. reason or "."))
