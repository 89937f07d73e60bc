-- What every check begins with. Argo CD opens Lua's own libraries to them: it is told so in index.ts.
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

-- What the operator says of a fault, after what the check says of the rest.
local function saying(text, fault)
  return fault and text .. " The operator says: " .. fault.message or text
end

-- A condition by which the operator says that it could not do what the spec says: False, with a reason that ends in
-- Failed, as CFK calls them all (ApplyFailed, CreateFailed, ValidationFailed). confluentinc/kcp, which waits for
-- Gateways, goes by the same rule.
local function fault()
  for _, entry in ipairs(status.conditions or {}) do
    local reason = entry.reason or ""
    if entry.status == "False" and reason:find("Failed$") then
      local message = entry.message or ""
      return { message = message ~= "" and message or reason, since = entry.lastTransitionTime }
    end
  end
end

-- What the operator says, in small letters, of what passes by itself: it waits for another resource, or could not reach
-- something just now, and tries again. A key such as session.timeout.ms is none of these.
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

-- Whether the operator's word is about the spec as it was before.
local function isStale()
  return (status.observedGeneration or obj.metadata.generation) ~= obj.metadata.generation
end

-- How long the operator is given to take up a change, in seconds, before a fault of before the change counts for it too.
local graceSeconds = 30

-- Whether a fault is a leftover: from before the last change, which the operator has hardly had the time to look at.
-- Its condition can stay for days, and would fail the very sync that mends it. Where the operator finds the same fault
-- again, the condition keeps its time: so after a while it counts.
local function isLeftover(found)
  local changed = ""
  for _, entry in ipairs(obj.metadata.managedFields or {}) do
    if not entry.subresource and (entry.fieldsV1 or {})["f:spec"] and (entry.time or "") > changed then
      changed = entry.time
    end
  end
  -- Times are in one form, RFC 3339 in UTC, so that they compare as texts.
  local limit = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - graceSeconds)
  return isStale() and (found.since or changed) < changed and limit < changed
end

local function isLasting(found)
  return found ~= nil and not passes(found) and not isLeftover(found)
end

-- nil where the operator's word is about the spec as it is now.
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
  -- Argo CD shows deletionMessage, where it knows that (3.6), in place of the message.
  return { status = code, message = message, deletionMessage = message }
end

local removed = annotations["confluent-gitops/removed-from-git"] or ""
if removed ~= "" then
  return health("Suspended", "Removed from Git at " .. removed .. ", and kept. Delete it with kubectl, or put it back.")
end
