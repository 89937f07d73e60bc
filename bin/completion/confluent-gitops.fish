# fish completion for confluent-gitops and npx confluent-gitops: source it in ~/.config/fish/config.fish.
function __confluent_gitops
    set -l before (commandline -opc)
    set -l last (commandline -ct)
    set -l typed $before[2..]
    if test (string split / -- $before[1])[-1] = npx
        set typed $before[3..]
    end
    set -l found (@program@ __complete -- $typed "$last" 2>/dev/null)
    # What the program does not complete are names of files.
    if test (count $found) -eq 0
        __fish_complete_path "$last"
    else
        printf '%s\n' $found
    end
end
complete -c confluent-gitops -f -a '(__confluent_gitops)'
complete -c npx -n '__fish_seen_subcommand_from confluent-gitops' -f -a '(__confluent_gitops)'
