f() { cat <<E && echo x
b
E
echo; cat <<E | tr a b | cat
q
E
echo; while read x; do :; done <<E
doc
E
cat <<A <<B > out
a
A
b
B
{ cat; } <<E
x
E
echo
}
declare -f f
g() { cat <<E
last
E
}
declare -f g
f() { if true; then echo a; elif x; then echo c; else echo b; fi; for i in 1 2; do echo $i; echo j; done; while false; do :; done; case $x in a) echo 1;; b|c) echo 2; echo 3;& (d) ;; *) if x; then y; fi;; esac; (sub; shell) > f 2>&1; { group; g2; }; a && b || c; a | b; x=1 y=(1 2) cmd arg "q $x" 'sq' <<< here; [[ -n $x && $y == z || ! ( -f a ) ]]; ((x++)); for ((i=0;i<3;i++)); do :; done; local v=1; ! cmd; cmd & until x; do y; done; function inner { :; }; in2() ( z; ); cat <<EOT
body $x
EOT
echo after; cat <<-'E2' > out | tr a b
	q
	E2
for i; do x; done; select s in a b; do break; done; time a; time -p b; echo x >&2; echo y 2>&1 >/dev/null <in; exec 3<&- 4>&- 5<>f {fd}>g; a |& b; a &> x; a &>> y; a >| z; if a | b; then c & fi; while read x; do echo $x; done < <(ls); a=(1 "2 3"); a[1]+=x; echo $(( 1 + 2 )) $(foo;  bar) `baz` ; { a; } | { b; } &
( a & b ); ( a; b & ); a & b; a; b &
if a; b; then c; d; fi; if ! a; then b; fi; if (a); then { b; }; fi
while a; b; do c; done 2> err
coproc cat; [[ a =~ ^b$ ]]; [ a ]; (( a > 1 )) && b
if a && b; then c; fi && d
for x in "$@"; do y; done | z
a || { b; exit 1; }
a && return
}
declare -f f
g() for i in 1; do echo $i; done
declare -f g
h() (a; b)
declare -f h
k() { a; } > x 2>&1
declare -f k
l() if a; then b; fi
declare -f l
m() [[ a ]]
declare -f m
function n-o { :; }; declare -f n-o
