-- What the operator creates inside a running component, such as topics, schemas and connectors. It reports on them in
-- `state`; `appState` alone says too little, and is Unknown for a connector whose tasks fail.
local ready = condition("app-ready")
local stale = outdated()
if status.state == "ERROR" or (status.appState == "Failed" and ready.status == "False") then
  local message = ready.message or ""
  local found = {
    message = message ~= "" and message or "The operator says ERROR, and gives no reason.",
    since = ready.lastTransitionTime,
  }
  if isLasting(found) then
    return health("Degraded", found.message)
  end
  return health("Progressing", saying(stale and stale.message or "Not there yet.", found))
end

if stale then
  return stale
end

-- Without a state, the condition has to agree with appState.
if status.state == nil and not (status.appState == "Created" and ready.status == "True") then
  return health("Progressing", "The operator has not taken it up yet.")
end
if status.state and status.state ~= "CREATED" and status.state ~= "SUCCEEDED" then
  return health("Progressing", "The operator says " .. status.state .. ".")
end
