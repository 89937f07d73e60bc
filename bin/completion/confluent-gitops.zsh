#compdef confluent-gitops
# zsh completion for confluent-gitops and npx confluent-gitops: source it in ~/.zshrc, after compinit.
_confluent_gitops() {
    local -a typed=("${(@)words[2,CURRENT]}") found
    if [[ ${words[1]:t} == npx ]]; then
        if (( CURRENT < 3 )) || [[ $typed[1] != confluent-gitops ]]; then _default; return; fi
        shift typed
    fi
    found=("${(@f)$(@program@ __complete -- "${(@)typed}" 2>/dev/null)}")
    # What the program does not complete are names of files.
    if [[ -z $found[1] ]]; then _default; return; fi
    # A word and its meaning are parted by a tab, which _describe takes as a colon.
    local tab=$'\t'
    found=("${(@)found//:/\\:}")
    found=("${(@)found/$tab/:}")
    _describe confluent-gitops found
}
compdef _confluent_gitops confluent-gitops
(( $+_comps[npx] )) || compdef _confluent_gitops npx
