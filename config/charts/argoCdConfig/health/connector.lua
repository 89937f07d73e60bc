-- A connector, and its tasks, which fail one by one.

-- tasksReady, such as "3/4", as two numbers; nil if it has a different form.
local ready, total = (status.tasksReady or ""):match("^(%d+)/(%d+)$")
ready, total = tonumber(ready), tonumber(total)

if status.connectorState == "FAILED" then
  local worker = status.workerID and " on " .. status.workerID or ""
  return health("Degraded", "Failed" .. worker .. ". Its trace is in status.trace.")
end

if (status.failedTasksCount or 0) > 0 then
  local failed = {}
  for name, task in pairs(status.failedTasks or {}) do
    local worker = task.workerID and " on " .. task.workerID or ""
    local tries = task.retryCount and task.retryCount > 0 and ", restarted " .. task.retryCount .. " times" or ""
    table.insert(failed, name .. worker .. tries)
  end
  local share = total and " of " .. total .. " tasks failed" or " failed tasks"
  return health("Degraded", status.failedTasksCount .. share .. (#failed > 0 and ": " .. list(failed) or "") .. ".")
end

if status.connectorState == "PAUSED" or status.connectorState == "STOPPED" then
  local how = status.connectorState == "PAUSED" and "Paused" or "Stopped"
  return health("Suspended", how .. ". To resume: kubectl annotate connector " .. obj.metadata.name
    .. " platform.confluent.io/resume-connector=true")
end
if status.connectorState ~= "RUNNING" then
  local state = status.connectorState and ": " .. status.connectorState or ""
  return health("Progressing", "Created, and not running yet" .. state .. ".")
end
if total == nil then
  return health("Healthy", "Running.")
end
if total == 0 then
  return health("Healthy", "Running, with no task to do.")
end
return health(ready < total and "Progressing" or "Healthy", "Running, " .. ready .. " of " .. total .. " tasks ready.")
