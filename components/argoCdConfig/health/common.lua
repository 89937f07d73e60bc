-- What every check begins with. Argo CD gives Lua the libraries base and table, and not string: so a text's beginning
-- is told by comparing, and a number in a text by writing it out.
local status = obj.status or {}
local annotations = obj.metadata.annotations or {}

local function startsWith(text, prefix)
  return text >= prefix and text < prefix .. "\255"
end

local function condition(name)
  for _, entry in ipairs(status.conditions or {}) do
    if entry.type == "platform.confluent.io/" .. name then
      return entry
    end
  end
  return {}
end

-- "a, b, c and 2 more"
local function list(texts)
  table.sort(texts)
  local more = #texts - 3
  local shown = table.concat(texts, ", ", 1, more > 0 and 3 or #texts)
  return more > 0 and shown .. " and " .. more .. " more" or shown
end

local function health(code, message)
  return { status = code, message = message }
end

-- Reasons by which the operator says that it gave up on what it read, a missing Secret say, until that changes.
local failures = { ApplyFailed = true, CreateFailed = true, UpdateFailed = true, DeleteFailed = true }

-- Why the operator cannot do what the spec says; nil where it can, or only waits for another resource to start.
local function failure(entry)
  local message = entry.message or ""
  if entry.status == "False" and failures[entry.reason or ""] and not startsWith(message, "waiting for") then
    return message ~= "" and message or entry.reason
  end
end

-- nil where the operator's word is about the spec as it is now.
local function outdated()
  if (status.observedGeneration or obj.metadata.generation) == obj.metadata.generation then
    return nil
  end
  if annotations["platform.confluent.io/block-reconcile"] == "true" then
    local why = "annotation platform.confluent.io/block-reconcile."
    return health("Suspended", "Has changes that the operator is told not to make: " .. why)
  end
  return health("Progressing", "The operator has not taken up the last change yet.")
end

if obj.metadata.deletionTimestamp ~= nil then
  local said = failure(condition("cluster-ready"))
    or status.state == "ERROR" and (condition("app-ready").message or "ERROR")
  local held = list(obj.metadata.finalizers or {})
  local message = (held == "" and "Being deleted." or "Being deleted, held by " .. held .. ".")
    .. (said and " The operator says: " .. said or "")
  -- Argo CD shows deletionMessage, where it knows that (3.6), in place of the message.
  return { status = said and "Degraded" or "Progressing", message = message, deletionMessage = message }
end

local removed = annotations["confluent-gitops/removed-from-git"] or ""
if removed ~= "" then
  return health("Suspended", "Removed from Git at " .. removed .. ", and kept. Delete it with kubectl, or put it back.")
end
