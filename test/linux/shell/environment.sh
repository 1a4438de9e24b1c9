# Process substitutions, exported functions, directories, associative arrays in the order of their hash.
echo "== 1"; echo "== 1" >&2
(
exec 3> >(cat > log); echo a >&3; exec 3>&-; sleep 0.2; cat log
)
echo "== 2"; echo "== 2" >&2
(
echo x | tee >(cat > t1) >(wc -l > t2) > /dev/null; sleep 0.1; cat t1 t2
)
echo "== 3"; echo "== 3" >&2
(
{ echo a; echo b >&2; } > >(cat > o) 2> >(cat > e); sleep 0.1; cat o; echo --; cat e
)
echo "== 4"; echo "== 4" >&2
(
while read -r x; do echo "[$x]"; done < <(printf 'a\nb\n'; echo err >&2); cat < <(echo 1) ; wc -l < <(printf '1\n2\n'); f() { echo "$1" | head -c 8; }; f <(:); paste_() { while read -r a <&3 && read -r b <&4; do echo "$a $b"; done; }; paste_ 3< <(printf '1\n2\n') 4< <(printf 'x\ny\n'); exec 5< <(printf 'p\nq\n'); read a <&5; read b <&5; echo $a $b; exec 5<&-
)
echo "== 5"; echo "== 5" >&2
(
CDPATH=/tmp; mkdir -p /tmp/a; cd /tmp/a; pwd; cd ''; echo $? $PWD; pushd /tmp; dirs
)
echo "== 6"; echo "== 6" >&2
(
f() { echo $1; }; export -f f; bash -c 'f hi'; bash -c 'declare -F f'; g() { f deep; }; export -f g f nope; bash -c g; export -nf g; bash -c g; env | grep -A1 FUNC_f
)
echo "== 7"; echo "== 7" >&2
(
mkdir -p /tmp/a; cd /tmp; pushd /tmp; echo 1; dirs; pushd a; popd; popd; popd; echo $?; dirs -c; dirs
)
echo "== 8"; echo "== 8" >&2
(
declare -A m; for i in {1..300} a b cc é 日本 "a b" x_{1..50} eth{0..30}; do m[$i]=v$i; done; echo "${!m[@]}"; echo "${m[@]}"; unset "m[5]" "m[a]"; m[5]=again; echo "${!m[@]}"
)
echo "== 9"; echo "== 9" >&2
(
HOSTNAME=box OSTYPE=mine bash -c 'echo $HOSTNAME $OSTYPE'
cd /; env pwd; /bin/pwd -P; env pwd a; env pwd -x
)
