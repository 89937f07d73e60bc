-- The beginning of every check. Argo CD gives the checks access to Lua's standard libraries: index.ts sets that.
local status = obj.status or {}
local spec = obj.spec or {}
local annotations = obj.metadata.annotations or {}

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

-- The operator's message about a fault, after the check's own message.
local function saying(text, fault)
  return fault and text .. " The operator says: " .. fault.message or text
end

-- A condition in which the operator reports that it could not apply the spec: False, with a reason that ends in
-- Failed, as all of CFK's do (ApplyFailed, CreateFailed, ValidationFailed). confluentinc/kcp, which waits for
-- Gateways, uses the same rule.
local function fault()
  for _, entry in ipairs(status.conditions or {}) do
    local reason = entry.reason or ""
    if entry.status == "False" and reason:find("Failed$") then
      local message = entry.message or ""
      return { message = message ~= "" and message or reason, since = entry.lastTransitionTime }
    end
  end
end

-- The operator's messages, in lower case, about what resolves itself: it waits for another resource, or could not reach
-- something for now, and tries again. A key such as session.timeout.ms is not one of them.
local passing = {
  "waiting for", "urp query", "under replicated", "under-replicated",
  "requeuing", "not complete yet", "context canceled", "timed out", "deadline exceeded", "timeoutexception", "i/o timeout", "handshake timeout", "gateway timeout",
  "request timeout", "timeout exceeded", "timeout expired", "timeout awaiting", "timeout waiting", "timeout while",
  "timeout after", "connection refused", "connection reset", "broken pipe", "no route to host", "no such host",
  ": eof", "unexpected eof", "server misbehaving", "service unavailable", "bad gateway", "too many requests",
  "currently unable to handle the request", "the object has been modified", "try again", "etcdserver",
}

local function passes(found)
  local message = found.message:lower()
  for _, words in ipairs(passing) do
    if message:find(words, 1, true) then
      return true
    end
  end
  return false
end

-- Whether the operator's status is about an earlier spec.
local function isStale()
  return (status.observedGeneration or obj.metadata.generation) ~= obj.metadata.generation
end

-- How many seconds the operator has to process a change, before an earlier fault also counts for the new spec.
local graceSeconds = 30

-- Whether a fault is a leftover from before the last change, which the operator has hardly had time to process.
-- Its condition can stay for days, and would fail the very sync that fixes it. If the operator finds the same fault
-- again, the condition keeps its time, so it counts after a while.
local function isLeftover(found)
  local changed = ""
  for _, entry in ipairs(obj.metadata.managedFields or {}) do
    if not entry.subresource and (entry.fieldsV1 or {})["f:spec"] and (entry.time or "") > changed then
      changed = entry.time
    end
  end
  -- All times have the same format, RFC 3339 in UTC, so they can be compared as text.
  local limit = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - graceSeconds)
  return isStale() and (found.since or changed) < changed and limit < changed
end

local function isLasting(found)
  return found ~= nil and not passes(found) and not isLeftover(found)
end

-- nil if the operator's status is about the current spec.
local function outdated()
  if not isStale() then
    return nil
  end
  if annotations["platform.confluent.io/block-reconcile"] == "true" then
    local why = "annotation platform.confluent.io/block-reconcile."
    return health("Suspended", "Has changes that the operator is told not to make: " .. why)
  end
  return health("Progressing", "The operator has not taken up the last change yet.")
end

if obj.metadata.deletionTimestamp ~= nil then
  local found = fault() or status.state == "ERROR" and { message = condition("app-ready").message or "ERROR" } or nil
  local held = list(obj.metadata.finalizers or {})
  local message = saying(held == "" and "Being deleted." or "Being deleted, held by " .. held .. ".", found)
  local code = found and not passes(found) and "Degraded" or "Progressing"
  -- From 3.6, Argo CD shows deletionMessage instead of the message.
  return { status = code, message = message, deletionMessage = message }
end

local removed = annotations["confluent-gitops/removed-from-git"] or ""
if removed ~= "" then
  return health("Suspended", "Removed from Git at " .. removed .. ", and kept. Delete it with kubectl, or put it back.")
end
