-- KafkaRestClass, CMFRestClass: settings with which other resources reach a REST API, so there is nothing to wait for.
-- They are Healthy even before Kafka exists; otherwise, a sync wave before Kafka's would never end. Whether they work
-- shows in the topics that use them.
local found = fault()
local stale = outdated()
if isLasting(found) then
  return health("Degraded", found.message)
end
if stale then
  return health(stale.status, saying(stale.message, found))
end

if status.kafkaClusterID then
  return health("Healthy", saying("Reaches Kafka cluster " .. status.kafkaClusterID .. ".", found))
end
if status.endpoint then
  return health("Healthy", saying("Settings for " .. status.endpoint .. ".", found))
end
return health("Healthy", saying("Settings only: the operator has reached nothing by them yet.", found))
