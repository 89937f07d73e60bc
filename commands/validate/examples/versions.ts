import { adding, type BadEdit, ofOverlay, platform } from "./edit";

const versionOf = (overlay: string) => `${platform}/overlays/${overlay}/version/kustomization.yaml`;

/** Incompatible versions. */
export const versionEdits: Record<string, BadEdit> = {
    "an init image from a different release than the operator": {
        files: { [versionOf("eks")]: ["newTag: 3.4.0", "newTag: 3.3.0"] },
        rule: "versions",
        says: /is not the init image's version, 3\.3\.0 in gitops\/platform\/overlays\/eks; the operator and its init image have to be from the same release/,
        fix: /npm run upgrade -- --stack NAME --operator 3\.4\.0/,
    },
    "a platform that the operator does not support": {
        overlay: "classic-eks",
        files: { [versionOf("classic-eks")]: ["&platform 7.9", "&platform 6.2"] },
        rule: "versions",
        says: /supports Confluent Platform \S+ to \S+, but gitops\/platform\/overlays\/classic-eks has 6\.2/,
        fix: /change the version in gitops\/platform\/overlays\/classic-eks/,
    },
    "the legacy Control Center on Confluent Platform 8": {
        overlay: "eks",
        files: {
            [ofOverlay("eks")]: [
                "  - ../../components/control-center\n",
                "  - ../../components/control-center-legacy\n",
            ],
            [versionOf("eks")]: [
                "images:\n",
                "images:\n  - { name: confluentinc/cp-enterprise-control-center, newTag: 8.3.2 }\n",
            ],
        },
        rule: "controlCenter",
        says: /has the legacy ControlCenter controlcenter \(\S+control-center-legacy\/control-center\.yaml\) with Confluent Platform 8/,
        fix: /use gitops\/platform\/components\/control-center instead/,
    },
    "annotations of Confluent Platform 7 on 8": {
        files: adding("eks", "platform-7"),
        rule: "annotations",
        says: /has Confluent Platform 8\S* with the annotation platform\.confluent\.io\/use-log4j1/,
        fix: /remove/,
    },
};
