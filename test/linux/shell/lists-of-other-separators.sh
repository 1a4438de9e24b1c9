# Lists that are joined and split again, with IFS that has no blank or nothing at all, behind `:-`, in here-documents.
exec 2>&1
p() { printf '<%s>' "$@"; echo " $#  $L"; L=; }
for ifs in '' , ' ' ': ' $' \t\n' x; do
echo "== $(printf %q "$ifs")"
IFS=$ifs
set -- xa 'b c' xd,e '' f:g; [ "$ifs" = ': ' ] || [ -n "$ifs" ] || set -- xa bc xd,e '' f:g
a=("$@")
s='xa b c xd,e'
L='p ${a[@]#x}'; p ${a[@]#x}; L='p ${a[*]#x}'; p ${a[*]#x}; L='p "${a[@]#x}"'; p "${a[@]#x}"; L='p "${a[*]#x}"'; p "${a[*]#x}"
L='p ${@#x}'; p ${@#x}; L='p ${*#x}'; p ${*#x}; L='p "${@#x}"'; p "${@#x}"; L='p "${*#x}"'; p "${*#x}"
L='p ${a[@]/a/ }'; p ${a[@]/a/ }; L='p ${a[*]/a/ }'; p ${a[*]/a/ }; L='p ${*/a/ }'; p ${*/a/ }; L='p "${*/a/ }"'; p "${*/a/ }"
L='p ${a[@]^}'; p ${a[@]^}; L='p ${a[*]^}'; p ${a[*]^}; L='p ${*^}'; p ${*^}
L='p ${a[@]:1:3}'; p ${a[@]:1:3}; L='p ${a[*]:1:3}'; p ${a[*]:1:3}; L='p ${*:1:3}'; p ${*:1:3}; L='p ${@:1:3}'; p ${@:1:3}
L='p "${a[*]:1:3}" "${*:1:3}" "${@:1:3}"'; p "${a[*]:1:3}" "${*:1:3}" "${@:1:3}"
L='p ${a[@]}'; p ${a[@]}; L='p ${a[*]}'; p ${a[*]}; L='p $*'; p $*; L='p $@'; p $@
L='p ${u-$@}'; p ${u-$@}; L='p ${u-$*}'; p ${u-$*}; L='p ${u-"$@"}'; p ${u-"$@"}; L='p ${u-"$*"}'; p ${u-"$*"}; L='p "${u-$@}"'; p "${u-$@}"; L='p "${u-$*}"'; p "${u-$*}"
L='p ${u-${a[@]}}'; p ${u-${a[@]}}; L='p ${u-${a[*]}}'; p ${u-${a[*]}}; L='p "${u-${a[@]}}"'; p "${u-${a[@]}}"; L='p "${u-${a[*]}}"'; p "${u-${a[*]}}"
L='p ${u-x$*y}'; p ${u-x$*y}; L='p "${u-x$@y}"'; p "${u-x$@y}"; L='p "${u-x$*y}"'; p "${u-x$*y}"
L='p ${s+$@}'; p ${s+$@}; L='p ${s+"$@"}'; p ${s+"$@"}; L='p "${s+$@}"'; p "${s+$@}"; L='p ${s+$@ z}'; p ${s+$@ z}
L='p x${a[@]#x}y'; p x${a[@]#x}y; L='p x${a[*]#x}y'; p x${a[*]#x}y; L='p x$*y'; p x$*y; L='p x$@y'; p x$@y
L='p "x${a[@]#x}y"'; p "x${a[@]#x}y"; L='p "x${a[*]#x}y"'; p "x${a[*]#x}y"
v=${a[@]#x}; L='v=${a[@]#x}; p "$v"'; p "$v"; v=${a[*]#x}; L='v=${a[*]#x}; p "$v"'; p "$v"; v=$*; L='v=$*; p "$v"'; p "$v"; v=$@; L='v=$@; p "$v"'; p "$v"; v=${u-$@}; L='v=${u-$@}; p "$v"'; p "$v"; v=${u-$*}; L='v=${u-$*}; p "$v"'; p "$v"
v="${a[@]#x}"; L='v="${a[@]#x}"; p "$v"'; p "$v"; v="${a[*]#x}"; L='v="${a[*]#x}"; p "$v"'; p "$v"; v="${u-$@}"; L='v="${u-$@}"; p "$v"'; p "$v"
L='p ${!a[@]}'; p ${!a[@]}; L='p ${!a[*]}'; p ${!a[*]}; L='p "${!a[*]}"'; p "${!a[*]}"
L='p ${a[@]@Q}'; p ${a[@]@Q}; L='p ${a[*]@Q}'; p ${a[*]@Q}; L='p ${*@Q}'; p ${*@Q}; L='p "${a[*]@Q}"'; p "${a[*]@Q}"
L='p ${#a[@]} ${#*} $#'; p ${#a[@]} ${#*} $#
[[ $* == *' '* ]]; echo $?
[ "$ifs" = ': ' ] || cat <<E
${a[@]#x} ${a[*]#x} $* $@ ${u-$@} ${u-$*}
E
L='p $s'; p $s; L='p ${s#x}'; p ${s#x}; L='p ${s//x/,}'; p ${s//x/,}
b=(${a[@]#x}); p "${b[@]}"; b=(${a[*]#x}); p "${b[@]}"; b=($*); p "${b[@]}"
for i in ${a[*]#x}; do p "$i"; done
read -a r <<< "${a[*]#x}"; p "${r[@]}"
done
set -- 'a  b' c '' "d	e"
a=('a  b' c '' '*')
cat <<E
$*
"$*" $@
${*} ${*:-x} ${u:-$*} ${*:2} ${a[*]} ${a[*]:1} x$*y ${u:-"$*"}
$(echo $*) $((1+1)) ${*#a}
E
cat <<< $*
cat <<< "$*"
x=$*; echo "$x"
IFS=-; cat <<E
$*
${*} ${*:-x} ${u:-$*} ${*:2} ${a[*]} ${a[*]:1} x$*y
E
cat <<< $*; set -- ; cat <<E
[$*] [${*}]
E
set -- '*' '?'; cat <<E
[$*] [${*}]
E
unset IFS; cat <<E
[$*] [${*}]
E
f() { cat <<E
usage: $0 $*
E
}; f -a "x  y" --long
IFS=" "; set -- 'a  b' c '' d
cat <<E
1[$*]
E
unset IFS
cat <<E
2[$*] [${u-$*}]
E
IFS=; set -- 'a  b' c
cat <<E
3[$*]
E
IFS=; set -- 'a  b'
cat <<E
4[$*]
E
IFS=; set -- 'a  b' '' c
cat <<E
5[$*]
E
IFS=$' \t\n'
cat <<E
6[$*]
E
IFS=; set -- 'a  b' c
cat <<E
7[$*]
E
IFS=' '
cat <<E
8[$*]
E
IFS=$'\n'
cat <<E
9[$*]
E
