# How lists are joined in one string; what is not set; here-documents before a mistake.
v=(one 'two 2' three); set -- p 'q r' s; u=; unset n
for IFS in , ' ' x; do
echo "IFS<$IFS>"
b=$@; echo "$b"; b=${@}; echo "$b"; b=$*; echo "$b"; b=${v[@]}; echo "$b"; b=${v[*]}; echo "$b"
b=${v[@]#a}; echo "$b"; b=${v[@]/o/0}; echo "$b"; b=${v[@]:0}; echo "$b"; b=${v[@]^}; echo "$b"; b=${v[@]@Q}; echo "$b"
b=${v[*]#a}; echo "$b"; b=${v[*]/o/0}; echo "$b"; b=${v[*]:0}; echo "$b"; b=${v[*]^}; echo "$b"; b=${v[*]@Q}; echo "$b"
b=${@#a}; echo "$b"; b=${@/p/0}; echo "$b"; b=${@:1}; echo "$b"; b=${@^}; echo "$b"; b=${@@Q}; echo "$b"
b=${*#a}; echo "$b"; b=${*/p/0}; echo "$b"; b=${*:1}; echo "$b"; b=${*^}; echo "$b"; b=${*@Q}; echo "$b"
b="${v[@]#a}"; echo "$b"; b="${v[@]/o/0}"; echo "$b"; b="${v[@]:0}"; echo "$b"; b="${v[@]^}"; echo "$b"; b="${v[@]@Q}"; echo "$b"
b="${@#a}"; echo "$b"; b="${@/p/0}"; echo "$b"; b="${@:1}"; echo "$b"; b="${@^}"; echo "$b"; b="${@@Q}"; echo "$b"; b=x${!v[@]}; echo "$b"; b="x${!v[@]}"; echo "$b"; b=${!v[*]}; echo "$b"
cat <<D
${v[@]#a} ${v[@]} ${v[*]} ${@:1} $@
D
done
IFS=$' \t\n'
w=(); echo "<${w[@]/*/x}>" "<${w[0]/*/x}>" "<${@:9}>" "<${w[*]/#/x}>"
z=('' a); printf '<%s>' "${z[@]/#/x}" "${z[@]/*/y}"; echo
v=(1); i=5; declare -A m; declare -n r=v
(set -u; : "${#nope}")
(set -u; : ${v[1+1]})
(set -u; : ${v[$i]})
(set -u; : "${v[i]}")
(set -u; : "${m[a b]}")
(set -u; : "${m["a b"]}")
(set -u; : "${m[$i]}")
(set -u; : "${r[3]}")
(set -u; : "${#v[3]}")
(set -u; : "${v[3]%x}")
(set -u; : "${v[3]/x/y}")
(set -u; : "${v[3]:1}" "${v[3]^}" "${v[3]@Q}")
(: "${v[1+1]?gone}"; echo no)
(: "${v[$i]:?}"; echo no)
(: "${m[a b]:?gone}"; echo no)
(: "${nope:?}"; echo no)
(: "${nope?}"; echo no)
(: "${nope?a  b}"; echo no)
(set -u; echo $nope; echo no); echo $?
(set -u; echo ${v[@]:1} "${m[@]}" ${nope[@]}; echo fine)
(set -u; echo $1; echo no)
(set -u; echo $((nope)))
(set -u; echo $((v[7]))); echo $?
printf '%5c|%-3c|\n' a b
u=; unset n
p() { printf '%s <%s>\n' "$1" "$2"; }
p n1 "${n/*/x}"; p u1 "${u/*/x}"; p n2 "${n//*/x}"; p u2 "${u//*/x}"; p n3 "${n/#/x}"; p u3 "${u/#/x}"; p u4 "${u/%/x}"; p n4 "${n/%/x}"; p n5 "${n/*/"&"}"; p u5 "${u/*/"&"}"; p u6 "${u/*/&}"; p u7 "${u/?/x}"; p u8 "${u/#*/x}"
z=('' a); printf '<%s>' "${z[@]/#/x}" "${z[@]/*/y}"; echo; set -- '' b;  printf '<%s>' "${@/#/x}" "${1/*/y}" "${3/*/y}"; echo
cat <<X
body
X
echo fine
cat <<X; cat <<'Y'
one
X
two
Y
if true; then cat <<X; fi
inside
X
echo bad >> &2
