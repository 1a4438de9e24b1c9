echo "== 0"; echo "== 0" >&2
(
printf '%s %d %x %o %c %5s|%-5s|%05d %.2f %e %g %%\n' str 42 255 8 char ab cd 7 3.14159 12345.678 0.0001; printf '%s\n' a b c; printf '%s-%s\n' a b c; printf '%b\n' 'a\tb\x41\0101\u00e9'; printf '%q ' 'a b' "it's" $'x\ny' ''; echo; printf '%d\n' 0x1f 010 "'A" '"B'; printf '%d\n' abc; echo $?; printf '%i %u\n' -5 -1; printf '%*s|%-*s|\n' 5 a 5 b; printf '%.3s|\n' abcdef; printf '%+d % d %#x %#o\n' 5 5 255 8; printf '\x41\101\n'; printf 'no newline'; echo; printf; echo $?; printf '%z\n' 1; echo $?
)
echo "== 1"; echo "== 1" >&2
(
printf -v x '%s-%s' a b; echo $x; printf -v 'a[2]' '%d' 5; declare -p a; printf '%(%Y-%m-%d)T\n' 0; printf '%s\n'; printf '%d %s\n'; printf '%5.1f|%-8.3e|\n' 2.25 1234.5; printf '%s' a b; echo; printf '%d\n' 99999999999999999999; echo $?; printf '%x\n' -1; printf '%c' abc def; echo; printf '%Q|%.5q\n' 'a b' 'abcdefgh'
)
echo "== 2"; echo "== 2" >&2
(
echo -e 'a\tb\nc\\d\x41\0101\e[0m\u00e9\cignored'; echo -n x; echo; echo -E 'a\tb'; echo -ne 'a\n'; echo -- a; echo -nq; echo - a; echo -e '\1' '\08' 'a\'; echo; echo ""
)
echo "== 3"; echo "== 3" >&2
(
read x <<< "  hello  world  "; echo "[$x]"; read a b <<< "  one two three  "; echo "[$a][$b]"; read -r r <<< 'a\b'; echo "$r"; read s <<< 'a\b\\c'; echo "$s"; read -a arr <<< "x y z"; declare -p arr; IFS=: read p q <<< "a:b:c:"; echo "[$p][$q]"; read -d ';' d <<< 'ab;cd'; echo $d; read -n 3 n <<< abcdef; echo $n; read -N 3 n <<< $'a\nbcd'; echo "[$n]"; read <<< "  rep  ly "; echo "[$REPLY]"; read -p prompt x <<< v; echo $x; read x < /dev/null; echo $? "[$x]"; printf 'no nl' | { read x; echo $? $x; }; read -u 5 x; echo $?; read -t 1 x <<< a; echo $?; read 1x <<< a; echo $?
)
echo "== 4"; echo "== 4" >&2
(
printf 'a b\nc d\n' | while read x y; do echo "$y $x"; done; while IFS= read -r line; do echo "[$line]"; done <<< $'  l1\nl2\\n'; printf 'x\ny\nz' > f; while read l || [ -n "$l" ]; do echo $l; done < f; { read a; read b; } < f; echo $a $b; exec 3< f; read -u 3 q; read r <&3; echo $q $r; exec 3<&-; read z <&3; echo $?
)
echo "== 5"; echo "== 5" >&2
(
read -r a b c <<< "1"; echo "[$a][$b][$c]"; IFS=, read -r a b c <<< "1,,3"; echo "[$a][$b][$c]"; IFS=', ' read a b <<< "1 , 2 , 3"; echo "[$a][$b]"; echo 'a\
b c' | { read x y; echo "$x $y"; }; read -r x y <<< 'a\ b c'; echo "[$x][$y]"; read x y <<< 'a\ b c'; echo "[$x][$y]"; IFS=: read -a v <<< "a::b:"; declare -p v
)
echo "== 6"; echo "== 6" >&2
(
mapfile -t a <<< $'x\ny\nz'; declare -p a; mapfile b <<< $'x\ny'; declare -p b; mapfile -t -n 2 c < <(printf '1\n2\n3\n'); declare -p c; mapfile -t -s 1 d < <(printf '1\n2\n3\n'); declare -p d; mapfile -t -O 2 e <<< q; declare -p e; readarray -d : -t g <<< "a:b:c"; declare -p g; mapfile -t < <(echo hi); echo ${MAPFILE[0]}; mapfile -C 'echo cb' -c 1 -t h <<< $'p\nq'; declare -p h; a=(9 9 9 9 9); mapfile -t -O 1 a <<< n; declare -p a; mapfile -x; echo $?
)
echo "== 7"; echo "== 7" >&2
(
cat <<E1; cat <<'E2'; cat <<-E3
a $HOME `echo b` $((1+1)) \$x "q" \\ \a
E1
$HOME `x` \n
E2
	tabbed
		two
	E3
cat <<"E" | cat; cat <<E
x'y"z
E
${x:-def} "${x:-"q"}" $(echo "n") 'single $HOME'
E
)
echo "== 8"; echo "== 8" >&2
(
echo a > f; cat f; echo b >> f; cat < f; cat f f > g; cat g; echo err >&2; echo both &> h; cat h; { echo o; echo e >&2; } > o 2>&1; cat o; { echo o; echo e >&2; } 2>&1 > o2 | cat; cat o2; echo x >| f; cat f; set -C; echo y > f; echo $?; echo z >| f; cat f; echo >/nope/x; echo $?; cat < nope; echo $?; echo > /; echo $?
)
echo "== 9"; echo "== 9" >&2
(
exec 3> f; echo a >&3; echo b >&3; exec 3>&-; cat f; echo c >&3; echo $?; exec 4<> f; read x <&4; echo $x; echo Z >&4; exec 4>&-; cat f; { echo in; } 5> g >&5; cat g; exec {fd}> h; echo $fd; echo v >&$fd; exec {fd}>&-; cat h; echo x 2>&1 >/dev/null; echo a >&7; echo $?; : > e; exec > out; echo hidden; exec > /dev/tty; echo no
)
echo "== 10"; echo "== 10" >&2
(
x=$(echo a; echo b); echo "$x"; echo $x; y=`echo \`echo n\``; echo $y; z=$(cat <<< hi); echo $z; echo "$(printf 'a\n\n\n')|"; echo $(< /etc/hostname) | wc -l; echo "a$(false)b" $?; x=$(exit 3); echo $?; echo $(echo 'a  b') "$(echo 'a  b')"; echo "$(echo "nested "$(echo "q r")"")"; w=$( (echo s) ); echo $w
)
echo "== 11"; echo "== 11" >&2
(
cat <(echo a) <(echo b); echo c > >(cat); wait; diff_=$(cat <(echo 1) - <<< 2); echo "$diff_"; while read l; do echo "r $l"; done < <(printf '1\n2\n'); f() { cat "$1"; }; f <(echo arg); echo x | tee >(cat > t1) > /dev/null; sleep 0.1; cat t1; echo <(:)
)
echo "== 12"; echo "== 12" >&2
(
echo a | cat | tr a b; echo x | { read y; echo $y; }; echo ${y-unset}; echo a |& cat; nosuch |& cat; (echo s; exit 3) | cat; echo $? ${PIPESTATUS[*]}; set -o pipefail; (exit 3) | (exit 0); echo $?; shopt -s lastpipe; echo lp | read v; echo $v; yes_() { while :; do echo y; done; }; yes_ | head -n 2; echo ${PIPESTATUS[@]}
)
echo "== 19"; echo "== 19" >&2
(
[[ abc == a* ]]; echo $?; [[ abc == "a*" ]]; echo $?; [[ abc =~ b ]]; echo $? ${BASH_REMATCH[@]}; [[ 2024-01-15 =~ ^([0-9]+)-([0-9]+)-(.*)$ ]]; echo "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}" "${#BASH_REMATCH[@]}"; re='^a.c$'; [[ abc =~ $re ]]; echo $?; [[ abc =~ "$re" ]]; echo $?; [[ a.c =~ a\.c ]]; echo $?; [[ -z "" && -n x ]]; echo $?; [[ 1 -lt 2 || x ]]; echo $?; [[ ! x ]]; echo $?; [[ a < b ]]; echo $?; [[ -e /etc && -d /etc && -f /etc/hosts && ! -L /etc ]]; echo $?; x=5; [[ x -eq 5 ]]; echo $?; [[ $x -gt 3+1 ]]; echo $?; [[ -v x ]]; echo $?; [[ -v nope ]]; echo $?; [[ x =~ [ ]]; echo $?
)
echo "== 20"; echo "== 20" >&2
(
[ a = a ]; echo $?; [ a == b ]; echo $?; [ -z ]; echo $?; [ ]; echo $?; [ 1 -eq a ]; echo $?; [ a b c ]; echo $?; [ a; echo $?; [ ! a = b ]; echo $?; [ a = a -a b = b ]; echo $?; [ a = b -o c = c ]; echo $?; [ \( a = a \) ]; echo $?; test -n "$nope"; echo $?; [ -n $nope ]; echo $?; [ $nope = x ]; echo $?; [ 1 -lt ]; echo $?; [ -f /etc/hosts ]; echo $?; [ -x /bin/sh ]; echo $?; test 1 -gt 2 3; echo $?; [ a \< b ]; echo $?; [ -o errexit ]; echo $?; [ 08 -eq 8 ]; echo $?; [ " 5 " -eq 5 ]; echo $?; [ -t 1 ]; echo $?; [ a -ef b ]; echo $?
)
echo "== 21"; echo "== 21" >&2
(
while getopts ab:c: o -a -b x -cy -z -b; do echo "$o ${OPTARG-} $OPTIND"; done; echo $OPTIND; f() { local OPTIND o; while getopts :xy: o "$@"; do case $o in x) echo x;; y) echo "y=$OPTARG";; :) echo "missing $OPTARG";; \?) echo "bad $OPTARG";; esac; done; shift $((OPTIND-1)); echo "rest $*"; }; f -x -y v r1 r2; f -q -y; f -xy z -- -x
)
echo "== 22"; echo "== 22" >&2
(
shift; echo $?; set -- a b c; shift 2; echo $*; shift 5; echo $?; shift -1; echo $?; shift x; echo $?; set a b; echo $#; set --; echo $#; set -- -x y; echo $*; set - p q; echo $*; set +o | head -n 3; set -o | head -n 3; set -Z; echo $?; set -o nope; echo $?
)
echo "== 23"; echo "== 23" >&2
(
type echo cd ls_nope if for; f() { echo hi; }; type f; type -t f echo if nope; type -p sh; type -a echo | head -n 1; command -v echo f if nope; echo $?; command -V echo; command -V f; command echo x; builtin echo y; builtin nope; command nope; echo $?; hash -r; type -P nope; echo $?; command -v cat
)
echo "== 24"; echo "== 24" >&2
(
eval 'x=1; echo $x'; eval echo a b '"c  d"'; eval; echo $?; eval false; echo $?; echo 'echo sourced $1 $#; y=2; return 4' > s; source ./s arg; echo $? $y; . ./nope; echo $?; . s; echo $?; source; echo $?; echo 'nosuchcmd' > s2; . ./s2
)
echo "== 25"; echo "== 25" >&2
(
exec nosuch; echo no
)
echo "== 26"; echo "== 26" >&2
(
exec ./nosuch; echo no
)
echo "== 27"; echo "== 27" >&2
(
exec echo replaced; echo no
)
echo "== 28"; echo "== 28" >&2
(
(exec echo sub); echo yes; exec 2> errs; nosuch; exec 2>&1; cat errs; exec < /etc/hostname; read h; [ -n "$h" ] && echo ok
)
echo "== 29"; echo "== 29" >&2
(
export A=1 B; B=2; export -p | grep ' [AB]='; export -n A; export -p | grep -c ' A='; readonly R=1; R=2; echo $?; (R=2; echo no); echo $?; readonly -p | grep ' R='; unset R; echo $?; declare -r S=1; S+=2 || echo x; declare -p R S; declare -x | grep B=; env | grep '^B='; A=9 env | grep ^A=; A=1; f() { echo $A; }; A=2 f; echo $A; declare -p nope; declare -f nope; echo $?; typeset -i i=3; i+=4; echo $i; declare -u U=abc; declare -l L=ABC; echo $U $L; unset 1x; unset -v A; echo ${A-gone}; declare +i i; i+=1; echo $i; declare -a q=(1 2); declare -A q; echo $?; export 1a; declare -Z; echo $?
)
echo "== 30"; echo "== 30" >&2
(
cd /tmp; pwd; cd /nope; echo $?; mkdir -p a/b; cd a/b; pwd; cd ..; pwd; cd -; echo $OLDPWD; cd; pwd; cd a b; echo $?; CDPATH=/tmp; cd a; pwd; cd /tmp/a && pwd; cd ''; echo $?; pushd /tmp; dirs; pushd a; popd; popd; popd; echo $?; dirs -c; cd /tmp/a/../a/./b; pwd; HOME=/tmp; cd; pwd; echo ~ ~root ~+ ~-; unset HOME; cd; echo $?
)
echo "== 32"; echo "== 32" >&2
(
echo "a
b" | cat; echo 'a\
b'; echo a\
b; echo "a\
b"; x="1\\2\$3\`4\"5"; echo "$x"; echo $'tab\there' $'\x41\u00e9\'q' $"loc"; echo a"b"'c'd; echo \a\\b; echo "\a\q"; # comment
echo a#b #c
: <<'X'
ignored
X
echo "$(echo ')')" `echo 'a'` ; echo ${x#1}
)
echo "== 35"; echo "== 35" >&2
(
unset x; x[3]=a; echo ${#x[@]}; x=b; declare -p x; y=1; y[2]=c; declare -p y; readonly z=(1 2); z[0]=3; echo $?
)
echo "== 37"; echo "== 37" >&2
(
declare -f; f() { if true; then echo a; else echo b; fi; for i in 1 2; do echo $i; done; while false; do :; done; case $x in a) echo 1;; b|c) echo 2;; esac; (sub; shell) > f 2>&1; { group; }; a && b || c; a | b; x=1 y=(1 2) cmd arg "q $x" 'sq' <<< here; [[ -n $x && $y == z ]]; ((x++)); for ((i=0;i<3;i++)); do :; done; local v=1; ! cmd; cmd & until x; do y; done; function inner { :; }; cat <<EOT
body $x
EOT
}; declare -f f; type f
)
echo "== 41"; echo "== 41" >&2
(
echo ${x[@]}; IFS=- ; set -- a b c; echo "$*" "$@" $* ; x="$*"; echo $x; y=$@; echo "$y"; z=("$*" "$@"); echo ${#z[@]}; a=(1 2 3); echo "${a[*]}"; w=${a[*]}; echo "$w"; echo ${a[*]}; for i in "${a[*]}"; do echo $i; done; unset IFS; echo "$*"; IFS=; echo "$*" $*; echo "${a[*]}"
)
# hash
hash ls; echo $?; hash nosuch 2>/dev/null || echo "install nosuch"; hash nosuch; echo $?; hash -r; echo $?; hash ip ping nosuch grep; echo $?
hash -z; echo $?; hash echo; echo $?; f() { :; }; hash f; echo $?; hash /bin/ls; echo $?; hash -- ls; echo $?
for p in ip ping awk nosuch; do if hash "$p" 2>/dev/null; then echo "$p ok"; else echo "$p missing"; fi; done
