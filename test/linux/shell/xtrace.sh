set -x
export a="x y" b=1
readonly r="q r"
declare d="a b" e
f() { local l="a b" m=$1; }; f z
typeset t=1
a=(1 "2 3" $HOME); declare -a b=(1 2); local_=1
PS4='+${LINENO}: '
echo hi
x[1]="a b"; x+=("q r"); declare -A m=([a]="b c"); m[z]=1
[[ x == "a*b" ]]; [[ "a b" == 'a b' ]]; [[ -n "a b" ]]; [[ $a == $a ]]; [[ a == "$a"* ]]; [[ x =~ "a.b" ]]; [[ x != [ab]* ]]; [[ '' == '' ]]; [[ a -eq 1 || b -lt 3 ]]; [[ -z $nope ]]; [[ x == a\ b ]]
case "a b" in x) ;; "a b") echo y;; esac
for ((i=0;i<1;i++)); do :; done
:
while read l; do echo "$l"; done <<< "h"
echo "$(echo sub; echo "$(echo deep)")"
(echo s; (echo ss))
eval 'echo ev; eval "echo ev2"'
let "x = 1 + 2"
{ echo g; } > /dev/null
unset nope; : ${nope:=v}
y=$(( 1 + 2 ))
trap 'echo t' EXIT
if [ a ]; then echo b; fi && true
echo a | cat > /dev/null
z=`echo q`
v=1 w=2 env > /dev/null
v=1 f
time true 2>/dev/null
! true
echo 'multi
line' $'t\tb' é
[ "a b" = c ]
printf '%s\n' "a'b" 'a"b' '\' '$' '`' 'a;b' '-n' 'x=~' '~x' 'a~' '#a' 'a#' '{a}' 'a,b' '!a' 'a!' '^' '%' '@' '+' 'a:b' '<' > /dev/null
source /dev/null
coproc_=1
set -x
(trap 'echo t1' EXIT; true)
(trap 'echo t2' EXIT; false)
( (trap 'echo t3' EXIT); true)
x=$(trap 'echo t4' EXIT; true)
x=$(trap 'echo t5' EXIT)
(trap 'echo t6' EXIT)
(true; trap 'echo t7' EXIT)
(trap 'echo t8' EXIT; exit 3)
(f() { trap 'echo t9' EXIT; }; f)
(if true; then trap 'echo t10' EXIT; fi)
(trap 'echo t15' EXIT || true)
(true && trap 'echo t16' EXIT)
bash -xc 'trap "echo t18" EXIT; true'
(eval "trap 'echo t19' EXIT")
(eval "trap 'echo t20' EXIT"; :)
(trap 'echo t21' EXIT; set -e; false)
(trap 'echo t22' EXIT; set -u; echo $nope)
(trap 'echo t23' EXIT; (true))
(trap 'echo t24' EXIT; ls /nope)
(trap 'echo t25' EXIT; /bin/true)
f() { (trap 'echo t26' EXIT; true); }; f
