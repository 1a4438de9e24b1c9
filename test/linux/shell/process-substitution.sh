# <(…) and >(…): beside the command that reads or writes, given as a file or as a redirection.
mapfile -t m < <(seq 3); echo "${#m[@]} ${m[2]}"
exec 3< <(echo first; echo second); read -u 3 a; echo $a; read -u 3 a; echo $a; read -u 3 a; echo "$? $a"; exec 3<&-
n=0; while read -r l; do ((n++)); done < <(seq 100); echo $n
while read -r l; do echo "got $l"; break; done < <(while :; do echo y; done)
{ cat; echo end; } < <(echo in)
cat < <(echo x) <(echo y)
cat <(echo p) <(echo q)
f() { while read -r k v; do echo "$v=$k"; done; }
f < <(printf '%s %s\n' a b c d)
(while read -r l; do echo "[$l]"; done) < <(sleep 0.1; echo late)
cat < <(cat < <(echo nested))
while read -r l; do echo "outer $l"; while read -r k; do echo "inner $k"; done < <(echo 1; echo 2); done < <(echo A; echo B)
echo z > >(cat); sleep 0.1
{ echo a; echo b; } > >(sed 's/^/> /'); sleep 0.1
x=$(cat < <(echo sub)); echo $x
read v < <(false); echo $?
read v < <(exit 3; echo); echo $?
while read -r l; do echo "$l"; done < <(echo ok; false; echo after)
echo <(:) > /dev/null; [ -n "$!" ] && echo pid
read v < <(exit 7); wait $!; echo $?
