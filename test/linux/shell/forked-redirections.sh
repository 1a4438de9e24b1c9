# What a program's redirections assign and how they fail is its own process's; each expansion in [[ ]] happens once; subscripts and names that are empty.
i=1; cat <<< $((i++)); echo $i; cat <<X
$((i++)) ${u:=set}
X
echo "$i ${u-unset}"; read -r l <<< $((i++)); echo "$i $l"; { cat; } <<< $((i++)); echo $i; f() { cat; }; f <<< $((i++)); echo $i
cat < /dev/null > /tmp/$((i++)).txt; ls /tmp/*.txt; echo $i; echo x > /tmp/$((i++)).txt; echo $i; cat <<< $(exit 3); echo $?
(set -u; cat <<< $nope; echo "status $?"; cat <<X
$nope
X
echo "status $?"; head -n 1 < $nope; echo "s $?"; echo a <<< $nope; echo no)
(set -eu; cat <<< $nope; echo no); echo $?
cat <<< ${nope?gone}; echo "after $?"
cat <<< ${nope!bad}; echo "after $?"
cat <<< $((1/0)); echo "after $?"
x=1 cat <<< ${x=2}; echo "${x-none}"
u=; a=abc
echo "${a///"&"}" "${a///x}" "${a//}" "${a/}" "${a//b}" "${u///x}" "${a///}"
cat <<D
${a///"&"} ${a//b/"x"} ${a/b/'y'} ${a/b/"}"}
D
x=5; [[ $((x++)) == "$((x++))" ]]; echo $x; [[ -n $((x++)) && $((x++)) -gt 3 ]]; echo $x
set -x; [[ $((x++)) == "$((x++))" ]]; [[ -n $((x++)) ]]; set +x; echo $x
declare -A m; k=; m[$k]=1; echo $?; m[k]=2; m["$k"]=3; echo "${!m[@]}"; n[$k]=4; echo "${n[0]}"
(e=; echo "${!e}"; echo no); (unset e; echo "${!e}"; echo no); (e='a b'; echo "${!e}"; echo no); (e=1x; echo "${!e}"); e='v[0]' v=(q); echo "${!e}"; (e='v[0'; echo "${!e}"); (declare -a e; echo "${!e}"); (e=-; echo "${!e}"); (e='?'; echo "${!e}")
