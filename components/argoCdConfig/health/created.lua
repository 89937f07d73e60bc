-- KafkaTopic, Schema, ConfluentRolebinding: nothing more to go wrong once they are there. Says what is there.
local details = {
  KafkaTopic = status.partitionCount and status.replicas
    and status.partitionCount .. " partitions, " .. status.replicas .. " replicas",
  Schema = status.subject and status.version and "subject " .. status.subject .. ", version " .. status.version,
  ConfluentRolebinding = status.role and status.principal and status.role .. " for " .. status.principal,
}
return health("Healthy", details[obj.kind] and "Created: " .. details[obj.kind] .. "." or "Created.")
