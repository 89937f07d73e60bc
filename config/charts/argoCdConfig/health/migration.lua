-- KRaftMigrationJob: from ZooKeeper to KRaft, in phases that Confluent's documentation names (ZooKeeper to KRaft
-- migration phases; Roll Back to ZooKeeper). It writes no observedGeneration.
local found = fault()
local phase = status.phase
if isLasting(found) then
  return health("Degraded", found.message)
end
if phase == nil then
  return health("Progressing", saying("The operator has not taken it up yet.", found))
end
if phase:upper():find("FAIL", 1, true) then
  return health("Degraded", "The migration failed in " .. (status.subPhase or phase) .. ".")
end
local step = phase .. " " .. (status.subPhase or "")
if step:find("RollbackToZkComplete", 1, true) then
  return health("Healthy", "Rolled back: Kafka is on ZooKeeper, as before.")
end
if step:find("WaitForManual", 1, true) then
  return health("Suspended", "The rollback waits until two nodes are removed from ZooKeeper: kubectl confluent cluster "
    .. "kraft-migration zk-node-removal --name " .. obj.metadata.name .. " -n " .. obj.metadata.namespace)
end
if phase == "COMPLETE" then
  return health("Healthy", "Complete. Write what Kafka is now into Git before the Application syncs it again.")
end
if phase == "DUAL-WRITE" then
  -- It stays like this until somebody decides; only after that is there no way back.
  return health("Suspended", "Kafka writes to ZooKeeper and KRaft, and waits for your word: kubectl annotate "
    .. "kraftmigrationjob " .. obj.metadata.name .. " platform.confluent.io/kraft-migration-trigger-finalize-to-kraft=true, "
    .. "or platform.confluent.io/kraft-migration-trigger-rollback-to-zk=true")
end
return health("Progressing", saying(phase .. (status.subPhase and ", " .. status.subPhase or "") .. ".", found))
