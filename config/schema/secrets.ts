import { z } from "zod";
import { field } from "../fields";

const privateKey = () =>
    z
        .string()
        .regex(
            /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[\s\S]+-----END [A-Z ]*PRIVATE KEY-----\s*$/,
            "is not a private key",
        );

/** Secrets: keys of their own at the top level, so that no group is secret as a whole. */
export const secretKeys = {
    repositorySshKey: field(privateKey(), {
        allowed: "a private key in PEM or OpenSSH form",
        meaning: "SSH key that reads the repository.",
        example: "< ~/.ssh/id_ed25519",
    }),
    repositoryToken: field(z.string().min(1, "is empty"), {
        allowed: "a token",
        meaning: "Token that reads the repository over HTTPS.",
        example: "",
    }),
    repositoryAppKey: field(privateKey(), {
        allowed: "a private key in PEM form",
        meaning: "Private key of the GitHub App in gitops.githubApp.",
        example: "< app.private-key.pem",
    }),
    confluentLicense: field(z.string().min(1, "is empty"), {
        allowed: "a licence key",
        meaning: "Confluent's licence. Without one, CFK runs its 30-day trial.",
        example: "",
    }),
};
