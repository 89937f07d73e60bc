/** What a user can say to the command. */
export interface Flags {
    overlay?: string;
    stack?: string;
    json?: boolean;
    check?: boolean;
    seal?: boolean;
    push?: boolean;
    apply?: boolean;
    output?: string;
    from?: string[];
    rotate?: string;
    certificate?: string;
    region?: string;
    kubeconfig?: string;
    context?: string;
    yes?: boolean;
}
