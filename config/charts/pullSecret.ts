/** The Secret with the registries' credentials. It has the same name in each namespace whose pods need it. */
export const pullSecretName = "image-pull-secret";
