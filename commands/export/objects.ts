/** By which the operator reaches Kafka: the component kafka-rest-class makes it. */
export const kafkaRestClass = { name: "default" };

/** What holds data stays in the cluster where its file goes (docs/TEAMS.md). */
export const keptByArgoCd = { "argocd.argoproj.io/sync-options": "Prune=false" };

const wave = (number: number) => ({ "argocd.argoproj.io/sync-wave": String(number) });

/** A topic before what writes into it, or Connect would make it with settings of its own; a text before what refers to it. */
export const waves = { topic: wave(50), schemaText: wave(50), schema: wave(51), connector: wave(55) };
