echo "== 0"; echo "== 0" >&2
(
echo "${FUNCNAME[0]-none}" "${BASH_SOURCE[0]-none}" "${BASH_LINENO[0]-none}" "${#FUNCNAME[@]}" "${#BASH_SOURCE[@]}"; echo ${FUNCNAME-u}
echo 'echo "${FUNCNAME[@]}" / "${BASH_SOURCE[@]}" / "${BASH_LINENO[@]}"; f; nosuch; caller 0
ff() { echo "${FUNCNAME[@]}" / "${BASH_SOURCE[@]}" / "${BASH_LINENO[@]}"; nosuch3; }' > s
f() { echo "${FUNCNAME[@]}" / "${BASH_SOURCE[@]}" / "${BASH_LINENO[@]}"; nosuch2; . ./s2; }
echo 'echo "${FUNCNAME[@]}" / "${BASH_SOURCE[@]}" / "${BASH_LINENO[@]}"; echo $0' > s2
. ./s
ff
bash -c 'echo "${FUNCNAME[0]-none}" "${BASH_SOURCE[0]-none}"; f() { echo "${FUNCNAME[@]}" / "${BASH_SOURCE[@]}" / "${BASH_LINENO[@]}"; caller; }; f'
(f)
x=$(f); echo "$x"
caller; echo $?; caller 0; echo $?; caller x; echo $?
)
echo "== 1"; echo "== 1" >&2
(
trap 'echo "D[$BASH_COMMAND]"' DEBUG
x=1
for i in 1 2; do
  echo $i
done
if [ $x = 1 ]; then echo y; fi
case $x in 1) echo c;; esac
f() { echo in; }
f
echo a | cat
(echo sub)
((x++))
[[ $x == 2 ]]
while ((x<4)); do ((x++)); done
for ((i=0;i<1;i++)); do :; done
y=$(echo cs)
trap - DEBUG
echo end
)
echo "== 6"; echo "== 6" >&2
(
sleep 10 | cat & kill %1; wait; echo $?; jobs; (sleep 5; echo x) & kill %%; wait %1; echo $?
)
echo "== 8"; echo "== 8" >&2
(
sleep 0.1 & sleep 0.2 & wait -n; echo $?; jobs; wait -n -p v; echo $? ${v:+set}; wait -f; wait -x; (exit 7) & wait -n $!; echo $?
)
echo "== 9"; echo "== 9" >&2
(
f() { for i in 1 2 3; do sleep 0.1; echo $i; done; }; f & f2() { echo x; }; wait $!; f > out & wait; cat out; { sleep 0.1; exit 5; } & wait $!; echo $?; set -e; (exit 3) & wait $!; echo no
)
