import { PolicyPack } from "@pulumi/policy";
import { asPolicy } from "./rule";
import { rules } from "./rules";

// Starts a server at once: what is to be tested is in modules of its own.
new PolicyPack("confluent-gitops", { enforcementLevel: "mandatory", policies: rules.map(asPolicy) });
