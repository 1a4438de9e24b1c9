# Corners of expansion that random scripts have found.
a='x b.c'; [[ ! a -eq 2 ]]; echo $?; [[ a -eq 2 || 1 -eq 1 ]]; echo $?; [[ a -eq 2 && 1 -eq 1 ]]; echo $?; [[ 1 -eq 1/0 ]]; echo $?; [[ 08 -eq 8 ]]; echo $?
v=(one 'two 2' 3); m=(p); set -- q 'r s'
printf '<%s>' "12${v[*]:1} $@" "${v[*]^} ${m[@]}" "${v[*]} x" "${v[*]}${m[@]}" "${v[@]^}" "${v[*]^}" "${v[*]%e}$@" "${v[*]/o/0}-$*" "${v[*]:1}" "${v[@]:1}-${v[*]:0:2}"; echo
x=$(printf '%c\n'); echo "[$x]"; y="$(printf 'a\0b')"; echo $y
cat <<E
$(printf "x${*: -1} ${!a}")
E
echo $?
b=$(echo "${!a}"); echo $?
cat <<E
a ${!a} b
E
echo $?
echo end
declare -i n; read n <<< "{a..c}"; echo $?; read n <<< 1+2; echo $n; read n <<< "x y"; echo $n $?
set -x
set abc $'t\tn' m[z]=x
a=12${@:1}
b=${a@A}
c="x	y"; d=${c@Q}; e=${c@A} ; echo "$e" "${c@Q}"
f=$'q\nr'; g=${f@A}; echo "${g}"
# Constants with a base, and what is none.
for e in '08#17' '07#1' '010#7' '8#17' '0x10#1' '1#0' '65#1' '64#_' '0#1' '00#1' '2#' '16#fF' '36#zZ' '2#2' '#5' '09' '0xg' '0x' '1a'; do (echo "$e = $(($e))"); done
