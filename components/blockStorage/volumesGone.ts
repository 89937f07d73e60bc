import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

/**
 * Holds back, on the way down, whatever it depends on: until no volume of the stack's StorageClass is left that goes
 * with its claim. On the way up it does nothing.
 *
 * A claim's volume goes after the claim, once it is detached, by the driver. Where the driver or the nodes went first, it
 * would stay in EC2, and cost (docs/adr/0016-a-barrier-before-the-csi-driver.md).
 *
 * @param kubeconfig of the cluster; to the process it comes by its standard input, where nobody else can read it
 */
export const volumesGone = (
    name: string,
    kubeconfig: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): command.local.Command =>
    new command.local.Command(
        name,
        // By the script's name, which stays where the file behind it moves: what the state has is what a destroy runs.
        { delete: "npm run --silent volumes-gone", stdin: pulumi.secret(kubeconfig) },
        // More than the script waits: it says why, and the engine only that its time is over.
        { ...opts, additionalSecretOutputs: ["stdin"], customTimeouts: { delete: "20m" } },
    );
