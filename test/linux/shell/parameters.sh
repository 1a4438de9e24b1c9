echo "== 1"; echo "== 1" >&2
(
unset foo; echo "${foo?}" ; echo no
)
echo "== 2"; echo "== 2" >&2
(
unset foo; echo "${foo:?bad thing}" ; echo no
)
echo "== 3"; echo "== 3" >&2
(
foo=; (echo "${foo:?}"); echo $?; (echo ${foo?}); echo $?
)
echo "== 4"; echo "== 4" >&2
(
set -u; echo $nope; echo no
)
echo "== 5"; echo "== 5" >&2
(
set -u; echo ${a[0]}; echo no
)
echo "== 6"; echo "== 6" >&2
(
set -u; a=(); echo "${a[@]}" ok; echo ${#a[@]}; echo "$@" "$*"; echo ${1}; echo no
)
echo "== 7"; echo "== 7" >&2
(
set -u; echo ${#nope}
)
echo "== 8"; echo "== 8" >&2
(
set -u; echo ${nope:-x} ${nope+y}; echo ${nope#x}
)
echo "== 9"; echo "== 9" >&2
(
echo ${x!y}; echo after
)
echo "== 10"; echo "== 10" >&2
(
echo ${}; echo after
)
echo "== 11"; echo "== 11" >&2
(
echo "${x@Z}"; x=1; echo "${x@Z}"; echo after
)
echo "== 12"; echo "== 12" >&2
(
x=abc; echo ${x:1:-5}; echo after
)
echo "== 13"; echo "== 13" >&2
(
x=abc; echo ${x:a:b} ${x:1+1} "${x:$((1))}" ; echo ${x: -10}; echo "${x:-10}" "[${x: -10:2}]"
)
echo "== 14"; echo "== 14" >&2
(
set -- a b c d e; echo "${@:2}" "${@:2:2}" "${@: -2}" "${@:0:2}" "${*:2}" "${@:0}"; IFS=,; echo "${*:2:2}" "$*" $*; echo "${@/a/X}" "${*%c}" "${@^}" "${#}" "${#@}" "${#*}"
)
echo "== 15"; echo "== 15" >&2
(
set -- a b c; echo "${!#}" ${!#}; n=2; echo ${!n}; echo "${@:1:-1}"; echo after
)
echo "== 16"; echo "== 16" >&2
(
a=(one two three); echo "${a[@]#t}" "${a[@]/o/0}" "${a[*]^}" "${a[@]:1}" "${a[@]: -1}" "${#a[1]}" "${#a[@]}" "${!a[@]}" "${a[-1]}" "${a[@]@Q}" "${a[@]@A}" "${a[@]@k}" "${a[@]@K}"
)
echo "== 18"; echo "== 18" >&2
(
x='a b  c'; printf '[%s]' $x; echo; printf '[%s]' "$x"; echo; IFS=:; y='a::b:c:'; printf '[%s]' $y; echo; IFS=' :'; y=' a : b  c:: d '; printf '[%s]' $y; echo; IFS=; printf '[%s]' $x; echo; unset IFS; printf '[%s]' $x; echo
)
echo "== 19"; echo "== 19" >&2
(
x="a*b"; echo ${x/\*/S} ${x/'*'/S} "${x/"*"/S}" ; p='*'; echo "${x/$p/S}" "${x/"$p"/S}"; echo "${x//[ab]/<&>}" "${x//[ab]/\&}" "${x//[ab]/"&"}"; r='<&>'; echo "${x//[ab]/$r}" "${x//[ab]/"$r"}"
)
echo "== 20"; echo "== 20" >&2
(
x=/usr/local/lib/foo.tar.gz; echo ${x##*/} ${x%/*} ${x%.*} ${x%%.*} ${x#*.} ${x##*.} ${x//\//:} "${x/%.gz/.bz2}" ${x#/}
)
echo "== 21"; echo "== 21" >&2
(
shopt -s extglob; x=aaabbbccc; echo ${x##+(a)} ${x%%+(c)} ${x//+(b)/-} ${x/@(a|b)/Z} ${x/!(a)/Z} ${x#?(a)} ${x##*(a)b}
)
echo "== 22"; echo "== 22" >&2
(
x=; echo "${x:+"a b"}" ${x:+a b} "${x:-"a  b"}" ${x:-"a  b"} ${x:-a  b} "${x:-'a  b'}" ${x:-'a  b'} "${x:-$(echo "q  r")}" ${x:-~} "${x:-~}" "${x:-a\}b}" ${x:-a\}b} "${x:-a"}"b}"
)
echo "== 23"; echo "== 23" >&2
(
x=abc; echo "${x/b/"}"}" "${x/b/\}}" "${x#"a"}" "${x#'a'}" "${x%"${x#?}"}"
)
echo "== 24"; echo "== 24" >&2
(
a=abc; declare -n r=a; echo $r ${!r}; r=new; echo $a; r+=x; echo $a; unset -n r; echo "${r-unset}"
)
echo "== 25"; echo "== 25" >&2
(
echo ${PIPESTATUS[@]}; true | false | true; echo "${PIPESTATUS[@]}" $?; false; echo ${PIPESTATUS[0]}; ! true; echo $? ${PIPESTATUS[@]}
)
echo "== 26"; echo "== 26" >&2
(
echo $LINENO
f() { echo $LINENO ${FUNCNAME[@]} ${BASH_LINENO[@]} ${BASH_SOURCE[@]}; g; }
g() {
  echo $LINENO "${FUNCNAME[@]}" "${BASH_LINENO[@]}" "${BASH_SOURCE[@]}"
  caller; caller 0; caller 1
}
f
g
echo ${FUNCNAME[0]-none} "${BASH_SOURCE[0]}" "$0" "$BASH_SOURCE"
)
echo "== 27"; echo "== 27" >&2
(
echo $- $# $? ; set -eu; echo $-; echo "$BASH_SUBSHELL"; (echo $BASH_SUBSHELL; (echo $BASH_SUBSHELL)); echo $(echo $BASH_SUBSHELL)
)
echo "== 28"; echo "== 28" >&2
(
RANDOM=42; echo $RANDOM $RANDOM $RANDOM; RANDOM=1; echo $RANDOM
)
echo "== 30"; echo "== 30" >&2
(
IFS=, read a b c <<< "1,2,3,4"; echo "$a|$b|$c"; echo $BASH_VERSION ${BASH_VERSINFO[0]} $OSTYPE $HOSTTYPE $MACHTYPE
)
echo "== 31"; echo "== 31" >&2
(
x=café; echo ${#x} ${x:3} ${x^^} ${x/é/e} "${x%é}"; y=日本語; echo ${#y} ${y:1:1}
)
echo "== 32"; echo "== 32" >&2
(
x="a
b"; echo "${x//$'\n'/,}" "${x%%$'\n'*}" ; x=$'a\tb'; echo "${x@Q}" ${x@Q}; printf '%q\n' "$x" "a b" "" "it's" 'a$b' '~x' 'x~' '#x' 'a=b' 'é'
)
# What += adds to integers.
declare -i i=3 j; i+=2; echo $i; i+=-4; echo $i; i+=2*3; echo $i; i+=; echo $i; j+=5; echo $j; declare -ia a=(1 2); a[0]+=4; a+=(7 1+1); echo "${a[@]}"
a[1]+='0 1 2'; echo no
i+='1 +'; echo no
i+='x=2'; echo "$i $x"
