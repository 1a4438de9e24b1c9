# Names whose values are expressions that refer to other names, or to themselves.
exec 2>&1
a=b b=a; echo $((a))
x=x+1; echo $((x))
(( x )); echo $?
let x; echo $?
x='y + 1' y='2 / 0'; echo $((x * 2))
x='y +' y='2'; echo $((x * 2))
x='y z' y='2'; echo $((3 + x * 2))
x='y z' y='1/0'; echo $((3 + x * 2))
c=d d=e e=c; echo $((1 + c + d))
c='d+1' d='2*e' e='3 - c'; echo $((1 + c + d))
c='1 + (d+1)' d='2*e' e='3 - c'; echo $((1 + c ? d : 2))
a[0]='a[0]'; echo $((a[0]))
a[0]='a[0] + 1'; echo $((a[0]))
i=i; a=(1 2); echo ${a[i]}
i='i+1'; a[i]=3; echo $?
[[ i -eq 1 ]]; echo $?
[ i -eq 1 ]; echo $?
declare -i q; q=i; echo $?
echo ${a:i}
echo $((++i)) $((i++))
x=; echo $((x + ))
x='1 +'; echo $((i ? x : 3))
x='1 +'; echo $((1 ? x : i))
x='1 +'; echo $((0 ? x : 7))
x='1 +'; echo $((1 || x))
x='1 +'; echo $((0 || x))
x='1 +'; echo $((x = 3)) $((x += 1))
x='1 +'; echo $((x += 1))
x='x '; echo $(( x
))
x=' x + 1 '; echo $((5 * x - 3 ))
f() { local v=v; echo $((v)); echo in; }; f; echo $?
unset u; set -u; x=u; echo $((x)); echo $?
for e in 'x 0a' 'x=y 08' '1 09' 'x + 09' '5 5x' 'y=3 09' 'z=1, 3#4' '0x' '0xg' '2#12' 'a[0a]' '1 ? 08 : 2' '0 ? 08 : 2' '1 || 08' '(08' '08)' 'x 08 y' '65#1' '1#0' '08 +' '+ 08' 'x++08' '3 @' 'x=yabcabc 0a"b'; do (echo "$e: $(($e)) $y"); done
x='"3"'; (echo $(("3" + 1)) $(( "$((2))" * 2 )) "$((${x}))"); echo "$(( "1" + ${y:-"2"} ))"; (( "x1" = 3 )); echo $x1; a=(5 6); echo $(( a["1"] )) ${a["1"]} ; declare -A m=([k]=4); echo $(( m["k"] )) $((m[k])); i=1; echo ${a["$i"]} $(("${a[i]}"))
