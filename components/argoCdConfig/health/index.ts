/** Keys of argocd-cm with a health check in Lua for each of CFK's kinds. */
export function healthChecks(): Record<string, string> {
    return {};
}
