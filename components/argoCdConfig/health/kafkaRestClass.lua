-- How other resources reach Kafka's REST API: settings, with nothing to wait for. Healthy also before there is a Kafka,
-- or a sync wave that has it before Kafka's would never end. Whether it serves, the topics that use it say.
local failed = failure(condition("app-ready"))
if failed then
  return health("Degraded", failed)
end

local stale = outdated()
if stale then
  return stale
end

if status.kafkaClusterID then
  return health("Healthy", "Reaches Kafka cluster " .. status.kafkaClusterID .. ".")
end
return health("Healthy", "Settings only: the operator has reached no Kafka cluster by them yet.")
