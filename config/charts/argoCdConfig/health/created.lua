-- KafkaTopic, Schema, ConfluentRolebinding, SchemaExporter, SchemaImporter: nothing more to go wrong once they are there,
-- but for what copies schemas, which can be paused. Says what is there.
local copies = status.exporterStatus or status.importerStatus
if copies == "PAUSED" then
  return health("Suspended", "Paused.")
end

local details = {
  KafkaTopic = status.partitionCount and status.replicas
    and status.partitionCount .. " partitions, " .. status.replicas .. " replicas",
  Schema = status.subject and status.version and "subject " .. status.subject .. ", version " .. status.version,
  ConfluentRolebinding = status.role and status.principal and status.role .. " for " .. status.principal,
  SchemaExporter = copies,
  SchemaImporter = copies,
}
return health("Healthy", details[obj.kind] and "Created: " .. details[obj.kind] .. "." or "Created.")
