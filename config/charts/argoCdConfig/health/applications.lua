-- Applications within an Application: the addons. Argo CD has had no check of its own for them since 1.8. An Application
-- is as healthy as its objects only if its status is about the current spec, and not an earlier one: Argo CD writes what it
-- has compared into status.sync.comparedTo.
local status = obj.status or {}
local spec = obj.spec or {}
local sync = status.sync or {}
local operation = status.operationState or {}

local function health(code, message)
  return { status = code, message = message }
end

-- Whether a value contains everything that another one does. Argo CD leaves out empty fields.
local function covers(value, wanted)
  if type(wanted) ~= "table" then
    return value == wanted or (value == nil and (wanted == "" or wanted == false))
  end
  for key, entry in pairs(wanted) do
    if not covers(type(value) == "table" and value[key] or nil, entry) then
      return false
    end
  end
  return true
end

if obj.metadata.deletionTimestamp ~= nil then
  return health("Progressing", "Being deleted, with all that it has made.")
end

-- A project, a namespace or a repository that it may not use: waiting does not help. For a project, Argo CD only reports
-- UnknownError (its ErrProjectNotPermitted).
for _, condition in ipairs(status.conditions or {}) do
  local isProject = condition.message:find("is not permitted to use project", 1, true)
  if condition.type == "InvalidSpecError" or isProject then
    return health("Degraded", condition.message)
  end
end
for _, condition in ipairs(status.conditions or {}) do
  if condition.type:find("Error$") then
    return health("Progressing", condition.message)
  end
end

local compared = sync.comparedTo or {}
if not covers(compared.source, spec.source) or not covers(spec.source, compared.source) then
  return health("Progressing", "Argo CD has not compared it with its chart yet.")
end
if operation.phase == "Running" or operation.phase == "Terminating" then
  return health("Progressing", operation.message or "Being synced.")
end
local found = status.health or {}
if sync.status ~= "Synced" then
  return health("Progressing", operation.message or "Not synced yet.")
end
return health(found.status or "Progressing", found.message)
