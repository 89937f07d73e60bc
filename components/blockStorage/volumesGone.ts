import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

/**
 * On destroy, delays the deletion of whatever it depends on until the stack's StorageClass has no more volumes that are
 * deleted with their claims. On create, it does nothing. The driver deletes a claim's volume after the claim, once it
 * is detached. If the driver or the nodes were deleted first, the volume would stay in EC2, and cost money
 * (docs/adr/0016-a-barrier-before-the-csi-driver.md).
 *
 * @param kubeconfig of the cluster; passed to the process on its standard input, where nobody else can read it
 */
export const volumesGone = (
    name: string,
    kubeconfig: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): command.local.Command =>
    new command.local.Command(
        name,
        // Refers to the script's name, which stays the same if the file behind it moves: a destroy runs the command in
        // the state.
        { delete: "npm run --silent volumes-gone", stdin: pulumi.secret(kubeconfig) },
        // Longer than the script waits: the script reports the reason, whereas the engine would only report a timeout.
        { ...opts, additionalSecretOutputs: ["stdin"], customTimeouts: { delete: "20m" } },
    );
