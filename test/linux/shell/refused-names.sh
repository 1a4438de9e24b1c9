# Variables that must not change, told to builtins; arithmetic errors in loops and behind names; errors among printed lines.
declare -r c=5
read c <<< x; echo 1 $?
read a c b <<< "x y z"; echo 2 $? $a $b
read -a c <<< x; echo 3 $?
printf -v c x; echo 4 $?
mapfile -t c <<< x; echo 5 $?
declare c=6; echo 6 $?; export c=7; echo 7 $?; unset c; echo 8 $?
set -- -a; getopts ab c; echo 9 $?
( ((c=1)); echo 10 $? ); ( let c=1; echo 11 $? )
for c in 1 2; do echo $c; done; echo 12 $?
for ((c = 0; c < 2; c++)); do :; done; echo 13 $?
for ((a = 1 / 0; a < 2; a++)); do echo x; done; echo 14 $?
for ((a = 0; a < 1; a += 1 / 0)); do echo x; done; echo 15 $?
f() { local c=1; echo 16 $?; }; f
( readonly -a r=(1 2); read 'r[0]' <<< 4; echo 17 $? )
wait -n -p c; echo 18 $?
exec {c}> /dev/null; echo 19 $?; echo hi {c}> /dev/null; echo 20 $?
n=(1 2); i=0; read 'n[i+1]' <<< 5; printf -v 'n[i]' %s 4; declare -p n; read 'n[' <<< 3; echo 21 $?
b='a b' a=2; echo $((b)); a=b b=a; echo $((a)); y=3 z='q w' w='('; echo $((1 y)); echo $((y w)); echo $((y k=5)); (set -u; echo $((1 nope)))
unset i; declare -i i; i='1+'; i=2; i+=1+2; echo $i; k='x y'; declare -i k; k+=1; echo $k
printf '%d\n' a b 2>&1; printf 'x %d y\n%d' a b c d 2>&1; echo; printf '%d\n%z' 1 2>&1
trap 'echo ERR $?' ERR; n=0; while ((n++ < 2)); do read -r a b c <<< q; done; ( read c <<< x; echo in )
[ x = -n y ]; [ x -a -n y z ]; [ x y -n z w ]; echo $?
declare -A m; d=() v=; unset v
for e in '${#v[@]}' '${v[@]}' '${!v[@]}' '${#d[@]}' '${#m[@]}' '$((v[-1]))' '$((d[0]))' '$((m[x]))' '${v[-1]}' '${#v[0]}' '${d[0]}'; do ( echo "$e"; set -u; eval "echo $e" ); done 2>&1
printf '%.2s|%.1s|%.3s|%3.1s|\n' 2é é aéb é | od -c; printf '%c|\n' é | od -c
b='b,c}'; echo $((b)); c='a b.'; echo $((c)); b=3 c=b; echo $((1 c b.)); echo $((q c)); echo $((0 && (1 w)))
