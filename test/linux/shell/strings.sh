# bash -c: functions of a string say `environment`, and which errors give the whole string up.
d() { printf '%s\n' "$1" > script; echo "# $1"; bash script; echo "= $?"; bash -c "$1"; echo "= $?"; }
d 'f() { foo; cd /nope; ( bar ); x=$(baz); eval qux; local 1a=3; [ a -gt b ]; echo ${x?bad}; }; f'
d 'f() { echo $((1/0)); }; f
g() { declare -i n=1/0; echo in; }; g
echo next'
d 'readonly r=1; f() { r=2; }; f
echo next'
for wrong in 'm=([1/0]=c)' 'declare -a m=([1/0]=c)' 'export m=([1/0]=c)' "declare 'm[1/0]=c'" 'declare -i n=1/0' 'echo ${m[1/0]}' 'echo $((1/0))' '((1/0))' 'm[1/0]=c'; do
  d "$wrong; echo \$?
echo next"
done
printf 'f() { foo; }\nf\n' > script; bash -c '. ./script'; sh -c 'f() { foo; }; f'
# What does not end: the status is the last command's, 2 where that was 0.
for first in false true '(exit 5)'; do
  for last in "'i" 'echo "${i' '"$(i' 'a[i' 'a=(i' '((i' 'for ((i' 'echo $((1' '[[ a' 'if a'; do
    d "$first
$last"
  done
done
rm script
