# Expansions that fail, and what they leave undone.
echo "== 1"; echo "== 1" >&2
(
set -e; echo ${}; echo no
echo next
)
echo "== 2"; echo "== 2" >&2
(
set -e; x=abc; echo ${x:1/0}; echo no
echo next
)
echo "== 3"; echo "== 3" >&2
(
set -e; echo $((1/0))
echo next
)
echo "== 4"; echo "== 4" >&2
(
set -e; v=($((1/0)))
echo next $?
)
echo "== 5"; echo "== 5" >&2
(
set -e; readonly r=1; r=2
echo next
)
echo "== 6"; echo "== 6" >&2
(
set -e; x=${y@Z} y=1; x=${y@Z}
echo next
)
echo "== 7"; echo "== 7" >&2
(
set -e; f() { x=$((1/0)); echo in; }; f
echo next
)
echo "== 8"; echo "== 8" >&2
(
set -e; [[ 1/0 -eq 1 ]]
echo next
)
echo "== 9"; echo "== 9" >&2
(
set -e; (( 1/0 ))
echo next
)
echo "== 10"; echo "== 10" >&2
(
set -e; a[-1]=x; echo q
echo next
)
echo "== 11"; echo "== 11" >&2
(
f() { x=$((1/0)); echo in; }; f; echo same
echo next $?; (x=$((1/0)); echo insub); echo sub $?; if x=$((1/0)); then echo y; fi; echo z
echo last; { echo $((1/0)); echo g; }; echo h
echo i; for i in 1 2; do echo $i; echo $((1/0)); done; echo j
echo k; x=$(echo $((1/0)); echo cs); echo "l $x $?"
echo m; echo a | { echo $((1/0)); echo n; }; echo o
echo p; eval 'echo $((1/0)); echo q'; echo r
echo s; f || echo t; echo u
)
echo "== 12"; echo "== 12" >&2
(
m['a b']=1; echo $?; x=(['a b']=2); echo $?; echo ${m['a b']}; echo $((m['a b'])); a=1; m["a"]=3; declare -p m; v=(4 5); echo ${v["0"]} ${v['1']} $((v["1"])); declare -A k; k['a b']=1; k["c d"]=2; k[$'e']=3; echo "${k[a b]} ${k['c d']} ${k["e"]}"; declare -p k
)
echo "== 13"; echo "== 13" >&2
(
x=abc; e=; echo ${x/%/X} ${x/#/X} ${x//} ${x//x} "${e/%/X}" "${e/#/Y}" "${e//*/Z}" "${e/*/Z}" ${x/} ${x///} ${x/b} ${x//\//-}
)
echo "== 14"; echo "== 14" >&2
(
w=(1 2); echo $((w[-1])) $((w[-3])); (( w[-5] = 1 )); echo $?; echo ${w[-3]-d}; unset 'w[-5]'; echo $?
)
echo "== 15"; echo "== 15" >&2
(
x=5; echo $((x=7, y z)) ; echo $x; (( x = 9 b )); echo $x; a='1+'; echo $((a + b c)); echo $((b=3+)); echo $b
)
echo "== 16"; echo "== 16" >&2
(
unset u; e=; w=(); echo "[${u:0:-1}]"; echo "[${e:0:-1}]"; echo "[${u:1/0}]"; echo "[${e:1/0}]"; echo x
)
echo "== 17"; echo "== 17" >&2
(
w=(); echo "[${w[-1]}]" $?; echo "${w[-1]-d}"; w[-1]=3; echo after; x=5; echo "${x[-1]}" "${x[-2]}"; a=(1 2); echo "${a[-3]}" next; echo ${#a[-3]} q; echo $((a[-3])); echo end
)
echo "== 18"; echo "== 18" >&2
(
cat <<E
a \$x \\ \` \q \"
E
cat <<E
just \\
E
)
echo "== 19"; echo "== 19" >&2
(
x=abc; v=(a b); set -- p q; echo ${x:1/0}; echo n
)
echo "== 20"; echo "== 20" >&2
(
v=(a b); echo ${v[@]:1/0}; echo n
)
echo "== 21"; echo "== 21" >&2
(
set -- p q; echo ${@:1/0}; echo n
)
echo "== 22"; echo "== 22" >&2
(
v=(abc b); echo ${v[0]:1/0}; echo n
)
echo "== 23"; echo "== 23" >&2
(
v=(abc b); echo ${v:1:.}; echo ${v[1/0]}; echo n
)
echo "== 24"; echo "== 24" >&2
(
set -u; v=(1); echo $((v[7])); echo $((w[7])); echo next
)
echo "== 25"; echo "== 25" >&2
(
set -u; echo $((q)); echo next
)
echo "== 26"; echo "== 26" >&2
(
set -u; declare -A m=([a]=1); echo $((m[b])); echo n
)
