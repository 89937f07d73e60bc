# bash completion for confluent-gitops and npx confluent-gitops: source it in ~/.bashrc.
_confluent_gitops() {
    COMPREPLY=()
    local line words=("${COMP_WORDS[@]:1:COMP_CWORD}")
    if [ "${COMP_WORDS[0]##*/}" = npx ]; then
        { [ "$COMP_CWORD" -gt 1 ] && [ "${words[0]}" = confluent-gitops ]; } || return 0
        words=("${words[@]:1}")
    fi
    while IFS= read -r line; do
        COMPREPLY+=("${line%%$'\t'*}")
    done < <(@program@ __complete -- "${words[@]}" 2>/dev/null)
}
# What the program does not complete are names of files.
complete -o default -F _confluent_gitops confluent-gitops
complete -p npx >/dev/null 2>&1 || complete -o default -F _confluent_gitops npx
