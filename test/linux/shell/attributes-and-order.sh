# The order of the table of aliases; what has attributes but no value.
shopt -s expand_aliases
alias ll='ls -l' la='ls -a' gs='git status' ..='cd ..' v=vim k=kubectl x1=a x2=b x3=c foo=bar zeta=1 alpha=2 mid=3
echo "${!BASH_ALIASES[@]}"
echo "${BASH_ALIASES[@]}"
alias
BASH_ALIASES[new]=thing; echo "${!BASH_ALIASES[@]}"
unalias k v; echo "${!BASH_ALIASES[@]}"
declare -p BASH_ALIASES
for k in "${!BASH_ALIASES[@]}"; do echo "$k"; done
echo "${#BASH_ALIASES[@]}"
for i in {1..70}; do alias "al$i=e$i"; done
echo "${!BASH_ALIASES[@]}"
false | true; declare -p PIPESTATUS
declare -r u; echo "[${u@A}]" "${u@Q}" "[${u@a}]"; declare -x e; echo "[${e@A}]"; declare -i i; echo "[${i@A}]"; declare -a a; echo "[${a@A}]" "[${a[@]@A}]"; declare -A m; echo "[${m@A}]" "[${m[@]@A}]"; declare s; echo "[${s@A}]"; f() { local l; echo "[${l@A}]"; local -r r; echo "[${r@A}]"; }; f
set -x; echo ${u@A} a; x=${u@A}; echo $(echo ${u@A})
echo ${#u} ${u@U} ${u@k} ${u-d} ${u:+x}
