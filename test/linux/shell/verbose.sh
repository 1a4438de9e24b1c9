# `set -v` shows what is read, when it is read.
echo before
set -v
echo hi # comment
# a comment line

for i in 1 2; do
  echo $i
done
cat <<E
text $i
E
echo a; echo b
f() { echo in f; }
f
eval 'echo ev'
x=$(echo sub)
. /dev/stdin <<< 'echo sourced'
bash -c 'echo inner'
echo long \
  line
set +v
echo off
set -v; echo same line
echo last
printf 'set -v\necho end\n# trailing\n' > s3.sh; bash s3.sh
cat <<E
the end
