a=nope b='v[3]' c=@ v=(1)
for e in '${!a}' '${#!a}' '${!b}' '${!a:1}' '${!a-x}' '${!a#x}' '${!a@Q}' '${!c}' '${!nope}' '${!a^}' '${!a?}' '${!a:?}'; do ( echo "$e"; set -u; eval "echo $e" ); done 2>&1
set -- a b; for i in 0 1 2 3 @ '*' '#' '?' x y 'v[1]' 'v[0]' 'm[k]' 'v[@]' 'v' 01 -1 '!' '$'; do x=1 v=(1) ; declare -A m=([k]=1); [[ -v $i ]]; echo "$i $?"; [ -v "$i" ]; echo $?; done
declare -A e; [[ -v e ]]; echo $?; e[a]=1; [[ -v e ]]; echo $?; [[ -v 'e[@]' ]]; echo $?; unset v; v[3]=1; [[ -v v ]]; echo $?;[[ -v v[3] ]]; echo $?
x=1; declare -A x; declare -p x; y=(1 2); declare -A y; echo $?; declare -p y; declare -A z; declare -p z; z=5; declare -p z; declare -A q=([a]=1); declare -a q; echo $?; w=4; declare -a w; declare -p w
f() { local -; set -x; echo in; }; f; echo out $-
g() { local - x=3; set -fu; echo "$-"; h; echo "$-"; }; h() { set +u; local -; set -e; echo "$-"; }; g; echo $-
k() { local -; set -o pipefail; [[ -o pipefail ]] && echo on; return 3; }; k; echo $?; [[ -o pipefail ]] || echo off
local -; echo $?
m() { ( local -; set -e; echo $- ); echo $-; }; m
