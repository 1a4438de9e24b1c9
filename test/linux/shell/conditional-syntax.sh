# What bash says of a [[ that it cannot read: at the end of a script and before more of it, in eval, in a sourced file.
exec 2>&1
read_() {
  echo "== $((++n)): $1"
  printf '%s' "$1" > s; bash s; echo "[$?]"
  printf '%s\n' "$1" 'echo next' > s; bash s; echo "[$?]"
  bash -c "$1"; echo "[$?]"
  (. ./s; echo "[$?]")
  (eval "$1"; echo "[$?]")
}
read_ '[[ ( a ]]'
read_ '[[ ( a
]]'
read_ '[[ a b ]]'
read_ '[[ ]]'
read_ '[[ ! ]]'
read_ '[[ a && ]]'
read_ '[[ && a ]]'
read_ '[[ -f ]]'
read_ '[[ a == ]]'
read_ '[[ a == b c ]]'
read_ '[[ a ) ]]'
read_ '[[ ( a ) b ]]'
read_ '[[ ( a && ) ]]'
read_ '[[ ( ) ]]'
read_ '[[ a'
read_ '[[ a
b ]]'
read_ '[[ a =~ ( ]]'
read_ '[[ a =~ (b ]]'
read_ '[[ a =~ x(b ]]'
read_ '[[ a =~ (a|b c) d ]]'
read_ '[[ a =~ b) ]]'
read_ '[[ a ; b ]]'
read_ '[[ a == b ; c ]]'
read_ '[[ ( ( a ]]'
read_ '[[ ( ( a b ) ) ]]'
read_ '[[ ( [[ a ]] ) ]]'
read_ '[[ ( a == b'
read_ '[[ ( a'
read_ '[[ a == b'
read_ '[[ a == b &&'
read_ '[[ a == b && ('
read_ '[[ ('
read_ '[[ !'
read_ '[[ -f'
read_ '[[ a =='
read_ '[[ a -lt'
read_ '[[ a ||
||'
read_ '[[ ( a ||
 b ; ) ]]'
read_ '[[ ( a == b c ) ]]'
read_ '[[ ( a ) ( b ) ]]'
read_ 'if [[ ( a == b ]]; then
 echo x
fi'
read_ '[[ a == (x) ]]'
read_ '[[ -n $x && ( -z $y ]]'
read_ 'if [[ -n $x; then
echo
fi'
read_ 'while [[ $x -lt 3 ; do echo; done'
read_ 'if [[ $x = 1 ] ; then echo; fi'
read_ 'if [[ $x == 1 ]
then echo; fi'
read_ 'f() {
  if [[ $1 == a
  then echo
  fi
}'
read_ 'case x in x) [[ ( a ;; esac'
read_ '( [[ ( a ]] )'
read_ '{ [[ a b ]]; }'
read_ '[[ a == b ||
 ( c -lt ) ]]'
read_ '[[ a ;; b ]]'
read_ '[[ a >> b ]]'
read_ '[[ a |& b ]]'
read_ '[[ -f >& ]]'
read_ '[[ a == b &&
 ( c == d
 && ( e || f g ) ) ]]'
