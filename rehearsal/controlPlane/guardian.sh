#!/bin/sh
# Ends a control plane together with the command that started it, however that command ends.
#   guardian.sh FOLDER     reads its standard input, a pipe from the command, to its end; then stops the servers whose
#                          process ids are in FOLDER/NAME.pid, and deletes FOLDER.
# It is a shell script because that starts at once: no server runs unguarded while it loads.
folder=$1
case $folder in */control-plane-*) ;; *) echo "not a control plane's folder: $folder" >&2; exit 2 ;; esac

# Process ids are reused, but every server has the folder in its command line.
is_ours() {
    if [ -r "/proc/$1/cmdline" ]; then tr '\0' ' ' <"/proc/$1/cmdline"; else ps -o command= -p "$1"; fi 2>/dev/null |
        grep -qF "$folder"
}

echo $$ >"$folder/guardian.pid"
cat >/dev/null

# A server that is just starting may not have written its process id yet.
[ -e "$folder/kube-controller-manager.pid" ] || sleep 0.3

end() {
    pid=$(cat "$1" 2>/dev/null) || return
    is_ours "$pid" && kill -KILL "$pid"
    while is_ours "$pid"; do sleep 0.05; done
}

# They are killed, not asked to exit: all of their data is in the folder. The API server goes before etcd, for which it would wait,
# and its clients (Argo CD, kwok and the rest) go before both.
for file in "$folder"/*.pid; do
    case $file in */guardian.pid | */kube-apiserver.pid | */etcd.pid) ;; *) end "$file" ;; esac
done
end "$folder/kube-apiserver.pid"
end "$folder/etcd.pid"
rm -rf "$folder"
