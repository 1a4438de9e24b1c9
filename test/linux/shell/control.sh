echo "== 0"; echo "== 0" >&2
(
a=(1 2 3); a[5]=x; echo "${!a[@]}" "${#a[@]}"; a+=(y z); declare -p a; unset 'a[1]'; declare -p a; a[-1]=L; declare -p a; b=([2]=c [0]=a d); declare -p b; a=(); declare -p a; unset a; declare -p a
)
echo "== 1"; echo "== 1" >&2
(
a=(x); a[1+1]=y; i=3; a[i]=z; a[$i+1]=w; declare -p a; a[i++]=q; echo $i; a[-20]=z; echo $?
)
echo "== 3"; echo "== 3" >&2
(
x=5; echo $((x+1)) $((x++)) $x $((++x)) $((x**2)) $((x%4)) $((-7/2)) $((-7%3)) $((1<<4)) $((0xff)) $((010)) $((2#101)) $((x>3?1:0)) $((x=3,x*2)) $((~5)) $((!5)) $((5&3|4^1)) $((1&&0||1))
let y=3+4 z=y*2; echo $y $z $?; let 0; echo $?; ((x=0)); echo $?; ((x+=5)); echo $? $x; (( x == 5 && y > 3 )) && echo yes
echo $((1/0)); echo after
)
echo "== 4"; echo "== 4" >&2
(
echo $((1+)); echo after
)
echo "== 5"; echo "== 5" >&2
(
echo $((abc def)); echo after
)
echo "== 6"; echo "== 6" >&2
(
echo $((08)); echo after
)
echo "== 7"; echo "== 7" >&2
(
x=abc; echo $((x)); x="1+2"; echo $((x*2)); x='y'; y=7; echo $((x)); a=(3 4); echo $((a[1]+a)) ; echo $((x==7?a[0]:0))
)
echo "== 8"; echo "== 8" >&2
(
((1/0)); echo $?; let 1/0; echo $?; let; echo $?; (( )) ; echo $?; echo $(( ))
)
echo "== 9"; echo "== 9" >&2
(
if ((0)); then echo a; elif ((1)); then echo b; else echo c; fi; while ((i<3)); do ((i++)); echo $i; done; until ((i==0)); do ((i--)); done; echo $i; for ((i=0;i<3;i++)); do echo $i; [ $i = 1 ] && continue; done; for ((;;)); do break; done; echo $?
)
echo "== 10"; echo "== 10" >&2
(
for i in 1 2 3; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; [ $i = 2 ] && break 2; done; done; echo $?
)
echo "== 11"; echo "== 11" >&2
(
for i; do echo $i; done; set -- x "y z"; for i do echo "$i"; done; for i in; do echo no; done; echo $?
)
echo "== 12"; echo "== 12" >&2
(
case abc in a*) echo 1;& x) echo 2;;& *c) echo 3;; *) echo 4; esac; case "a b" in "a b") echo q;; esac; case x in [a-w]) echo no;; [!a-w]) echo yes;; esac; case '' in '') echo empty;; esac; case a in (a|b) echo p;; esac; case x in esac; echo $?; case a in b) ;; esac; echo $?
)
echo "== 13"; echo "== 13" >&2
(
f() { local x=1 y; x=2; echo $x ${y-unset}; return 3; echo no; }; x=0; f; echo $? $x; g() { echo $# "$1" "$@"; shift; echo $1; }; g a b c; fact() { (( $1 <= 1 )) && echo 1 || echo $(( $1 * $(fact $(($1-1))) )); }; fact 6; h() { return; }; false; h; echo $?; function k { echo k; }; k; function l() (echo sub; exit 4); l; echo $?
)
echo "== 14"; echo "== 14" >&2
(
f() { local -a arr=(1 2); local -i n=2+3; local -r ro=1; local -A m=([a]=b); declare -p arr n ro m; local; }; f; f2() { declare -g G=1; typeset t=2; }; f2; echo $G ${t-no}; local x
)
echo "== 15"; echo "== 15" >&2
(
f() { g; }; g() { echo $x; x=changed; }; h() { local x=inner; f; echo $x; }; x=outer; h; echo $x; unset -f f; f; echo $?
)
echo "== 16"; echo "== 16" >&2
(
set -e; false || true; ! true; if false; then :; fi; false && true; echo ok; (false; echo no); echo no2
)
echo "== 17"; echo "== 17" >&2
(
set -e; f() { false; echo in; }; f || echo handled; f && echo y; if f; then echo t; fi; f; echo no
)
echo "== 18"; echo "== 18" >&2
(
set -e; x=$(false); echo no
)
echo "== 19"; echo "== 19" >&2
(
set -e; local_test() { local x=$(false); echo ok; }; local_test; echo $(false) ok; export y=$(false); echo k; false | true; echo p; set -o pipefail; false | true; echo no
)
echo "== 20"; echo "== 20" >&2
(
set -e; trap 'echo exit $?' EXIT; trap 'echo err $? $LINENO' ERR
false
echo no
)
echo "== 21"; echo "== 21" >&2
(
trap 'echo err $? $LINENO' ERR
false
f() { false; }
f
(false)
x=$(false)
false | true
true | false
! false
if false; then :; fi
false || true
[[ a = b ]]
((0))
test a = b
set -E
f
(false)
echo end
)
echo "== 22"; echo "== 22" >&2
(
trap 'echo E' EXIT; exit 3
)
echo "== 23"; echo "== 23" >&2
(
trap 'echo E; exit 5' EXIT; exit 3
)
echo "== 25"; echo "== 25" >&2
(
trap 'echo D $BASH_COMMAND' DEBUG; echo a; x=1; for i in 1 2; do echo $i; done; trap - DEBUG; echo b
)
echo "== 26"; echo "== 26" >&2
(
trap 'echo R' RETURN; f() { echo in; }; f; set -T; f; g() { trap 'echo RG' RETURN; return 2; }; g; f
)
echo "== 27"; echo "== 27" >&2
(
f() { trap 'echo fexit' EXIT; }; f; echo x; (trap 'echo sub' EXIT; echo y); echo z
)
echo "== 45"; echo "== 45" >&2
(
! false; echo $?; ! true | false; echo $?; time_=1; { echo a; echo b; } | cat; { false; }; echo $?; (exit 7); echo $?; (exit 300); echo $?; (exit -1); echo $?; (exit abc); echo $?; (exit 1 2); echo $?
)
echo "== 46"; echo "== 46" >&2
(
f() { exit 3; }; (f); echo $?; x=$(f); echo $?; f | cat; echo $?; f; echo no
)
echo "== 47"; echo "== 47" >&2
(
return 3; echo $?; break; echo $?; continue; f() { break; }; for i in 1 2; do f; echo $i; done
)
