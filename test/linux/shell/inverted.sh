# What ! and set -e make of failures inside compound commands and eval, and of errors that end the shell anyway.
exec 2>&1
trap 'echo ERR $LINENO $?' ERR
! eval false; echo a $?
! eval true; echo b $?
! eval 'false; true'; echo b $?
! eval '! true'; echo b $?
! eval 'false || false'; echo b $?
! { false; }; echo c $?
f() { false; true; }; ! f; echo d $?
! eval f; echo e $?
! (false); echo f $?
! . /dev/null; echo g $?
echo false > ff; ! . ./ff; echo h $?
! command false; echo i $?
! builtin eval false; echo j $?
! command eval false; echo k $?
eval false && true; echo l $?
eval '! false'; echo m $?
if eval 'false; false'; then :; fi; echo n $?
while eval false; do :; done; echo o
! eval 'f'; echo p
set -E
! eval f; echo q
! f; echo r
trap - ERR; set +E
readonly r=1
(set -e; ! let r=2; echo a $?; echo b)
(set -e; let r=2; echo c $?)
(set -e; let r=2 || echo d $?; echo e)
(set -e; if let r=2; then echo f; else echo g; fi; echo h)
(set -e; ! (( r = 2 )); echo i $?)
(set -e; (( r = 2 )) || echo j $?; echo k)
(set -e; ! let 'x = r++'; echo l $? $x)
(! let r=2; echo m $?)
(let r=2; echo n $?)
(let r=2 x=3; echo n $? $x)
(let r++; echo o $?)
(let r+=0; echo o $?)
(set -e; ! let 'r+=0'; echo p $?)
(set -e; ! r=2; echo q $?)
(set -e; ! readonly r=2; echo r $?)
(set -e; ! declare r=2; echo s $?)
(set -e; ! read r <<< x; echo t $?)
(set -e; ! printf -v r x; echo u $?)
(set -e; ! export r=2; echo v $?)
(set -e; ! unset r; echo w $?)
(set -e; ! for r in 1; do :; done; echo x $?)
(set -e; ! echo $((r=2)); echo y $?)
(set -e; ! : ${r:=3} ${z:=4}; echo z $? $z)
(set -e; ! let 1/0; echo A $?)
(set -e; ! let 1+; echo B $?)
(set -e; ! mapfile r <<< x; echo C $?)
(set -e; ! getopts a r -a; echo D $?)
(set -e; f() { ! let r=2; echo in $?; }; f; echo E $?)
(set -e; f() { let r=2; echo in $?; }; ! f; echo F $?)
(set -e; f() { local r=2; echo in $?; }; ! f; echo G $?)
n() { echo "-- $1"; }
n 1; (set -e; trap 'echo exit $?' EXIT; ! let r=2; echo a $?)
n 2; (set -e; trap 'echo err $?' ERR; ! let r=2; echo a $?)
n 3; (set -e; (exit 3) || ! let r=2; echo a $?)
n 4; (set -e; if true; then ! (( r = 2 )); fi; echo a $?)
n 5; (set -e; ! echo "${a[-1]}"; echo a $?)
n 6; (set -e; a=(1); ! echo "${a[-5]}"; echo a $?)
n 7; (set -e; a=(1); echo "${a[-5]}"; echo a $?)
n 8; (set -e; a=(1); ! (( a[-5] )); echo a $?)
n 9; (set -e; a=(1); ! (( a[-5] = 1 )); echo a $?)
n 10; (set -e; ! exec 3>/nosuch/x; echo a $?)
n 11; (set -e; ! echo > /nosuch/x; echo a $?)
n 12; (set -e; ! nosuchcmd; echo a $?)
n 13; (set -e; ! f=(1) command; echo a $?)
n 14; (set -e; ! echo {r}>/dev/null; echo a $?)
n 15; (set -e; ! exec {r}>/dev/null; echo a $?)
n 16; (set -e; ! echo $(printf 'a\0b'); echo a $?)
n 17; (set -e; ! echo "$(< /nosuch)"; echo a $?)
n 18; (set -e; x='a b'; ! echo > $x; echo a $?)
n 19; (set -e; x='a b'; ! echo > $x$nos; echo > $nos; echo a $?)
n 20; (set -e; ! cat <&$nos; echo a $?)
n 21; (set -e; ! cat <&9; echo a $?)
n 22; (set -e; ! r=3 true; echo a $?)
n 23; (set -e; ! r=3 cat /dev/null; echo a $?)
n 24; (set -e; r=3 true; echo a $?)
n 25; (set -e; ! case $r in $((r=2))) ;; esac; echo a $?)
n 26; (set -e; ! read a r <<< 'a b'; echo a $?)
n 27; (set -e; ! declare -i r; echo a $?)
n 28; (set -e; f() { local r; echo $?; }; ! f; echo a $?)
n 29; (set -e; ! . /nosuch; echo a $?)
n 30; (set -e; ! cd /nosuch; echo a $?)
n 31; (set -e; ! eval 'let r=1'; echo a $?)
n 32; (set -e; ! f() { let r=1; }; ! f; echo a $?)
n 33; (set -e; let r=1 & wait $!; echo a $?)
n 34; (set -e; x=$(let r=1; echo in) || echo b; echo a $?)
n 35; (set -e; ! echo $(let r=1; echo in); echo a $?)
n 36; (set -e; ! (let r=1; echo in); echo a $?)
n 37; (set -e; for ((r=1;r<2;r++)); do echo x; done || echo y; echo a $?)
n 38; (set -e; ! [[ r=1 -eq 1 ]]; ! [[ 'r=1' -eq 1 ]]; echo a $?)
n 39; (set -e; ! declare r[1]=2; echo a $?)
n 40; (set -e; ! declare -A r; echo a $?)
n 41; (set -e; ! r+=3; echo a $?)
n 42; (set -e; ! r[2]=3; echo a $?)
n 43; (set -e; ! r=(1 2); echo a $?)
n 44; (set -e; ! declare -n r=x; echo a $?)
n 45; (set -e; ! unset -n r; echo a $?)
n 47; (set -e; ! { : ${r:=5}; }; ! { : ${q?msg}; }; echo a $?)
n 48; (set -e; ! echo ${r@Z}; echo a $?)
n 49; (set -e; ! wait -n -p r; echo a $?)
(set -e; eval 'echo $-'; if eval 'echo $-'; then :; fi; eval 'echo $-' || :; ! eval 'echo $-'; ! command eval 'echo $-'; ! builtin eval 'echo $-'; echo 'echo $-' > f; if . ./f; then :; fi; if command . ./f; then :; fi)
(if eval 'set -e; echo $-'; then :; fi; echo $-; false; echo still)
(eval 'set -e; echo $-' || :; echo $-; false; echo still)
(set -e; eval 'set +e; echo $-' || :; echo $-; false; echo still)
(set -e; if eval 'set -e; false; echo in'; then :; fi; echo $-; false; echo still)
(set -e; if eval '(false; echo in)'; then :; fi)
(set -e; trap 'echo ERR' ERR; ! { false; echo x; }; ! eval '{ false; echo y; }'; set +e; ! { false; echo x; }; ! eval '{ false; echo y; }'; if ! { false; echo z; }; then :; fi; ! ! { false; }; ! { ! { false; }; })
(set -e; trap 'echo ERR $BASH_SUBSHELL' ERR; set -E; ! (false; echo x); set +e; ! (false; echo x); ! false | true; ! { false; } | { false; })
(set -e; if eval 'r=1; echo in'; then echo b; fi; echo a)
(set -e; eval 'r=1; echo in' || echo b; echo a)
(set -e; f() { r=1; echo in; }; f || echo b; echo a)
(set -e; f() { let r=1; echo in; }; eval f || echo b; echo a)
(set -e; command let r=1 || echo b; echo a)
(set -e; builtin let r=1 || echo b; echo a)
(set -e; echo 'let r=1; echo in' > s; . ./s || echo b; echo a)
(set -e; let r=1 || echo b; echo a); echo $?
(set -e; (exit 3) || let r=1 || echo b; echo a); echo $?
