# The lines that messages and LINENO name, inside substitutions too.
echo 1 $LINENO \
  $LINENO
x=$(echo 2 $LINENO
echo $LINENO)
echo "$x" 5 $LINENO
echo "3 $(echo $LINENO)" \
   $(echo $LINENO) \
   $LINENO
echo a \
  b $(
   echo $LINENO

   # comment
   echo $LINENO
)
y="a
b $(echo $LINENO)
c" z=$LINENO
echo $y $z
echo "one
two" $LINENO
: "a
b"; echo $LINENO
if true
then
  echo $LINENO $(echo $LINENO
   echo $LINENO)
fi
f() {
  local x=$(echo $LINENO
   echo $LINENO)
  echo $x $LINENO
}
f
for i in $(echo $LINENO
  echo $LINENO); do echo $i $LINENO; done
echo $(if true; then echo $LINENO; fi; echo $LINENO)
echo $(for i in 1; do
  echo $LINENO
done
echo $LINENO)
[[ $(echo $LINENO >&2
echo $LINENO >&2) ]]
(( $(echo $LINENO) + $(echo $LINENO >&2; echo 0) )); echo $?
case $(echo $LINENO >&2
  echo x) in x) echo $LINENO;; esac
cat <<E
$(echo $LINENO
echo $LINENO) $LINENO
E
cat <<< "$(echo $LINENO
echo $LINENO)"
while read l; do echo $l $LINENO; done < <(echo $LINENO
  echo $LINENO)
cat <(echo $LINENO
echo $LINENO)
echo $(cat <<E
$LINENO
E
)
x=1 y=$(
  nope
) z=2
nope $(echo $LINENO
nope2)
echo $(nope3 |
  cat; echo $LINENO)
echo $(a=1; echo $LINENO) | cat
{ echo $LINENO
} | cat
(echo $LINENO
 echo $LINENO)
echo x |
  cat $(echo $LINENO >&2)
echo $LINENO && \
  echo $LINENO $(echo $LINENO)
a=(
 $(echo $LINENO)
 $LINENO
)
echo ${a[@]}
echo ${u:-$(echo $LINENO
)}
eval 'echo $LINENO
echo $(echo $LINENO
echo $LINENO)'
trap 'echo trap $LINENO' EXIT
printf '%s\n' "$(
  ip link show nope 2>&1
  nope4
)"
echo `echo $LINENO
echo $LINENO`
echo a `echo $LINENO
echo $LINENO`
echo a b `echo $LINENO` \
`echo $LINENO` c
x=`echo $LINENO
 echo $LINENO` ; echo $x
x=`
nope
`
echo "`nope
nope`"
echo $(nope; nope
nope)
set -u
cat <<E
$(echo "$(printf ?) ${#u}")
E
echo x
