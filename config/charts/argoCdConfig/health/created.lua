-- KafkaTopic, Schema, ConfluentRolebinding, SchemaExporter, SchemaImporter: once they exist, nothing else can go wrong,
-- except that exporters and importers can be paused. The message says what exists.
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
