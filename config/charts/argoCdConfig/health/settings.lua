-- KafkaRestClass, CMFRestClass: how other resources reach a REST API: settings, with nothing to wait for. Healthy also
-- before there is a Kafka, or a sync wave that has it before Kafka's would never end. Whether it serves, the topics that
-- use it say.
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
